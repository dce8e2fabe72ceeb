import type * as Y from 'yjs';
import { RECORDS, type BaseRecord, type Kind } from '#lib/domain/records.ts';
import { typing } from './typing.ts';

/** What stands in `edits`: the value (of a text null: it stands in a root of its own), who, when it was done, by which intent, and over which intent's value (null: the base). */
export type Edit = { v: unknown; by: string; at: number; i: string; over: string | null };

/** One thing a gesture does to a record. `value` of a base is the record at birth; of a text, what its author had before him and made of it. */
export type Op =
	| { base: string; value: BaseRecord }
	| { edit: string; field: string; v: unknown; over: string | null }
	| { text: string; field: string; from: string; to: string }
	| { entry: string; list: string; id: string; value: object };

/** A record with its edits and facts folded in. `seen` names the intent that each edited field stands by, `wrote` whose it was and when. */
export type RoomRecord = {
	id: string;
	kind: Kind;
	at: number;
	by: string;
	fields: Record<string, unknown>;
	facts: Record<string, unknown>;
	entries: Record<string, Record<string, unknown>[]>;
	seen: Record<string, string>;
	wrote: Record<string, { by: string; at: number }>;
};

export const MAPS = ['base', 'edits', 'entries', 'facts'] as const;
export type MapName = (typeof MAPS)[number];

export const editKey = (id: string, field: string) => `${id}/${field}`;
export const entryKey = (id: string, list: string, entry: string) => `${id}/${list}/${entry}`;

/** The four root maps of one shared document: flat keys, no nested types, nothing deleted. A text is a root named by its own key. */
export class Room {
	readonly doc: Y.Doc;
	readonly base: Y.Map<string>;
	readonly edits: Y.Map<Edit>;
	readonly entries: Y.Map<object>;
	readonly facts: Y.Map<unknown>;

	constructor(doc: Y.Doc) {
		this.doc = doc;
		this.base = doc.getMap('base');
		this.edits = doc.getMap('edits');
		this.entries = doc.getMap('entries');
		this.facts = doc.getMap('facts');
	}

	/** The intent whose value stands in a field; null while it is the base's. */
	standing(id: string, field: string): string | null {
		return this.edits.get(editKey(id, field))?.i ?? null;
	}

	/** Applies one gesture in one transaction, hence one Yjs update; of one that types `bringTyping` comes first. */
	apply(ops: readonly Op[], { intent, by, at }: { intent: string; by: string; at: number }, origin?: unknown): void {
		const edit = (key: string, v: unknown, over: string | null) => this.edits.set(key, { v, by, at, i: intent, over });
		this.doc.transact(() => {
			for (const op of ops) {
				if ('base' in op) this.base.set(op.base, JSON.stringify(op.value));
				else if ('edit' in op) edit(editKey(op.edit, op.field), op.v, op.over);
				else if ('text' in op) {
					this.#type(editKey(op.text, op.field), op);
					// A state vector does not see a deletion: what changes a text sets a key as well.
					edit(editKey(op.text, op.field), null, this.standing(op.text, op.field));
				} else this.entries.set(entryKey(op.entry, op.list, op.id), op.value);
			}
		}, origin);
	}

	#type(key: string, { from, to }: { from: string; to: string }): void {
		const [text, { changeOf, rebased }] = [this.doc.getText(key), typing()];
		for (const { at, cut, put } of rebased(changeOf(from, to), from, text.toString()).toReversed()) {
			if (cut > 0) text.delete(at, cut);
			if (put !== '') text.insert(at, put);
		}
	}

	/** A text as it stands; empty while nobody has typed. */
	text(id: string, field: string): string {
		const key = editKey(id, field);
		return this.doc.share.has(key) ? this.doc.getText(key).toString() : '';
	}

	/** The texts of one record, by field. */
	textsOf(id: string, kind: Kind): Record<string, string> {
		// A newer build may have made a kind that this one does not know.
		const fields = Object.hasOwn(RECORDS, kind) ? RECORDS[kind].texts : [];
		return Object.fromEntries(fields.map((field) => [field, this.text(id, field)]));
	}
}

/** `id/field` → its two halves; the second may hold further slashes. */
export function split(key: string): { id: string; rest: string } {
	const slash = key.indexOf('/');
	return slash < 0 ? { id: key, rest: '' } : { id: key.slice(0, slash), rest: key.slice(slash + 1) };
}
