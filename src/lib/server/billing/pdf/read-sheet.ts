import { contractNumber, invoiceNumber } from '#lib/domain/contracts/contract.ts';
import { Refused } from '#lib/domain/shared/refused.ts';
import { readItems } from '#lib/server/catalog/items.ts';
import type { Db } from '#lib/server/db/db.ts';
import { linesOf } from '../../reads/invoices.ts';

/** All that one invoice shows, as it was issued; how to pay is today's. */
export type Sheet = Awaited<ReturnType<typeof readSheet>>;
export type SheetLine = Sheet['lines'][number];

/** @throws {Refused} `invoice.unknown` */
export async function readSheet(db: Db, id: string) {
	const row = await db
		.selectFrom('invoices')
		.innerJoin('contracts', 'contracts.id', 'invoices.contract')
		.select(['invoices.letter', 'invoices.point_of_sale as pointOfSale', 'invoices.number', 'invoices.issued_on as issuedOn'])
		.select([
			'invoices.due_on as dueOn',
			'invoices.period_from as from',
			'invoices.period_to as to',
			'invoices.created_at as createdAt'
		])
		.select(['invoices.net', 'invoices.tax', 'invoices.total', 'invoices.taxes', 'invoices.issuer', 'invoices.recipient'])
		.select(['contracts.number as contract', 'contracts.terms', 'contracts.location'])
		.where('invoices.id', '=', id)
		.executeTakeFirst();
	if (!row) throw new Refused('invoice.unknown');
	const { contract, terms, ...rest } = row;
	return {
		...rest,
		label: invoiceNumber(row),
		contract: contractNumber(contract),
		plan: terms.plan,
		lines: await linesOf(db, id),
		payments: (await readItems(db, 'payment')).filter(({ sold }) => sold)
	};
}
