import { gunzipSync } from 'node:zlib';
import { sql } from 'kysely';
import type { Context } from './context.ts';
import type { Db } from './db/db.ts';

type Needs = Pick<Context, 'db' | 'compact'>;
export type RoomAt = { name: string; epoch: number; seq: number };

const CACHE_BYTES = 64 * 1024 * 1024;

/** Compressed once, then the same for everybody: a room at an epoch and sequence never changes. The newest used last. */
const cache = new Map<string, Buffer>();
let cached = 0;
/** A company that comes to work asks for the same at the same moment. */
const asked = new Map<string, Promise<Buffer | null>>();

/** @returns a gzipped Yjs update that covers the room up to `seq`; null for what has not been */
export async function roomSnapshot(needs: Needs, { name, epoch, seq }: RoomAt): Promise<Buffer | null> {
	const key = `${name}/${epoch}/${seq}`;
	const known = cache.get(key) ?? asked.get(key);
	if (known) return known;
	const asking = packedUpTo(needs, { name, epoch, seq }).finally(() => asked.delete(key));
	asked.set(key, asking);
	const bytes = await asking;
	if (bytes) remember(key, bytes);
	return bytes;
}

function remember(key: string, bytes: Buffer) {
	if (!cache.has(key)) cached += bytes.length;
	cache.set(key, bytes);
	for (const [oldest, { length }] of cache) {
		if (cached <= CACHE_BYTES) break;
		cache.delete(oldest);
		cached -= length;
	}
}

async function packedUpTo({ db, compact }: Needs, { name, epoch, seq }: RoomAt): Promise<Buffer | null> {
	const room = await db
		.selectFrom('rooms')
		.select(['seq', 'snapshot', 'snapshot_seq'])
		.where('name', '=', name)
		.where('epoch', '=', epoch)
		.executeTakeFirst();
	if (!room || seq > room.seq) return null;
	// A newer snapshot covers what is asked for as well.
	if (room.snapshot && room.snapshot_seq >= seq) return room.snapshot;
	const tail = await db
		.selectFrom('journal')
		.select('update')
		.where('room', '=', name)
		.where('epoch', '=', epoch)
		.where('seq', '>', room.snapshot_seq)
		.where('seq', '<=', seq)
		.orderBy('seq')
		.execute();
	const newer = tail.map(({ update }) => update);
	const { packed } = await compact(room.snapshot ? [gunzipSync(room.snapshot), ...newer] : newer);
	return Buffer.from(packed);
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
