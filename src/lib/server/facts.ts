import { isDeepStrictEqual } from 'node:util';
import { editKey } from '#lib/docs/room.ts';
import type { Db } from '#lib/server/db/db.ts';
import { writeFact } from '#lib/server/room-writes.ts';

type Holder = { id: string; room: string; facts: Record<string, unknown> };

/**
 * Brings a fact to the value it should have and writes nothing when it has it already, so that it may be called at every
 * change. What still waits in `room_writes` counts as written.
 * @param value null clears the fact
 */
export async function settleFact(tx: Db, { id, room, facts }: Holder, field: string, value: unknown): Promise<void> {
	const waiting = await tx
		.selectFrom('room_writes')
		.select('value')
		.where('room', '=', room)
		.where('map', '=', 'facts')
		.where('key', '=', editKey(id, field))
		.orderBy('id', 'desc')
		.executeTakeFirst();
	const standing = (waiting ? waiting.value : facts[field]) ?? null;
	const wanted = JSON.parse(JSON.stringify(value ?? null)) as unknown;
	if (!isDeepStrictEqual(standing, wanted)) await writeFact(tx, room, id, field, wanted);
}
