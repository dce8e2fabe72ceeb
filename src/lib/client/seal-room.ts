import * as Y from 'yjs';
import { Room } from '#lib/docs/room.ts';
import type { Announced } from './join.ts';
import { RecordIndex } from './record-index.ts';
import { project, type RoomMark } from './room-store.ts';
import { PROJECTION } from './rows.ts';
import type { Keeping } from './surroundings.ts';

const NOBODY = { touched: new Set<string>(), acknowledged: new Map<string, number>() };

/** A room's rows anew and no document any more, in one transaction. */
export async function sealRoom(
	{ store }: Pick<Keeping, 'store'>,
	{ name, epoch, head }: Announced,
	snapshot: Uint8Array | null
): Promise<RoomMark> {
	const doc = new Y.Doc();
	if (snapshot) Y.applyUpdate(doc, snapshot);
	const index = new RecordIndex(new Room(doc), false);
	const mark = { epoch, seq: head, projection: PROJECTION, sealed: true };
	const projected = project(name, index, index.ids(), NOBODY);
	await store.store({ room: name, updates: [], projected, intents: [], notices: [], mark, afresh: doc });
	doc.destroy();
	return mark;
}
