import * as Y from 'yjs';
import { parseRoom } from '#lib/docs/rooms.ts';
import type { Db } from '#lib/server/db/db.ts';
import type { Clocks } from './messages.ts';
import type { Owner, StoredRoom } from './room.ts';

/** Reads a room whole. @returns null when there is none of that name */
export async function loadRoom(db: Db, name: string): Promise<StoredRoom | null> {
	const parsed = parseRoom(name);
	const row = parsed && (await db.selectFrom('rooms').selectAll().where('name', '=', name).executeTakeFirst());
	if (!row) return null;
	// Without a transaction: rows behind this `seq` belong to a window that is not finished yet.
	const seq = row.seq;
	const tail = await db
		.selectFrom('journal')
		.select('update')
		.where('room', '=', name)
		.where('epoch', '=', row.epoch)
		.where('seq', '>', row.snapshot_seq)
		.where('seq', '<=', seq)
		.orderBy('seq')
		.execute();
	return {
		name,
		parsed,
		epoch: row.epoch,
		seq,
		serverClient: row.server_client,
		snapshotSeq: row.snapshot_seq,
		updates: [...(row.snapshot ? [row.snapshot] : []), ...tail.map(({ update }) => update)],
		owners: await loadOwners(db, name)
	};
}

async function loadOwners(db: Db, room: string): Promise<Map<number, Owner>> {
	const rows = await db.selectFrom('client_ids').select(['client', 'user_id', 'device']).where('room', '=', room).execute();
	return new Map(rows.map(({ client, user_id, device }) => [client, { user: user_id, device }]));
}

/** Shortens the next load. The journal itself stays. */
export async function saveSnapshot(
	db: Db,
	room: { fullName: string; epoch: number },
	seq: number,
	snapshot: Uint8Array
): Promise<void> {
	await db
		.updateTable('rooms')
		.set({ snapshot: Buffer.from(snapshot), snapshot_seq: seq })
		.where('name', '=', room.fullName)
		.where('epoch', '=', room.epoch)
		.where('snapshot_seq', '<', seq)
		.execute();
}

/** Which of these records are held by a room other than this one. */
export async function recordsElsewhere(db: Db, room: string, ids: readonly string[]): Promise<Set<string>> {
	if (ids.length === 0) return new Set();
	const rows = await db.selectFrom('records').select('id').where('id', 'in', ids).where('room', '<>', room).execute();
	return new Set(rows.map(({ id }) => id));
}

/** How far a device's own ids had got in an epoch that is over. */
export async function clocksOfEpoch(db: Db, room: string, epoch: number, { user, device }: Owner): Promise<Clocks> {
	const rows = await db
		.selectFrom('journal')
		.select('update')
		.where('room', '=', room)
		.where('epoch', '=', epoch)
		.where('by', '=', user)
		.where('device', '=', device)
		.execute();
	const clocks: Clocks = {};
	for (const { update } of rows)
		for (const [client, clock] of Y.parseUpdateMeta(update).to) clocks[client] = Math.max(clocks[client] ?? 0, clock);
	return clocks;
}
