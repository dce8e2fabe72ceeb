import { sql, type Selectable } from 'kysely';
import { parseRoom } from '#lib/docs/rooms.ts';
import type { Snapshot } from '#lib/server/compact.ts';
import type { Db } from '#lib/server/db/db.ts';
import { storedSnapshot } from '#lib/server/packed-rooms.ts';
import type { RoomTable } from '#lib/server/db/types.ts';
import type { StoredRoom } from './room.ts';
import { ROWS_KEPT } from './room-bytes.ts';

type Row = Pick<Selectable<RoomTable>, 'epoch' | 'seq' | 'server_client' | 'snapshot_seq' | 'snapshot_vector' | 'sealed_at'> & {
	owners: [client: number, user: string, device: string][];
};

/** Reads a room whole. @returns null when there is none of that name */
export async function loadRoom(db: Db, name: string): Promise<StoredRoom | null> {
	const parsed = parseRoom(name);
	const row = parsed && (await loadRow(db, name));
	if (!row) return null;
	const { epoch, seq, snapshot_seq: snapshotSeq, snapshot_vector: vector } = row;
	const snapshot = vector && (await storedSnapshot(db, { name, epoch, seq: snapshotSeq }, vector));
	// Another one has taken its place since.
	if (vector && !snapshot) return loadRoom(db, name);
	return {
		name,
		parsed,
		epoch,
		isSealed: row.sealed_at !== null,
		seq,
		serverClient: row.server_client,
		snapshotSeq,
		snapshot,
		updates: await loadTail(db, name, row),
		owners: new Map(row.owners.map(([client, user, device]) => [client, { user, device }]))
	};
}

/** In words, like the tail: a crowd waits for this after a restart, when building a query costs more than asking it. */
async function loadRow(db: Db, name: string): Promise<Row | undefined> {
	const { rows } = await sql<Row>`
		select epoch, seq, server_client, snapshot_seq, snapshot_vector, sealed_at, (
			select coalesce(json_agg(json_build_array(client, user_id, device)), '[]') from client_ids where room = name and client_ids.epoch is null
		) as owners from rooms where name = ${name}`.execute(db);
	return rows[0];
}

/**
 * What the snapshot lacks, and before it those rows that are few and small enough to be kept beside it.
 * Without a transaction: rows behind this `seq` belong to a window that is not finished yet.
 */
async function loadTail(db: Db, room: string, { epoch, seq, snapshot_seq }: Row): Promise<Uint8Array[]> {
	const first = Math.min(snapshot_seq, seq - ROWS_KEPT.rows);
	const { rows } = await sql<{ update: Buffer }>`
		with tail as (select seq, update from journal where room = ${room} and epoch = ${epoch} and seq > ${first} and seq <= ${seq}),
			large as (select max(seq) as seq from tail where seq <= ${snapshot_seq} and octet_length(update) > ${ROWS_KEPT.bytes})
		select update from tail where seq > coalesce((select seq from large), ${first}) order by seq`.execute(db);
	return rows.map(({ update }) => update);
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
