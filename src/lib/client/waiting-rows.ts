import type { RoomRecord } from '#lib/docs/room.ts';
import { roomKey, type HiloDatabase, type Intent, type Row } from './database.ts';
import type { RoomMark } from './room-store.ts';
import { rowOf } from './rows.ts';
import { recordOf } from './write-ops.ts';

type Waiting = Pick<Intent, 'id' | 'room' | 'at' | 'ops'> & { by: string };

/** The months of which this device holds the rows alone. */
export async function sealedRooms(db: HiloDatabase): Promise<Set<string>> {
	const marks = await db.meta.where('key').startsWith(roomKey('')).toArray();
	return new Set(marks.filter(({ value }) => (value as RoomMark).sealed).map(({ key }) => key.slice(roomKey('').length)));
}

/** A sealed month has no document here that could show what waits for it: its rows do, unless it was opened meanwhile. */
export async function showWaiting(db: HiloDatabase, waiting: Waiting): Promise<void> {
	await db.transaction('rw', db.rows, db.meta, async () => {
		const mark = (await db.meta.get(roomKey(waiting.room)))?.value as RoomMark | undefined;
		if (!mark?.sealed) return;
		const found = await db.rows.bulkGet([...new Set(waiting.ops.map(recordOf))]);
		await db.rows.bulkPut(found.flatMap((row) => (row ? [withWaiting(row, waiting)] : [])));
	});
}

function withWaiting(row: Row, { id, room, at, ops, by }: Waiting): Row {
	const record: RoomRecord = structuredClone(row);
	for (const op of ops) {
		if ('edit' in op && op.edit === row.id) {
			record.fields[op.field] = op.v;
			record.seen[op.field] = id;
			record.wrote[op.field] = { by, at };
		}
		if ('entry' in op && op.entry === row.id) (record.entries[op.list] ??= []).push({ id: op.id, ...op.value });
	}
	return rowOf(record, room, 'device', row.acknowledged);
}
