import { isDeepStrictEqual } from 'node:util';
import { agendaRoom } from '#lib/docs/rooms.ts';
import { AGENDA_DAYS, type AgendaVisit } from '#lib/domain/delivery/agenda-visit.ts';
import type { Db } from '#lib/server/db/db.ts';
import { inTransaction } from '#lib/server/db/transaction.ts';
import { lock } from '#lib/server/locks.ts';
import { readRecord, type StoredRecord } from '#lib/server/records.ts';
import { writeFact } from '#lib/server/room-writes.ts';
import { ensureRoom } from '#lib/server/rooms.ts';
import { sql } from 'kysely';
import { agendaValue } from './agenda-value.ts';
import { reportsOf, statusBy } from './visits.ts';

const DAY_MS = 86_400_000;

/**
 * An order stands in the agenda of everybody whose hours it was granted, and in nobody else's. Compares what should stand
 * there with what does, so it may be called at any change and at none.
 */
export function copyAgenda(db: Db, id: string, now: Date): Promise<void> {
	return inTransaction(db, async (tx) => {
		await lock(tx, `agenda:${id}`);
		const standing = await tx.selectFrom('agenda').select(['technician', 'value']).where('order', '=', id).execute();
		const order = await readRecord(tx, 'order', id);
		const crew = order ? await grantedCrew(tx, order, now) : [];
		if (standing.length === 0 && crew.length === 0) return;
		await remember(tx, id, crew, now);
		const value = order && crew.length > 0 ? await standingValue(tx, order) : null;
		const wanted = value ? crew : [];
		for (const { technician } of standing) if (!wanted.includes(technician)) await remove(tx, technician, id);
		for (const technician of wanted) {
			const before = standing.find((row) => row.technician === technician)?.value;
			if (!isDeepStrictEqual(before, value)) await put(tx, technician, id, value!, now);
		}
	});
}

/** Whose hours the plan that stands was granted, while it is near enough. */
async function grantedCrew(tx: Db, { id, fields: { plan } }: StoredRecord<'order'>, now: Date): Promise<string[]> {
	if (!plan || Math.abs(plan.start - now.getTime()) > AGENDA_DAYS * DAY_MS) return [];
	const rows = await tx.selectFrom('slots').select('technician').where('order', '=', id).where('plan', '=', plan.id).execute();
	return rows.map(({ technician }) => technician);
}

/** That an order was his is never forgotten: it is what makes his report count. */
async function remember(tx: Db, order: string, crew: readonly string[], at: Date) {
	const rows = crew.map((technician) => ({ technician, order, at }));
	if (rows.length > 0)
		await tx
			.insertInto('agenda_log')
			.values(rows)
			.onConflict((on) => on.doNothing())
			.execute();
}

/** null for an order that was called off before anybody set out */
async function standingValue(tx: Db, order: StoredRecord<'order'>): Promise<AgendaVisit | null> {
	const { accepted } = await reportsOf(tx, order.id);
	if (!order.fields.plan || statusBy(order, accepted) === 'cancelled') return null;
	const value = await agendaValue(tx, order, order.fields.plan, accepted);
	return JSON.parse(JSON.stringify(value)) as AgendaVisit;
}

async function remove(tx: Db, technician: string, order: string) {
	await tx.deleteFrom('agenda').where('technician', '=', technician).where('order', '=', order).execute();
	await writeFact(tx, agendaRoom(technician), order, 'visit', null);
}

async function put(tx: Db, technician: string, order: string, visit: AgendaVisit, now: Date) {
	const value = JSON.stringify(visit);
	const insert = tx.insertInto('agenda').values({ technician, order, value });
	await insert.onConflict((on) => on.columns(['technician', 'order']).doUpdateSet({ value })).execute();
	await ensureRoom(tx, agendaRoom(technician), now);
	await writeFact(tx, agendaRoom(technician), order, 'visit', visit);
}

/** Orders that stand in an agenda or should by their date: days pass without anybody changing a thing. */
export async function ordersOfAgendas(db: Db, now: Date): Promise<string[]> {
	const days = `${AGENDA_DAYS + 1} days`;
	const { rows } = await sql<{ order: string }>`
		select "order" from agenda
		union
		select "order" from slots where during && tstzrange(${now}::timestamptz - ${days}::interval, ${now}::timestamptz + ${days}::interval)`.execute(
		db
	);
	return rows.map(({ order }) => order);
}
