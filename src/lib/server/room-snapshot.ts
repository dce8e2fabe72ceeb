import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import * as Y from 'yjs';
import type { Db } from './db/db.ts';

export type RoomAt = { name: string; epoch: number; seq: number };

const compress = promisify(gzip);
const CACHE_BYTES = 64 * 1024 * 1024;

/** Compressed once, then the same for everybody: a room at an epoch and sequence never changes. The newest used last. */
const cache = new Map<string, Buffer>();
let cached = 0;

/** @returns a gzipped Yjs update that covers the room up to `seq`; null for what has not been */
export async function roomSnapshot(db: Db, { name, epoch, seq }: RoomAt): Promise<Buffer | null> {
	const key = `${name}/${epoch}/${seq}`;
	const known = cache.get(key);
	if (known) return known;
	const update = await updateUpTo(db, { name, epoch, seq });
	if (!update) return null;
	const bytes = await compress(update);
	remember(key, bytes);
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

async function updateUpTo(db: Db, { name, epoch, seq }: RoomAt): Promise<Uint8Array | null> {
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
	return through(
		room.snapshot,
		tail.map(({ update }) => update)
	);
}

/** Through a document and not by merging bytes, which would keep what was overwritten. */
function through(snapshot: Uint8Array | null, tail: readonly Uint8Array[]): Uint8Array {
	const doc = new Y.Doc({ gc: true });
	doc.transact(() => {
		for (const update of [...(snapshot ? [snapshot] : []), ...tail]) Y.applyUpdate(doc, update);
	});
	const update = Y.encodeStateAsUpdate(doc);
	doc.destroy();
	return update;
}

/**
 * The rooms there are, each at the sequence whose snapshot is ready: what is newer comes through the socket.
 * `head` is the newest there is, for a device that replays and must see everything first.
 */
export function listRooms(db: Db): Promise<(RoomAt & { head: number })[]> {
	return db.selectFrom('rooms').select(['name', 'epoch', 'snapshot_seq as seq', 'seq as head']).orderBy('name').execute();
}
