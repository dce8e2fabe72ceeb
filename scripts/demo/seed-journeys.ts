import { dayOf, monthOf } from '#lib/domain/shared/day.ts';
import { entryKey } from '#lib/docs/room.ts';
import { deskRoom, reportRoom } from '#lib/docs/rooms.ts';
import type { Db } from '#lib/server/db/db.ts';
import { copyAgenda, ordersOfAgendas } from '#lib/server/delivery/copy-agenda.ts';
import { copyReport } from '#lib/server/delivery/copy-report.ts';
import { ensureRoom } from '#lib/server/rooms.ts';
import { writeMany } from '#lib/server/room-writes.ts';
import { drainRoomWrites, type Drained } from '../../sync-server/drain.ts';
import { demoId } from './chance.ts';
import { BRANCH, ZONE } from './company.ts';
import type { Journey, Planned } from './journeys.ts';
import { seedBilling } from './seed-billing.ts';

/** Every story as it would have happened: written into its rooms, reported, contracted, billed and paid. */
export async function seedJourneys(needs: Drained, journeys: readonly Journey[], now: Date): Promise<void> {
	const { db } = needs;
	await seedRecords(db, journeys, now);
	await drainRoomWrites(needs);
	for (const order of visitedOrders(journeys)) await copyReport(db, order);
	await drainRoomWrites(needs);
	await seedBilling(db, journeys, now);
	for (const order of await ordersOfAgendas(db, now)) await copyAgenda(db, order, now);
	// What happened before anybody looked is nobody's news: no mail leaves for it.
	await db.updateTable('events').set({ handled_at: now }).where('handled_at', 'is', null).execute();
	await drainRoomWrites(needs);
}

const monthAt = (at: number) => monthOf(dayOf(at, ZONE));
const roomOf = ({ value }: Planned) =>
	value.kind === 'visit' ? reportRoom(value.by, monthAt(value.at)) : deskRoom(BRANCH, monthAt(value.at));
const messagesOf = (record: Planned) =>
	(record.messages ?? []).map((value) => ({
		room: roomOf(record),
		map: 'entries' as const,
		key: entryKey(record.id, 'messages', demoId('message', `${record.id}/${value.at}`, value.at)),
		value
	}));
const visitsOf = (journeys: readonly Journey[]) =>
	journeys.flatMap(({ records }) =>
		records.flatMap(({ value }) => (value.kind === 'visit' ? [{ technician: value.by, order: value.fields.order }] : []))
	);
const visitedOrders = (journeys: readonly Journey[]) => new Set(visitsOf(journeys).map(({ order }) => order));

async function seedRecords(db: Db, journeys: readonly Journey[], now: Date): Promise<void> {
	const records = journeys.flatMap((journey) => journey.records);
	for (const room of new Set(records.map(roomOf))) await ensureRoom(db, room, now);
	await writeMany(
		db,
		records.map((record) => ({ room: roomOf(record), map: 'base', key: record.id, value: record.value }))
	);
	await writeMany(db, records.flatMap(messagesOf));
	// A report counts only for an order that once stood in that technician's agenda.
	const once = new Map(visitsOf(journeys).map((visit) => [`${visit.technician}/${visit.order}`, { ...visit, at: now }]));
	if (once.size > 0)
		await db
			.insertInto('agenda_log')
			.values([...once.values()])
			.execute();
}
