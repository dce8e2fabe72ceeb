import { addMonths, dayOf, instantAt, monthOf, startOfMonth, type Day } from '#lib/domain/shared/day.ts';
import { issueFirstInvoice } from '#lib/server/billing/issue-first-invoice.ts';
import { openInvoices, recordPayment } from '#lib/server/billing/record-payment.ts';
import { runCycle } from '#lib/server/billing/run-cycle.ts';
import { createContract } from '#lib/server/contracts/create-contract.ts';
import type { Db } from '#lib/server/db/db.ts';
import { Chance } from './chance.ts';
import { BRANCH, STAFF, ZONE } from './company.ts';
import { HOUR, type Installed, type Journey } from './journeys.ts';

const DISPATCHER = { user: STAFF.ana.id, roles: ['dispatcher'] as const, branch: BRANCH };
const CASHIER = { user: STAFF.elena.id, roles: ['billing'] as const, branch: BRANCH };

type Billed = { id: string; order: string; paid: number };

/** Each installation's contract and first invoice on its day, each month's cycle on the first, and what was paid of it. */
export async function seedBilling(db: Db, journeys: readonly Journey[], now: Date): Promise<void> {
	const installed = journeys.flatMap(({ installed }) => installed ?? []).toSorted((a, b) => a.doneAt - b.doneAt);
	const today = dayOf(now, ZONE);
	const billed: Billed[] = [];
	let month = installed[0] ? nextMonth(dayOf(installed[0].doneAt, ZONE)) : null;
	for (const one of installed) {
		const day = dayOf(one.doneAt, ZONE);
		for (; month && month <= day; month = nextMonth(month)) await cycle(db, month);
		if (one.contract) billed.push(await start(db, one, day));
	}
	for (; month && month <= today; month = nextMonth(month)) await cycle(db, month);
	for (const one of billed) await pay(db, one, now);
}

const nextMonth = (day: Day) => addMonths(startOfMonth(day), 1);
const cycle = (db: Db, month: Day) => runCycle(db, monthOf(month), new Date(instantAt(month, 6 * 60, ZONE)));

async function start(db: Db, installed: Installed, on: Day): Promise<Billed> {
	const chance = new Chance(`contract/${installed.order}`);
	const mode = chance.weighted([
		['pppoe', 70],
		['dhcp', 20],
		['static', 10]
	] as const);
	const south = chance.next() < 0.5;
	const tech = {
		server: south ? 'srv-sur' : 'srv-norte',
		node: south ? 'nodo-sur' : 'nodo-centro',
		mode,
		equipment: chance.pick(['ONU Huawei HG8145', 'ONU ZTE F670L', 'ONU Parks 110Gb']),
		pool: south ? 'pool-sur' : 'pool-norte',
		ip: null,
		mac: ''
	};
	const signed = new Date(installed.doneAt - 24 * HOUR);
	const contract = await db
		.transaction()
		.execute((tx) => createContract(tx, DISPATCHER, { order: installed.order, tech }, { now: signed }));
	await issueFirstInvoice(db, { order: installed.order, on, flagged: false }, new Date(installed.doneAt));
	return { id: contract.id, order: installed.order, paid: installed.paid };
}

/** The share of all that is owed by now, received some days after the newest invoice of it. */
async function pay(db: Db, { id: contract, order, paid }: Billed, now: Date): Promise<void> {
	const owed = (await openInvoices(db, contract)).reduce((sum, invoice) => sum + invoice.owed, 0);
	const amount = Math.round(owed * paid);
	if (amount === 0) return;
	const method = new Chance(`payment/${order}`).weighted([
		['mercado-pago', 40],
		['efectivo', 25],
		['transferencia', 20]
	] as const);
	const on = dayOf(now, ZONE);
	await db
		.transaction()
		.execute((tx) => recordPayment(tx, CASHIER, { contract, amount, method, on, note: '' }, { now, zone: ZONE }));
}
