import { sql, type Selectable } from 'kysely';
import { parseRoom } from '#lib/docs/rooms.ts';
import type { Snapshot } from '#lib/server/compact.ts';
import type { Db } from '#lib/server/db/db.ts';
import type { RoomTable } from '#lib/server/db/types.ts';
import type { Owner, StoredRoom } from './room.ts';
import { ROWS_KEPT } from './room-bytes.ts';

/** Reads a room whole. @returns null when there is none of that name */
export async function loadRoom(db: Db, name: string): Promise<StoredRoom | null> {
	const parsed = parseRoom(name);
	const row = parsed && (await db.selectFrom('rooms').selectAll().where('name', '=', name).executeTakeFirst());
	if (!row) return null;
	// Without a transaction: rows behind this `seq` belong to a window that is not finished yet.
	const seq = row.seq;
	const updates = await loadTail(db, row);
	return {
		name,
		parsed,
		epoch: row.epoch,
		isSealed: row.sealed_at !== null,
		seq,
		serverClient: row.server_client,
		snapshotSeq: row.snapshot_seq,
		snapshot: snapshotOf(row),
		updates,
		owners: await loadOwners(db, name)
	};
}

/** What the snapshot lacks, and before it those rows that are few and small enough to be kept beside it. */
async function loadTail(db: Db, { name, epoch, seq, snapshot_seq }: Selectable<RoomTable>): Promise<Uint8Array[]> {
	const first = Math.min(snapshot_seq, seq - ROWS_KEPT.rows);
	const rows = () => db.selectFrom('journal').where('room', '=', name).where('epoch', '=', epoch).where('seq', '>', first);
	const large = await rows()
		.select(({ fn }) => fn.max('seq').as('seq'))
		.where('seq', '<=', snapshot_seq)
		.where(sql`octet_length(update)`, '>', ROWS_KEPT.bytes)
		.executeTakeFirst();
	const tail = rows()
		.select('update')
		.where('seq', '>', large?.seq ?? first)
		.where('seq', '<=', seq);
	return (await tail.orderBy('seq').execute()).map(({ update }) => update);
}

function snapshotOf({ snapshot, snapshot_vector }: Selectable<RoomTable>): Snapshot | null {
	return snapshot && snapshot_vector && { packed: snapshot, vector: snapshot_vector };
}

async function loadOwners(db: Db, room: string): Promise<Map<number, Owner>> {
	const rows = await db
		.selectFrom('client_ids')
		.select(['client', 'user_id', 'device'])
		.where('room', '=', room)
		.where('epoch', 'is', null)
		.execute();
	return new Map(rows.map(({ client, user_id, device }) => [client, { user: user_id, device }]));
}

/** Shortens the next load. The journal itself stays. */
export async function saveSnapshot(
	db: Db,
	room: { fullName: string; epoch: number },
	seq: number,
	{ packed, vector }: Snapshot
): Promise<void> {
	await db
		.updateTable('rooms')
		.set({
			snapshot: Buffer.from(packed),
			snapshot_vector: Buffer.from(vector),
			snapshot_seq: seq
		})
		.where('name', '=', room.fullName)
		.where('epoch', '=', room.epoch)
		.where('snapshot_seq', '<', seq)
		.where('seq', '>=', seq)
		.execute();
}

/** Which of these records are held by a room other than this one. */
export async function recordsElsewhere(db: Db, room: string, ids: readonly string[]): Promise<Set<string>> {
	if (ids.length === 0) return new Set();
	const rows = await db.selectFrom('records').select('id').where('id', 'in', ids).where('room', '<>', room).execute();
	return new Set(rows.map(({ id }) => id));
}
