import { deskRoom, parseRoom } from '#lib/docs/rooms.ts';
import { LiveRoom } from '../../sync-server/room.ts';

/** A room as it is born, without a journal behind it. */
export function emptyRoom(name = deskRoom('centro', '2026-03')): LiveRoom {
	const kept = { epoch: 1, isSealed: false, seq: 0, serverClient: 7, snapshot: null, snapshotSeq: 0 };
	return new LiveRoom({ name, parsed: parseRoom(name)!, ...kept, updates: [], owners: new Map() }, 0);
}
