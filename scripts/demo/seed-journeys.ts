import { dayOf, monthOf } from '#lib/domain/shared/day.ts';
import { newVisit, type Visit } from '#lib/domain/delivery/visit.ts';
import { deskRoom, reportRoom } from '#lib/docs/rooms.ts';
import type { Db } from '#lib/server/db/db.ts';
import { BRANCH, demoCatalog } from './company.ts';
import type { Journey, Planned } from './journeys.ts';

type Write = { room: string; map: 'base' | 'facts'; key: string; value: string };

const ZONE = demoCatalog().find((item) => item.kind === 'company')!.zone;
const CHUNK = 2_000;

/** Every story's records, in the room of the month in which each was born, with what its technicians reported. */
export async function seedJourneys(db: Db, journeys: readonly Journey[], now: Date): Promise<void> {
	const writes = journeys.flatMap(({ records }) => [...records.map(birth), ...visitFacts(records)]);
	for (let at = 0; at < writes.length; at += CHUNK)
		await db
			.insertInto('room_writes')
			.values(writes.slice(at, at + CHUNK))
			.execute();
	await logAgenda(db, journeys, now);
}

const monthAt = (at: number) => monthOf(dayOf(at, ZONE));
const roomOf = ({ value }: Planned) =>
	value.kind === 'visit' ? reportRoom(value.by, monthAt(value.at)) : deskRoom(BRANCH, monthAt(value.at));

function birth(record: Planned): Write {
	return { room: roomOf(record), map: 'base', key: record.id, value: JSON.stringify(record.value) };
}

/** What copying each report to its order would have written. */
function visitFacts(records: readonly Planned[]): Write[] {
	return records
		.filter(({ value }) => value.kind === 'order')
		.map((order) => ({ order, visits: visitsOf(order.id, records) }))
		.filter(({ visits }) => visits.length > 0)
		.map(({ order, visits }) => ({
			room: roomOf(order),
			map: 'facts',
			key: `${order.id}/visits`,
			value: JSON.stringify(visits)
		}));
}

function visitsOf(order: string, records: readonly Planned[]): Visit[] {
	return records.flatMap(({ id, value }) =>
		value.kind === 'visit' && value.fields.order === order
			? [{ id, technician: value.by, ...newVisit(value.fields), equipment: [], photos: [] }]
			: []
	);
}

/** A report counts only for an order that was once in that technician's agenda. */
async function logAgenda(db: Db, journeys: readonly Journey[], now: Date): Promise<void> {
	const visits = journeys.flatMap(({ records }) =>
		records.flatMap(({ value }) => (value.kind === 'visit' ? [{ technician: value.by, order: value.fields.order, at: now }] : []))
	);
	const once = [...new Map(visits.map((visit) => [`${visit.technician}/${visit.order}`, visit])).values()];
	if (once.length > 0) await db.insertInto('agenda_log').values(once).execute();
}
