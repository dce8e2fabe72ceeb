import { firstInvoice } from '#lib/domain/billing/invoice.ts';
import { contractNumber, invoiceNumber, type InvoiceFact } from '#lib/domain/contracts/contract.ts';
import { addMonths, dayOf, monthOf, startOfMonth, type Day, type Month } from '#lib/domain/shared/day.ts';
import { readZone, type Company } from '#lib/server/catalog/company.ts';
import type { Db } from '#lib/server/db/db.ts';
import { inTransaction } from '#lib/server/db/transaction.ts';
import { settleFact } from '#lib/server/facts.ts';
import { readRecord } from '#lib/server/records.ts';
import { lockContractOf, type BilledContract } from './billed-contract.ts';
import { insertInvoices, type Issued } from './insert-invoices.ts';
import { readIssuer } from './issuer.ts';
import { monthlyOf } from './run-cycle.ts';

/** `on` is the day the work was done; `flagged` when it had to be the day it was received. */
export type Success = { order: string; on: Day; flagged: boolean };

/**
 * The installation succeeded: the contract starts and its first invoice exists, once, however often this is called. Months
 * that have begun since then are billed with it, because their cycle could not know of the contract.
 * @returns null while the order has no contract: whoever makes it calls again
 * @throws {Refused} `company.incomplete`
 */
export function issueFirstInvoice(db: Db, { order, on, flagged }: Success, now: Date): Promise<InvoiceFact | null> {
	return inTransaction(db, async (tx) => {
		const contract = await lockContractOf(tx, order);
		if (!contract) return null;
		if (contract.billing !== 'not-started') return firstOf(tx, contract.id);
		const company = await readIssuer(tx);
		const active = { commercial: 'active', billing: 'running', active_from: on, active_from_flagged: flagged } as const;
		await tx.updateTable('contracts').set(active).where('id', '=', contract.id).execute();
		const today = dayOf(now, await readZone(tx));
		const [first] = await insertInvoices(tx, company, drafts(contract, company, on, today), now);
		await tellOrder(tx, order, factOf(company.pointOfSale, first!));
		return factOf(company.pointOfSale, first!);
	});
}

function drafts(contract: BilledContract, company: Company, on: Day, today: Day) {
	const parties = {
		issuer: company.vatCondition,
		customer: contract.recipient.vatCondition,
		issuedOn: today,
		dueDays: company.dueDays
	};
	const first = { contract, draft: firstInvoice({ ...contract.terms, ...parties, from: on }), first: true };
	return [first, ...monthsAfter(on, today).map((month) => monthlyOf({ ...contract, activeFrom: on }, company, month, today))];
}

function monthsAfter(on: Day, today: Day): Month[] {
	const months: Month[] = [];
	for (let next = addMonths(startOfMonth(on), 1); next <= today; next = addMonths(next, 1)) months.push(monthOf(next));
	return months;
}

const factOf = (
	pointOfSale: number,
	{ id, letter, number, total }: Pick<Issued, 'id' | 'letter' | 'number' | 'total'>
): InvoiceFact => ({
	id,
	number: invoiceNumber({ letter, pointOfSale, number }),
	total
});

async function firstOf(tx: Db, contract: string): Promise<InvoiceFact | null> {
	const row = await tx
		.selectFrom('invoices')
		.selectAll()
		.where('contract', '=', contract)
		.where('first', '=', true)
		.executeTakeFirst();
	return row ? factOf(row.point_of_sale, row) : null;
}

async function tellOrder(tx: Db, id: string, invoice: InvoiceFact) {
	const order = await readRecord(tx, 'order', id);
	const contract = await tx
		.selectFrom('contracts')
		.select(['id', 'number', 'network', 'commercial'])
		.where('order', '=', id)
		.executeTakeFirstOrThrow();
	if (!order) return;
	await settleFact(tx, order, 'contract', { ...contract, number: contractNumber(contract.number) });
	await settleFact(tx, order, 'invoice', invoice);
}
