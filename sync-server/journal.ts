import { RECORDS } from '#lib/domain/records.ts';
import type { Pool } from 'pg';
import type { GatedOp } from './gate.ts';
import { changesOf } from './projections/changes.ts';
import { eventRows } from './projections/events.ts';
import { historyRows, type Gesture } from './projections/history.ts';
import { birthRows, changeRows, entryRows } from './projections/records.ts';
import type { LiveRoom, Owner } from './room.ts';
import { wishesOf } from './slots.ts';

/** One update as it goes into the journal, with what it does. */
export type JournalEntry = { update: Uint8Array; ops: GatedOp[]; gesture: Gesture; clients: { client: number; owner: Owner }[] };

/** What one window does to one room. `writes` are the rows of `room_writes` that are applied in it. */
export type RoomBatch = { room: LiveRoom; entries: JournalEntry[]; writes: number[] };

export type Part = ReturnType<typeof partOf>;

export type RoomAnswer = { room: string; seq: number } | { room: string; error: string; state: string };

/**
 * The part of `hilo_window`'s batch for one room. Drafts and preferences are one person's own:
 * they are journalled and stay out of records, history and events.
 */
export function partOf({ room, entries, writes }: RoomBatch) {
	const ops = room.name.family === 'me' ? [] : entries.flatMap((entry) => entry.ops);
	const changes = changesOf(room, ops);
	return {
		room: room.fullName,
		epoch: room.epoch,
		seq: room.seq,
		updates: entries.map(({ update, gesture }) => ({ ...gesture, update: Buffer.from(update).toString('base64') })),
		clients: entries.flatMap(({ clients }) => clients.map(({ client, owner }) => ({ client, ...owner }))),
		births: birthRows(changes),
		changes: changeRows(room.room, changes),
		entries: entryRows(ops),
		history: room.name.family === 'me' ? [] : entries.flatMap((entry) => historyRows(entry.ops, entry.gesture)),
		events: eventRows(changes),
		numbers: changes.flatMap(({ id, born }) => {
			const prefix = born && RECORDS[born.kind].number;
			return prefix && room.room.facts.get(`${id}/number`) === undefined ? [{ id, prefix }] : [];
		}),
		wishes: wishesOf(room.room, changes),
		writes
	};
}

/**
 * One round trip and one commit for all rooms.
 * @throws {Error} when nobody knows whether it was committed: the rooms must be read back
 */
export async function commitWindow(pool: Pick<Pool, 'query'>, parts: readonly Part[], at: Date): Promise<RoomAnswer[]> {
	const { rows } = await pool.query<{ answers: RoomAnswer[] }>({
		name: 'hilo_window',
		text: 'select hilo_window($1::jsonb, $2) as answers',
		values: [JSON.stringify(parts), at]
	});
	return rows[0]!.answers;
}
