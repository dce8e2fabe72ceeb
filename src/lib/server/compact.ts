import { gzipSync } from 'node:zlib';
import { Room } from '#lib/docs/room.ts';
import { textsIn } from '#lib/docs/room-texts.ts';
import * as Y from 'yjs';

/** A room as one gzipped Yjs update, and the encoded state vector that it covers. */
export type Snapshot = { packed: Uint8Array; vector: Uint8Array };

export function docOf(updates: readonly Uint8Array[]): Y.Doc {
	const doc = new Y.Doc({ gc: true });
	doc.transact(() => {
		for (const update of updates) Y.applyUpdate(doc, update);
	});
	return doc;
}

export const snapshotOf = (doc: Y.Doc): Snapshot => ({
	packed: gzipSync(Y.encodeStateAsUpdate(doc)),
	vector: Y.encodeStateVector(doc)
});

/** `live`: how many values stand, and letters in texts. */
export type Compacted = Snapshot & { live: number };

/** Through a document and not by merging bytes, which would keep what was overwritten. */
export function compact(updates: readonly Uint8Array[]): Compacted {
	const room = new Room(docOf(updates));
	const { doc, base, edits, entries, facts } = room;
	const letters = textsIn(room).reduce((sum, [, text]) => sum + text.length, 0);
	const cleared = [...facts.values()].filter((value) => value === null).length;
	return { ...snapshotOf(doc), live: base.size + edits.size + entries.size + facts.size + letters - cleared };
}
