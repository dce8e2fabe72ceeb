import { gunzipSync } from 'node:zlib';
import { sql } from 'kysely';
import type { Context } from './context.ts';
import type { Db } from './db/db.ts';
import type { Snapshot } from './compact.ts';
import { keep, keptAt, storedSnapshot, type RoomAt } from './packed-rooms.ts';

type Needs = Pick<Context, 'db' | 'compact'>;

/** A company that comes to work asks for the same at the same moment. */
const asked = new Map<string, Promise<Buffer | null>>();

/** @returns a gzipped Yjs update that covers the room up to `seq`; null for what has not been */
export async function roomSnapshot(needs: Needs, at: RoomAt): Promise<Buffer | null> {
	const key = `${at.name}/${at.epoch}/${at.seq}`;
	const known = keptAt(at) ?? asked.get(key);
	if (known) return known instanceof Promise ? known : asBuffer(known);
	const asking = packedUpTo(needs, at).finally(() => asked.delete(key));
	asked.set(key, asking);
	return asking;
}

type Row = { seq: number; snapshot_seq: number; snapshot_vector: Buffer | null };
const rowOf = (db: Db, name: string, epoch: number) =>
	sql<Row>`select seq, snapshot_seq, snapshot_vector from rooms where name = ${name} and epoch = ${epoch}`.execute(db);

const asBuffer = ({ packed }: Snapshot) => Buffer.from(packed.buffer, packed.byteOffset, packed.length);

async function packedUpTo(needs: Needs, at: RoomAt): Promise<Buffer | null> {
	const { name, epoch, seq } = at;
	const room = (await rowOf(needs.db, name, epoch)).rows[0];
	if (!room || seq > room.seq) return null;
	const base =
		room.snapshot_vector && (await storedSnapshot(needs.db, { name, epoch, seq: room.snapshot_seq }, room.snapshot_vector));
	// Another one has taken its place since.
	if (room.snapshot_vector && !base) return packedUpTo(needs, at);
	// A newer snapshot covers what is asked for as well.
	if (base && room.snapshot_seq >= seq) return asBuffer(keep(at, base));
	return asBuffer(keep(at, await withTail(needs, at, base, room.snapshot_seq)));
}

/** What was written since the stored snapshot, and is not in it. */
async function withTail({ db, compact }: Needs, { name, epoch, seq }: RoomAt, base: Snapshot | null, from: number) {
	const tail = await db
		.selectFrom('journal')
		.select('update')
		.where('room', '=', name)
		.where('epoch', '=', epoch)
		.where('seq', '>', from)
		.where('seq', '<=', seq)
		.orderBy('seq')
		.execute();
	const newer = tail.map(({ update }) => update);
	return compact(base ? [gunzipSync(base.packed), ...newer] : newer);
}

/**
 * The rooms there are, each at the sequence whose snapshot is ready: what is newer comes through the socket.
 * `head` is the newest there is, for a device that replays and must see everything first. Of a `sealed` one a device keeps the rows alone.
 */
export function listRooms(db: Db): Promise<(RoomAt & { head: number; sealed: boolean })[]> {
	return db
		.selectFrom('rooms')
		.select(['name', 'epoch', 'snapshot_seq as seq', 'seq as head', sql<boolean>`sealed_at is not null`.as('sealed')])
		.orderBy('name')
		.execute();
}
