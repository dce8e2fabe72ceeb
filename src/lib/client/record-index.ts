import type { BaseRecord, Kind } from '#lib/domain/records.ts';
import { editKey, split, type Room, type RoomRecord } from '#lib/docs/room.ts';

type Keys = { edits: Set<string>; facts: Set<string>; entries: Set<string> };

/** Which flat keys belong to a record, so that one changed record is read without a pass over its room. */
export class RecordIndex {
	#room: Room;
	#withTexts: boolean;
	#keys = new Map<string, Keys>();

	/** @param withTexts false for rows that are to hold no notes */
	constructor(room: Room, withTexts = true) {
		this.#room = room;
		this.#withTexts = withTexts;
		for (const map of ['edits', 'facts', 'entries'] as const) for (const key of room[map].keys()) this.add(map, key);
	}

	/** @returns the id of the record that the key belongs to */
	add(map: keyof Keys, key: string): string {
		const { id } = split(key);
		let keys = this.#keys.get(id);
		if (!keys) this.#keys.set(id, (keys = { edits: new Set(), facts: new Set(), entries: new Set() }));
		keys[map].add(key);
		return id;
	}

	/** Every id that something here is about, also those without a base. */
	ids(): Set<string> {
		return new Set([...this.#room.base.keys(), ...this.#keys.keys()]);
	}

	/** The same: ids of records rise with time, the newest is the last. */
	inOrder(): string[] {
		return [...this.ids()].sort();
	}

	kind(id: string): Kind | null {
		const text = this.#room.base.get(id);
		return text === undefined ? null : (JSON.parse(text) as { kind: Kind }).kind;
	}

	/** @returns null while the record has no base here */
	record(id: string): RoomRecord | null {
		const text = this.#room.base.get(id);
		if (text === undefined) return null;
		const { kind, at, by, fields } = JSON.parse(text) as BaseRecord & Pick<RoomRecord, 'fields'>;
		const keys = this.#keys.get(id);
		const record: RoomRecord = {
			id,
			kind,
			at,
			by,
			fields,
			facts: this.facts(id),
			entries: keys && keys.entries.size > 0 ? this.#entries(id, keys.entries) : {},
			seen: {},
			wrote: {}
		};
		if (keys) this.#edit(record, keys.edits);
		this.#putTexts(record);
		return record;
	}

	/** What stands in one field that is no text; null while the record has no base here. */
	value(id: string, field: string): unknown {
		const edit = this.#room.edits.get(editKey(id, field));
		const text = this.#room.base.get(id);
		if (text === undefined) return null;
		return edit ? edit.v : ((JSON.parse(text) as { fields: Record<string, unknown> }).fields[field] ?? null);
	}

	#edit({ id, fields, seen, wrote }: RoomRecord, keys: Iterable<string>): void {
		for (const key of keys) {
			const edit = this.#room.edits.get(key);
			if (!edit) continue;
			const field = key.slice(id.length + 1);
			fields[field] = edit.v;
			seen[field] = edit.i;
			wrote[field] = { by: edit.by, at: edit.at };
		}
	}

	#putTexts({ id, kind, fields }: RoomRecord): void {
		const texts = this.#room.textsOf(id, kind);
		for (const field in texts)
			if (this.#withTexts) fields[field] = texts[field];
			else delete fields[field];
	}

	facts(id: string): Record<string, unknown> {
		const facts: Record<string, unknown> = {};
		for (const key of this.#keys.get(id)?.facts ?? []) facts[key.slice(id.length + 1)] = this.#room.facts.get(key);
		return facts;
	}

	#entries(id: string, keys: Iterable<string>): RoomRecord['entries'] {
		const entries: RoomRecord['entries'] = {};
		for (const key of [...keys].sort()) {
			const { id: list, rest: entry } = split(key.slice(id.length + 1));
			const value = this.#room.entries.get(key);
			if (value) (entries[list] ??= []).push({ id: entry, ...value });
		}
		return entries;
	}
}
