import { sql } from 'kysely';
import type { Snapshot } from './compact.ts';
import type { Db } from './db/db.ts';

export type RoomAt = { name: string; epoch: number; seq: number };

const CACHE_BYTES = 64 * 1024 * 1024;
/** A large value costs `pg` six times its bytes, which stay with the process. */
const PART_BYTES = 192 * 1024;

type Part = { bytes: number; part: string };

/** Rooms as they are sent: one at an epoch and sequence never changes. The newest used last. */
type Cache = { kept: Map<string, Snapshot>; bytes: number };

// Pages and sockets are two bundles of one process and want the same bytes; the global symbol is what they share.
const KEY = Symbol.for('hilo.packed-rooms');
const shared = globalThis as { [KEY]?: Cache };
const cache = (shared[KEY] ??= { kept: new Map(), bytes: 0 });

const keyOf = ({ name, epoch, seq }: RoomAt) => `${name}/${epoch}/${seq}`;

export const keptAt = (at: RoomAt): Snapshot | undefined => cache.kept.get(keyOf(at));

export function keep(at: RoomAt, snapshot: Snapshot): Snapshot {
	const before = keptAt(at);
	cache.kept.delete(keyOf(at));
	cache.kept.set(keyOf(at), snapshot);
	cache.bytes += snapshot.packed.length - (before?.packed.length ?? 0);
	for (const [oldest, { packed }] of cache.kept) {
		if (cache.bytes <= CACHE_BYTES) break;
		cache.kept.delete(oldest);
		cache.bytes -= packed.length;
	}
	return snapshot;
}

/**
 * The stored snapshot of a room, read once for pages and sockets.
 * @param vector what it is known to cover: another one at the same sequence would be that of a database that was restored meanwhile
 * @returns null when a newer one has taken its place
 */
export async function storedSnapshot(db: Db, at: RoomAt, vector: Uint8Array): Promise<Snapshot | null> {
	const known = keptAt(at);
	if (known && Buffer.compare(known.vector, vector) === 0) return known;
	const { rows } = await sql<Part>`
		select octet_length(snapshot) as bytes, encode(substring(snapshot from part for ${PART_BYTES}), 'base64') as part
		from rooms, generate_series(1, octet_length(snapshot), ${PART_BYTES}) part
		where name = ${at.name} and epoch = ${at.epoch} and snapshot_seq = ${at.seq} and snapshot_vector = ${Buffer.from(vector)}
		order by part.part`.execute(db);
	return rows.length > 0 ? keep(at, { packed: joined(rows), vector }) : null;
}

function joined(parts: readonly Part[]): Buffer {
	const whole = Buffer.allocUnsafeSlow(parts[0]!.bytes);
	let at = 0;
	for (const { part } of parts) at += whole.write(part, at, 'base64');
	return whole;
}
