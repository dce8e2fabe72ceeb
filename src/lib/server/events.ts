import { tellAnswer } from '#lib/server/care/tell-answer.ts';
import { copyCustomer } from '#lib/server/contracts/customer.ts';
import { followOrder } from '#lib/server/contracts/follow-order.ts';
import { billSuccess } from '#lib/server/billing/bill-success.ts';
import { tellInvoice } from '#lib/server/billing/tell-invoice.ts';
import { copyAgenda } from '#lib/server/delivery/copy-agenda.ts';
import { copyReport } from '#lib/server/delivery/copy-report.ts';
import { tellVisit } from '#lib/server/delivery/tell-visit.ts';
import type { Context } from './context.ts';
import type { Db } from './db/db.ts';
import type { HiloEvent } from './publish.ts';
import { fieldIs, readRecord } from './records.ts';

export type Following = Pick<Context, 'db' | 'clock' | 'settings'>;

/** Things that follow from an event, each by a name under which it need be done only once for many events. */
export type Tasks = Map<string, () => Promise<void>>;

/** Everything here looks at how things stand and brings them where they belong: done twice, or late, it comes to the same. */
export async function tasksFor(around: Following, event: HiloEvent): Promise<Tasks> {
	switch (event.type) {
		case 'record.changed':
			return tasksForRecord(around, event);
		case 'contract.created':
		case 'contract.changed':
			return orderTasks(around, [event.order]);
		case 'invoice.issued':
			return new Map([[`tell invoice ${event.invoice}`, () => tellInvoice(around.db, event.invoice, surroundings(around))]]);
	}
}

const surroundings = ({ clock, settings }: Following) => ({ now: clock.now(), settings });

async function tasksForRecord(
	around: Following,
	{ kind, record }: Extract<HiloEvent, { type: 'record.changed' }>
): Promise<Tasks> {
	if (kind === 'order') return orderTasks(around, [record]);
	if (kind === 'visit') {
		const visit = await readRecord(around.db, 'visit', record);
		return visit ? orderTasks(around, [visit.fields.order]) : new Map();
	}
	if (kind === 'case') return new Map([[`answer ${record}`, () => tellAnswer(around.db, record, surroundings(around))]]);
	if (kind === 'lead')
		return new Map([
			[`customer ${record}`, () => customerTask(around.db, record)],
			...agendaTasks(around, await ordersWith(around.db, 'lead', record))
		]);
	if (kind === 'prospect' || kind === 'ticket') return agendaTasks(around, await ordersWith(around.db, kind, record));
	return new Map();
}

/** The agenda first, since it is what makes a report count; the report before the contract that follows it and what is billed. */
function orderTasks(around: Following, orders: readonly string[]): Tasks {
	const { db, clock } = around;
	return new Map(
		orders.flatMap((id) => [
			[`agenda ${id}`, () => copyAgenda(db, id, clock.now())] as const,
			[`report ${id}`, () => copyReport(db, id)] as const,
			[`contract ${id}`, () => followOrder(db, id, clock.now())] as const,
			[`bill ${id}`, () => billSuccess(db, id, clock.now())] as const,
			[`tell visit ${id}`, () => tellVisit(db, id, surroundings(around))] as const
		])
	);
}

export function agendaTasks({ db, clock }: Following, orders: readonly string[]): Tasks {
	return new Map(orders.map((id) => [`agenda ${id}`, () => copyAgenda(db, id, clock.now())]));
}

async function customerTask(db: Db, id: string) {
	const lead = await readRecord(db, 'lead', id);
	if (lead) await copyCustomer(db, lead);
}

/** Orders whose agenda entry shows something of that record; those of a prospect are its lead's. */
async function ordersWith(db: Db, kind: 'lead' | 'prospect' | 'ticket', id: string): Promise<string[]> {
	const field = kind === 'ticket' ? 'ticket' : 'lead';
	const value = kind === 'prospect' ? (await readRecord(db, 'prospect', id))?.fields.lead : id;
	if (!value) return [];
	const rows = await db.selectFrom('records').select('id').where('kind', '=', 'order').where(fieldIs(field, value)).execute();
	return rows.map((row) => row.id);
}
