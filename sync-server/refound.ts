import { Room, split } from '#lib/docs/room.ts';
import { textsIn } from '#lib/docs/room-texts.ts';
import { snapshotOf, docOf, type Snapshot } from '#lib/server/compact.ts';
import { RECORDS, type BaseRecord } from '#lib/domain/records.ts';
import * as Y from 'yjs';

/** How a room begins anew: the one Yjs client id that has written all of it, and before which milliseconds an edit is folded. */
export type Founding = { client: number; foldedBefore: number };

/**
 * The same content under one client id: no trace of what was overwritten, and edits that no device can still write over are part of
 * the record's base.
 */
export function refound(updates: readonly Uint8Array[], { client, foldedBefore }: Founding): Snapshot {
	const old = new Room(docOf(updates));
	const fresh = new Room(new Y.Doc());
	fresh.doc.clientID = client;
	fresh.doc.transact(() => copy(old, fresh, foldedBefore));
	return snapshotOf(fresh.doc);
}

function copy(old: Room, fresh: Room, foldedBefore: number) {
	const folded = new Map<string, Record<string, unknown>>();
	for (const [key, edit] of old.edits.entries()) {
		const { id, rest: field } = split(key);
		if (edit.at < foldedBefore && old.base.has(id)) folded.set(id, { ...folded.get(id), [field]: edit.v });
		else fresh.edits.set(key, edit);
	}
	for (const [id, text] of old.base.entries()) fresh.base.set(id, withFields(text, folded.get(id)));
	for (const [key, text] of textsIn(old)) fresh.doc.getText(key).insert(0, text.toString());
	for (const [key, entry] of old.entries.entries()) fresh.entries.set(key, entry);
	// What was cleared is not there for a device that loads afresh.
	for (const [key, fact] of old.facts.entries()) if (fact !== null) fresh.facts.set(key, fact);
}

function withFields(text: string, fields: Record<string, unknown> | undefined): string {
	if (!fields) return text;
	const base = JSON.parse(text) as BaseRecord;
	// A text has its own place; its edit only said who and when.
	const values = Object.entries(fields).filter(([field]) => !RECORDS[base.kind].texts.includes(field));
	return JSON.stringify({ ...base, fields: { ...base.fields, ...Object.fromEntries(values) } });
}
