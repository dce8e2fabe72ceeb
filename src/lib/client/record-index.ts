import type { BaseRecord, Kind } from '#lib/domain/records.ts';
import { split, type Room, type RoomRecord } from '#lib/docs/room.ts';

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

	kind(id: string): Kind | null {
		const text = this.#room.base.get(id);
		return text === undefined ? null : (JSON.parse(text) as { kind: Kind }).kind;
	}

	/** @returns null while the record has no base here */
	record(id: string): RoomRecord | null {
		const text = this.#room.base.get(id);
		if (text === undefined) return null;
		const { kind, at, by, fields } = JSON.parse(text) as BaseRecord;
		const record: RoomRecord = {
			id,
			kind,
			at,
			by,
			fields: { ...fields },
			facts: this.facts(id),
			entries: this.#entries(id),
			seen: {},
			wrote: {}
		};
		for (const key of this.#keys.get(id)?.edits ?? []) {
			const edit = this.#room.edits.get(key);
			if (!edit) continue;
			const field = split(key).rest;
			record.fields[field] = edit.v;
			record.seen[field] = edit.i;
			record.wrote[field] = { by: edit.by, at: edit.at };
		}
		for (const [field, text] of Object.entries(this.#room.textsOf(id, kind)))
			if (this.#withTexts) record.fields[field] = text;
			else delete record.fields[field];
		return record;
	}

	facts(id: string): Record<string, unknown> {
		const facts: Record<string, unknown> = {};
		for (const key of this.#keys.get(id)?.facts ?? []) facts[split(key).rest] = this.#room.facts.get(key);
		return facts;
	}

	#entries(id: string): RoomRecord['entries'] {
		const entries: RoomRecord['entries'] = {};
		for (const key of [...(this.#keys.get(id)?.entries ?? [])].sort()) {
			const { id: list, rest: entry } = split(split(key).rest);
			const value = this.#room.entries.get(key);
			if (value) (entries[list] ??= []).push({ id: entry, ...value });
		}
		return entries;
	}
}
