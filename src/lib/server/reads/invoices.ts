import type { InvoiceState } from '#lib/domain/billing/payments.ts';
import { contractNumber, invoiceNumber, receiptNumber } from '#lib/domain/contracts/contract.ts';
import { Refused } from '#lib/domain/shared/refused.ts';
import { startOfMonth, type Day, type Month } from '#lib/domain/shared/day.ts';
import { IdOf } from '#lib/domain/shared/schema.ts';
import { invoiceState } from '#lib/domain/billing/payments.ts';
import { cents } from '#lib/domain/shared/money.ts';
import type { Db } from '#lib/server/db/db.ts';
import { ofBranch } from '#lib/server/contracts/reach.ts';
import { sql, type RawBuilder } from 'kysely';
import * as v from 'valibot';
import { allRows, folded, MonthParam, Page, PAGE_SIZE, paged, placeIn, query, Search, Sort, sortedBy, words } from './query.ts';

const STATES = ['paid', 'overdue', 'part-paid', 'open'] as const satisfies readonly InvoiceState[];

export const paidOf = sql<number>`coalesce((select sum(a.amount) from payment_applications a where a.invoice = invoices.id), 0)::bigint`;

/** The SQL of `domain/billing/payments.ts` `invoiceState`. */
export const stateOf = (today: Day) => sql<InvoiceState>`case
	when ${paidOf} >= invoices.total then 'paid'
	when ${today}::date > invoices.due_on then 'overdue'
	when ${paidOf} > 0 then 'part-paid'
	else 'open' end`;

/** Those that wait for money first. */
const BY_STATE = ['overdue', 'part-paid', 'open', 'paid'] as const satisfies readonly InvoiceState[];

const SORTS = ['number', 'customer', 'contract', 'period', 'issued', 'due', 'state', 'total'] as const;
const sorts = (today: Day): Record<(typeof SORTS)[number], RawBuilder<unknown>> => ({
	number: sql`(invoices.letter, invoices.point_of_sale, invoices.number)`,
	customer: folded(sql`customers.name`),
	contract: sql`contracts.number`,
	period: sql`invoices.period`,
	issued: sql`invoices.issued_on`,
	due: sql`invoices.due_on`,
	state: placeIn(BY_STATE, stateOf(today)),
	total: sql`invoices.total`
});

const base = (db: Db) =>
	db
		.selectFrom('invoices')
		.innerJoin('contracts', 'contracts.id', 'invoices.contract')
		.innerJoin('customers', 'customers.id', 'invoices.customer')
		.select(['invoices.id', 'invoices.letter', 'invoices.point_of_sale as pointOfSale', 'invoices.number'])
		.select(['invoices.period', 'invoices.issued_on as issuedOn', 'invoices.due_on as dueOn', 'invoices.total', 'invoices.first'])
		.select(['invoices.customer', 'customers.name', 'invoices.contract', 'contracts.number as contractNumber'])
		.select(paidOf.as('paid'));

type Row = {
	letter: string;
	pointOfSale: number;
	number: number;
	contractNumber: number;
	total: number;
	paid: number;
	dueOn: string;
};

/** Numbers as people read them, and the state of today. */
export function shown<R extends Row>(row: R, today: Day) {
	const { total, paid, dueOn } = row;
	const state = invoiceState({ total: cents(total), paid: cents(paid), due: dueOn as Day }, today);
	return { ...row, number: invoiceNumber(row), contractNumber: contractNumber(row.contractNumber), state };
}

/** Issued invoices, newest first unless a sort is asked for; of one month of service, in one state, found by words. */
export const invoices = query({
	act: 'invoice.read',
	params: v.object({
		month: v.optional(MonthParam),
		state: v.optional(v.picklist(STATES)),
		search: Search,
		sort: Sort(SORTS),
		page: Page
	}),
	async run({ db, actor, today }, { month, state, search, sort, page }) {
		const text = sql<string>`concat_ws(' ', invoices.letter, lpad(invoices.point_of_sale::text, 4, '0') || '-' || lpad(invoices.number::text, 8, '0'), customers.name, 'C-' || contracts.number)`;
		let rows = base(db).select(allRows).where(ofBranch(actor)).where(words(text, search));
		if (month) rows = rows.where('invoices.period', '=', startOfMonth(month as Month));
		if (state) rows = rows.where(sql<boolean>`${stateOf(today)} = ${state}`);
		if (sort) rows = rows.orderBy(sortedBy(sorts(today), sort));
		const found = await rows
			.orderBy('invoices.created_at', 'desc')
			.orderBy('invoices.number', 'desc')
			.limit(PAGE_SIZE)
			.offset(page * PAGE_SIZE)
			.execute();
		return paged(
			found.map((row) => shown(row, today)),
			page
		);
	}
});

/** All of one invoice: its lines, taxes, parties, and what paid it. */
export const invoice = query({
	act: 'invoice.read',
	params: v.object({ id: IdOf }),
	async run({ db, actor, today }, { id }) {
		const row = await base(db)
			.select(['invoices.net', 'invoices.tax', 'invoices.taxes', 'invoices.issuer', 'invoices.recipient'])
			.select(['invoices.period_from as periodFrom', 'invoices.period_to as periodTo'])
			.where('invoices.id', '=', id)
			.where(ofBranch(actor))
			.executeTakeFirst();
		if (!row) throw new Refused('invoice.unknown');
		return { ...shown(row, today), lines: await linesOf(db, id), payments: await paymentsOf(db, id) };
	}
});

export function linesOf(db: Db, invoice: string) {
	return db
		.selectFrom('invoice_lines')
		.select(['kind', 'item', 'description', 'detail', 'quantity', 'unit', 'amount', 'vat_rate as vatRate'])
		.where('invoice', '=', invoice)
		.orderBy('position')
		.execute();
}

async function paymentsOf(db: Db, invoice: string) {
	const rows = await db
		.selectFrom('payment_applications')
		.innerJoin('payments', 'payments.id', 'payment_applications.payment')
		.select(['payments.id', 'payments.number', 'payments.received_on as on', 'payments.method', 'payment_applications.amount'])
		.where('payment_applications.invoice', '=', invoice)
		.orderBy('payments.number')
		.execute();
	return rows.map((row) => ({ ...row, number: receiptNumber(row.number) }));
}

/** The invoices of one contract, newest first. */
export async function invoicesOfContract(db: Db, contract: string, today: Day) {
	const rows = await base(db).where('invoices.contract', '=', contract).orderBy('invoices.period', 'desc').execute();
	return rows.map((row) => shown(row, today));
}
