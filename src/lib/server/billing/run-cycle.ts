import { monthlyInvoice } from '#lib/domain/billing/invoice.ts';
import { monthNumber } from '#lib/domain/billing/proration.ts';
import type { Payload } from '#lib/domain/commands.ts';
import type { Actor } from '#lib/domain/permissions.ts';
import { dayOf, isDay, monthOf, startOfMonth, type Day, type Month } from '#lib/domain/shared/day.ts';
import { Refused } from '#lib/domain/shared/refused.ts';
import { readZone, type Company } from '#lib/server/catalog/company.ts';
import type { CommandContext } from '#lib/server/commands/handler.ts';
import type { Db } from '#lib/server/db/db.ts';
import { inTransaction } from '#lib/server/db/transaction.ts';
import { ofBranch } from '#lib/server/contracts/reach.ts';
import { lock } from '#lib/server/locks.ts';
import { lockContracts, type BilledContract } from './billed-contract.ts';
import { insertInvoices, type ToIssue } from './insert-invoices.ts';
import { readIssuer } from './issuer.ts';

/** Contracts one transaction bills: enough to be quick, few enough that nobody waits long for the next invoice number. */
const CHUNK = 200;

/**
 * Every running contract has exactly one invoice of the month, however often and in however many places this runs at once.
 * @param biller whose contracts are billed; null: the calendar, which bills all branches
 * @returns how many were issued now
 * @throws {Refused} `company.incomplete`
 */
export async function runCycle(db: Db, month: Month, now: Date, biller: Actor | null = null): Promise<{ issued: number }> {
	let issued = 0;
	for (;;) {
		const chunk = await inTransaction(db, (tx) => billChunk(tx, { month, now, biller }));
		issued += chunk;
		if (chunk < CHUNK) return { issued };
	}
}

/** The command: a month that has begun. */
export function runCycleNow(
	tx: Db,
	actor: Actor,
	{ month }: Payload<'cycle.run'>,
	{ now, zone }: Pick<CommandContext, 'now' | 'zone'>
) {
	if (!isDay(`${month}-01`) || `${month}-01` > dayOf(now, zone)) throw new Refused('value.wrong', { field: 'month' });
	return runCycle(tx, month as Month, now, actor);
}

type Run = { month: Month; now: Date; biller: Actor | null };

async function billChunk(tx: Db, { month, now, biller }: Run): Promise<number> {
	await lock(tx, `cycle:${month}`);
	const contracts = await lockContracts(tx, await unbilled(tx, month, biller));
	if (contracts.length === 0) return 0;
	const company = await readIssuer(tx);
	const today = dayOf(now, await readZone(tx));
	const drafts = contracts.map((contract) => monthlyOf(contract, company, month, today));
	return (await insertInvoices(tx, company, drafts, now)).length;
}

/** Contracts that were running when the month began and have no invoice of it. */
async function unbilled(tx: Db, month: Month, biller: Actor | null): Promise<string[]> {
	const waiting = unbilledOf(tx, month);
	const rows = await (biller ? waiting.where(ofBranch(biller)) : waiting)
		.select('contracts.id')
		.orderBy('contracts.id')
		.limit(CHUNK)
		.execute();
	return rows.map(({ id }) => id);
}

export function unbilledOf(db: Db, month: Month) {
	const period = startOfMonth(month);
	return db
		.selectFrom('contracts')
		.where('contracts.billing', '=', 'running')
		.where('contracts.active_from', '<', period)
		.where(({ not, exists, selectFrom }) =>
			not(
				exists(
					selectFrom('invoices')
						.select('invoices.id')
						.whereRef('invoices.contract', '=', 'contracts.id')
						.where('invoices.period', '=', period)
				)
			)
		);
}

/** What a contract is charged for a whole month. */
export function monthlyOf(contract: BilledContract, company: Company, month: Month, today: Day): ToIssue {
	const { terms, recipient, activeFrom } = contract;
	const parties = { issuer: company.vatCondition, customer: recipient.vatCondition, issuedOn: today, dueDays: company.dueDays };
	const number = monthNumber(activeFrom ?? startOfMonth(month), month);
	return { contract, draft: monthlyInvoice({ ...terms, ...parties, month, monthNumber: number }), first: false };
}

/** The calendar's part: a month's cycle runs by itself on its first day, or on the first one that finds the server up. */
export async function runDueCycle(db: Db, now: Date): Promise<{ issued: number }> {
	return runCycle(db, monthOf(dayOf(now, await readZone(db))), now);
}
