import { contractNumber, receiptNumber } from '#lib/domain/contracts/contract.ts';
import { addMonths, startOfMonth, type Month } from '#lib/domain/shared/day.ts';
import { Refused } from '#lib/domain/shared/refused.ts';
import { creditsOf } from '#lib/server/billing/apply-credit.ts';
import type { Db } from '#lib/server/db/db.ts';
import { ofBranch } from '#lib/server/contracts/reach.ts';
import { sql } from 'kysely';
import * as v from 'valibot';
import { balance } from './contracts.ts';
import { invoicesOfContract } from './invoices.ts';
import { allRows, IdOrNumber, MonthParam, numberIn, Page, PAGE_SIZE, paged, query, Search, words } from './query.ts';

const base = (db: Db) =>
	db
		.selectFrom('payments')
		.innerJoin('contracts', 'contracts.id', 'payments.contract')
		.innerJoin('customers', 'customers.id', 'payments.customer')
		.leftJoin('users', (join) => join.on(sql`users.id::text`, '=', sql`payments.recorded_by`))
		.leftJoin('catalog_items as method', 'method.id', 'payments.method')
		.select([
			'payments.id',
			'payments.number',
			'payments.amount',
			'payments.method',
			'payments.received_on as on',
			'payments.note'
		])
		.select(['payments.customer', 'customers.name', 'payments.contract', 'contracts.number as contractNumber'])
		.select(['users.name as recordedBy', sql<string | null>`method.data ->> 'name'`.as('methodName')]);

type Row = { number: number; contractNumber: number };
const shown = <R extends Row>(row: R) => ({
	...row,
	number: receiptNumber(row.number),
	contractNumber: contractNumber(row.contractNumber)
});

/** Payments, newest first; of one month, found by words. */
export const payments = query({
	act: 'invoice.read',
	params: v.object({ month: v.optional(MonthParam), search: Search, page: Page }),
	async run({ db, actor }, { month, search, page }) {
		const text = sql<string>`concat_ws(' ', 'R-' || lpad(payments.number::text, 6, '0'), customers.name, 'C-' || contracts.number, payments.note)`;
		let rows = base(db).select(allRows).where(ofBranch(actor)).where(words(text, search));
		const from = month && startOfMonth(month as Month);
		if (from) rows = rows.where('payments.received_on', '>=', from).where('payments.received_on', '<', addMonths(from, 1));
		const found = await rows
			.orderBy('payments.number', 'desc')
			.limit(PAGE_SIZE)
			.offset(page * PAGE_SIZE)
			.execute();
		return paged(found.map(shown), page);
	}
});

/** What one contract, by id or number, owes and why: `balance` above nothing is owed, `credit` waits for its next invoice. */
export const account = query({
	act: 'invoice.read',
	params: v.object({ contract: IdOrNumber }),
	async run({ db, actor, today }, { contract: name }) {
		const number = numberIn(name);
		const row = await db
			.selectFrom('contracts')
			.innerJoin('customers', 'customers.id', 'contracts.customer')
			.select(['contracts.id', 'contracts.number', 'contracts.customer', 'customers.name', balance.as('balance')])
			.where(number === null ? sql<boolean>`contracts.id = ${name}` : sql<boolean>`contracts.number = ${number}`)
			.where(ofBranch(actor))
			.executeTakeFirst();
		if (!row) throw new Refused('contract.unknown');
		const contract = row.id;
		const credit = (await creditsOf(db, contract)).reduce((sum, one) => sum + one.credit, 0);
		const paid = await base(db).where('payments.contract', '=', contract).orderBy('payments.number', 'desc').execute();
		const bills = await invoicesOfContract(db, contract, today);
		return {
			contract,
			number: contractNumber(row.number),
			customer: row.customer,
			name: row.name,
			balance: row.balance,
			credit,
			invoices: bills,
			payments: paid.map(shown)
		};
	}
});
