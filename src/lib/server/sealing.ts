import { sql } from 'kysely';
import { parseRoom } from '#lib/docs/rooms.ts';
import { ticketStory } from '#lib/domain/sales/ticket-story.ts';
import type { Visit } from '#lib/domain/delivery/visit.ts';
import { addMonths, dayOf, monthOf } from '#lib/domain/shared/day.ts';
import { readZone } from './catalog/company.ts';
import type { Db } from './db/db.ts';
import { statusOf, type StoredRecord } from './records.ts';

/** A month rests when it is older than so many before this one, and nobody has written or reopened it for so many days. */
const MONTHS_OPEN = 2;
const DAYS_QUIET = 7;

/** Desks of old months in which nobody has work any more; those that are sealed already left out. */
export async function sealableRooms(db: Db, now: Date): Promise<string[]> {
	const oldest = monthOf(addMonths(dayOf(now, await readZone(db)), -MONTHS_OPEN));
	const quiet = (await quietDesks(db, now)).filter((name) => {
		const room = parseRoom(name);
		return room?.family === 'desk' && room.month < oldest;
	});
	const work = await Promise.all(quiet.map((name) => hasOpenWork(db, name)));
	return quiet.filter((_, n) => !work[n]);
}

async function quietDesks(db: Db, now: Date): Promise<string[]> {
	const since = sql`${now}::timestamptz - make_interval(days => ${DAYS_QUIET})`;
	const { rows } = await sql<{ name: string }>`
		select name from rooms
		where name like 'desk/%' and sealed_at is null and coalesce(reopened_at, created_at) <= ${since}
			and not exists (select from room_writes where room = rooms.name)
			and coalesce((select received_at from journal where room = rooms.name and by is not null order by epoch desc, seq desc limit 1), created_at) <= ${since}
		order by name`.execute(db);
	return rows.map(({ name }) => name);
}

const finishedCase = sql<boolean>`fields ->> 'state' in ('finished', 'closed')`;

/** An order that is neither done nor cancelled, a ticket neither won nor lost, a case that is not finished. */
async function hasOpenWork(db: Db, room: string): Promise<boolean> {
	const records = (await db
		.selectFrom('records')
		.select(['id', 'kind', 'room', 'created_at as at', 'created_by as by', 'fields', 'facts'])
		.where('room', '=', room)
		.where('kind', 'in', ['order', 'ticket', 'case'])
		.where(sql<boolean>`not (kind = 'case' and ${finishedCase})`)
		.where(sql<boolean>`coalesce(jsonb_typeof(fields -> 'cancelled'), 'null') = 'null'`)
		.where(sql<boolean>`coalesce(jsonb_typeof(fields -> 'lost'), 'null') = 'null'`)
		.execute()) as StoredRecord<'order' | 'ticket' | 'case'>[];
	const of = <K extends 'order' | 'ticket' | 'case'>(kind: K) => records.filter((one) => one.kind === kind) as StoredRecord<K>[];
	if (of('case').length > 0 || of('order').some((order) => statusOf(order) !== 'done')) return true;
	return hasOpenTicket(db, of('ticket'));
}

/** A ticket's orders may be younger than its month. */
async function hasOpenTicket(db: Db, tickets: readonly StoredRecord<'ticket'>[]): Promise<boolean> {
	const asked = tickets.filter(({ fields }) => !fields.archived);
	if (asked.length === 0) return false;
	const orders = (await db
		.selectFrom('records')
		.select(['id', 'kind', 'room', 'created_at as at', 'created_by as by', 'fields', 'facts'])
		.where('kind', '=', 'order')
		.where(sql<boolean>`fields ->> 'ticket' = any (${asked.map(({ id }) => id)})`)
		.execute()) as StoredRecord<'order'>[];
	const byTicket = Map.groupBy(orders, ({ fields }) => fields.ticket);
	return asked.some(({ id, fields }) => {
		const { column } = ticketStory(fields, (byTicket.get(id) ?? []).map(ofStory));
		return column === 'pending' || column === 'in-progress';
	});
}

const ofStory = ({ id, at, fields, facts }: StoredRecord<'order'>) => ({
	...fields,
	id,
	at: at.getTime(),
	visits: (facts['visits'] as Visit[] | undefined) ?? [],
	contract: false,
	invoice: false
});
