import { split } from '#lib/docs/room.ts';
import type { BaseRecord } from '#lib/domain/records.ts';
import type { Db } from '#lib/server/db/db.ts';
import { isDeepStrictEqual } from 'node:util';
import { sql } from 'kysely';
import type { GatedOp } from './gate.ts';
import type { JournalEntry } from './journal.ts';
import type { LiveRoom } from './room.ts';

export type RoomWriteRow = { id: number; room: string; map: 'base' | 'entries' | 'facts'; key: string; value: unknown };

/** So many are applied in one Yjs transaction and one window. */
export const WRITES_A_WINDOW = 2_000;

/**
 * What services have asked for, oldest first, without the rows that were set aside.
 * @param node leaves out what is for rooms that other living nodes serve
 */
export async function waitingWrites(db: Db, aside: ReadonlySet<number>, node?: string): Promise<RoomWriteRow[]> {
	let query = db.selectFrom('room_writes').select(['id', 'room', 'map', 'key', 'value']).orderBy('id').limit(WRITES_A_WINDOW);
	if (aside.size > 0) query = query.where('id', 'not in', [...aside]);
	if (node) {
		const elsewhere = db
			.selectFrom('rooms')
			.innerJoin('nodes', 'nodes.id', 'rooms.owner')
			.where('nodes.id', '<>', node)
			.where('nodes.expires_at', '>', sql<Date>`now()`)
			.select('rooms.name');
		query = query.where('room', 'not in', elsewhere);
	}
	return query.execute();
}

/** Writes the rows under the server's own client id. @returns null when all of it stood already */
export function applyWrites(room: LiveRoom, rows: readonly RoomWriteRow[], done: number): JournalEntry | null {
	const ops: GatedOp[] = [];
	const update = room.change(() => {
		for (const row of rows) {
			const op = applyOne(room, row);
			if (op) ops.push(op);
		}
	});
	return (
		update && { update, ops, gesture: { intent: null, name: null, gesture: null, by: null, device: null, done }, clients: [] }
	);
}

function applyOne({ room }: LiveRoom, { map, key, value }: RoomWriteRow): GatedOp | null {
	const { id, rest } = split(key);
	if (map === 'facts') {
		if (isDeepStrictEqual(room.facts.get(key) ?? null, value)) return null;
		room.facts.set(key, value);
		return { type: 'fact', id, field: rest, value };
	}
	// What is written once is asked for again by a job that was repeated.
	if (map === 'base' ? room.base.has(key) : room.entries.has(key)) return null;
	if (map === 'base') {
		room.base.set(key, JSON.stringify(value));
		return { type: 'base', id: key, value: value as BaseRecord };
	}
	const { id: list, rest: entry } = split(rest);
	room.entries.set(key, value as object);
	return { type: 'entry', id, list, entry, value: value as object };
}
