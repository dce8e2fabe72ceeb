import type { InvoiceState } from '#lib/domain/billing/payments.ts';
import { contractNumber } from '#lib/domain/contracts/contract.ts';
import type { Actor } from '#lib/domain/permissions.ts';
import { addDays, addMonths, lastOfMonth, startOfMonth, type Day, type Month } from '#lib/domain/shared/day.ts';
import { cents } from '#lib/domain/shared/money.ts';
import { toBilled, billedQuery, type BilledContract } from '#lib/server/billing/billed-contract.ts';
import { monthlyOf, unbilledOf } from '#lib/server/billing/run-cycle.ts';
import { readCompany, type Company } from '#lib/server/catalog/company.ts';
import type { Db } from '#lib/server/db/db.ts';
import { ofBranch } from '#lib/server/contracts/reach.ts';
import { sql } from 'kysely';
import * as v from 'valibot';
import { stateOf } from './invoices.ts';
import { MonthParam, query } from './query.ts';

export type CycleException = {
	kind: 'tax-id' | 'amount-jump' | 'flagged-day' | 'no-email';
	contract: string;
	number: string;
	name: string;
	amount: number;
	/** Of the invoice before, for a jump. */
	before: number | null;
};
type Draft = { contract: BilledContract; number: number; email: string; flagged: boolean; amount: number };

/** More than this share up or down, and a person looks before it is issued. */
const JUMP_PERCENT = 30;

/** A month's billing in the asker's branch: what was issued by state, what is still to be issued, and what deserves a look before. */
export const cycle = query({
	act: 'invoice.read',
	params: v.object({ month: MonthParam }),
	async run({ db, actor, today }, { month: text }) {
		const month = text as Month;
		const company = await readCompany(db);
		const drafts = company ? await draftsOf(db, actor, company, month, today) : [];
		const states = await statesOf(db, actor, month, today);
		const toIssue = { count: drafts.length, amount: sumOf(drafts) };
		const issued = { count: sumOf(states.map(({ count }) => ({ amount: count }))), amount: sumOf(states) };
		return {
			month,
			...{ from: startOfMonth(month), to: lastOfMonth(month), dueOn: addDays(today, company?.dueDays ?? 0) },
			...{ begun: startOfMonth(month) <= today, companyComplete: company !== null },
			...{ states, issued, toIssue, total: issued.amount + toIssue.amount, contracts: issued.count + toIssue.count },
			...{
				exceptions: await exceptionsOf(db, month, drafts),
				methods: await methodsOf(db, actor, month),
				lastNumber: await lastOf(db, actor, month)
			}
		};
	}
});

const sumOf = (rows: readonly { amount: number }[]) => cents(rows.reduce((sum, { amount }) => sum + amount, 0));

async function draftsOf(db: Db, actor: Actor, company: Company, month: Month, today: Day): Promise<Draft[]> {
	if (startOfMonth(month) > lastOfMonth(today)) return [];
	const ids = unbilledOf(db, month).where(ofBranch(actor)).select('contracts.id');
	const rows = await billedQuery(db)
		.select(['contracts.number', 'customers.email', 'contracts.active_from_flagged as flagged'])
		.where('contracts.id', 'in', ids)
		.orderBy('contracts.number')
		.execute();
	return rows.map((row) => {
		const contract = toBilled(row);
		return {
			contract,
			number: row.number,
			email: row.email,
			flagged: row.flagged,
			amount: monthlyOf(contract, company, month, today).draft.total
		};
	});
}

async function statesOf(
	db: Db,
	actor: Actor,
	month: Month,
	today: Day
): Promise<{ state: InvoiceState; count: number; amount: number }[]> {
	const rows = await db
		.selectFrom('invoices')
		.innerJoin('contracts', 'contracts.id', 'invoices.contract')
		.select([stateOf(today).as('state'), sql<number>`count(*)`.as('count'), sql<number>`sum(total)::bigint`.as('amount')])
		.where('period', '=', startOfMonth(month))
		.where(ofBranch(actor))
		.groupBy('state')
		.execute();
	return (['paid', 'part-paid', 'open', 'overdue'] as const).map(
		(state) => rows.find((row) => row.state === state) ?? { state, count: 0, amount: 0 }
	);
}

async function exceptionsOf(db: Db, month: Month, drafts: readonly Draft[]): Promise<CycleException[]> {
	const before = await db
		.selectFrom('invoices')
		.select(['contract', 'total'])
		.where('period', '=', addMonths(startOfMonth(month), -1))
		.where('first', '=', false)
		.execute();
	const totals = new Map(before.map(({ contract, total }) => [contract, total]));
	return drafts.flatMap((draft) => {
		const last = totals.get(draft.contract.id) ?? null;
		const { name } = draft.contract.recipient;
		const row = { contract: draft.contract.id, number: contractNumber(draft.number), name, amount: draft.amount, before: last };
		return kindsOf(draft, last).map((kind) => ({ kind, ...row }));
	});
}

function kindsOf({ contract: { recipient }, amount, email, flagged }: Draft, before: number | null): CycleException['kind'][] {
	const jump = before !== null && Math.abs(amount - before) * 100 > before * JUMP_PERCENT;
	const needsTaxId = recipient.vatCondition !== 'final' && !recipient.taxId;
	return [
		...(needsTaxId ? (['tax-id'] as const) : []),
		...(jump ? (['amount-jump'] as const) : []),
		...(flagged ? (['flagged-day'] as const) : []),
		...(email ? [] : (['no-email'] as const))
	];
}

/** How that month's invoices were paid. */
function methodsOf(db: Db, actor: Actor, month: Month) {
	return db
		.selectFrom('payment_applications')
		.innerJoin('invoices', 'invoices.id', 'payment_applications.invoice')
		.innerJoin('payments', 'payments.id', 'payment_applications.payment')
		.innerJoin('contracts', 'contracts.id', 'invoices.contract')
		.leftJoin('catalog_items as method', 'method.id', 'payments.method')
		.select(['payments.method', sql<string>`coalesce(method.data ->> 'name', payments.method)`.as('name')])
		.select([
			sql<number>`count(distinct payments.id)`.as('count'),
			sql<number>`sum(payment_applications.amount)::bigint`.as('amount')
		])
		.where('invoices.period', '=', startOfMonth(month))
		.where(ofBranch(actor))
		.groupBy(['payments.method', 'method.data'])
		.orderBy('count', 'desc')
		.execute();
}

/** The newest of that month, by letter. */
function lastOf(db: Db, actor: Actor, month: Month) {
	return db
		.selectFrom('invoices')
		.innerJoin('contracts', 'contracts.id', 'invoices.contract')
		.select(['letter', 'point_of_sale as pointOfSale', sql<number>`max(invoices.number)`.as('number')])
		.where('period', '=', startOfMonth(month))
		.where(ofBranch(actor))
		.groupBy(['letter', 'point_of_sale'])
		.orderBy('letter')
		.execute();
}
