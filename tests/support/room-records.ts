import { RecordIndex } from '#lib/client/record-index.ts';
import type { Room, RoomRecord } from '#lib/docs/room.ts';

/** A record with its edits and facts folded in, as devices read it; null while it has no base here. */
export const recordIn = (room: Room, id: string): RoomRecord | null => new RecordIndex(room).record(id);

export function recordsIn(room: Room): RoomRecord[] {
	const index = new RecordIndex(room);
	return [...room.base.keys()].map((id) => index.record(id)!);
}
