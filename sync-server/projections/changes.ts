import type { Room } from '#lib/docs/room.ts';
import { editKey } from '#lib/docs/room.ts';
import { RECORDS, type BaseRecord, type Kind } from '#lib/domain/records.ts';
import type { GatedOp } from '../gate.ts';

/** What a window did to one record: names of fields and facts, lists that grew, and how it was born. */
export type Change = {
	id: string;
	kind: Kind;
	born: BaseRecord | null;
	fields: Set<string>;
	facts: Set<string>;
	lists: Set<string>;
};

type Kinds = { kindOf(id: string): Kind | null };

/** Folds the operations of one room and window by record, in the order in which the records were touched first. */
export function changesOf(room: Kinds, ops: readonly GatedOp[]): Change[] {
	const changes = new Map<string, Change>();
	for (const op of ops) {
		const kind = op.type === 'base' ? op.value.kind : room.kindOf(op.id);
		// Catalogue and agendas hold facts of things that are no records.
		if (!kind) continue;
		let change = changes.get(op.id);
		if (!change)
			changes.set(op.id, (change = { id: op.id, kind, born: null, fields: new Set(), facts: new Set(), lists: new Set() }));
		if (op.type === 'base') change.born = op.value;
		if (op.type === 'edit' || op.type === 'text') change.fields.add(op.field);
		if (op.type === 'fact') change.facts.add(op.field);
		if (op.type === 'entry') change.lists.add(op.list);
	}
	return [...changes.values()];
}

/** What stands after the window in some fields of a record. */
export function standing(room: Room, { id, kind, fields }: Pick<Change, 'id' | 'kind' | 'fields'>): Record<string, unknown> {
	const found: Record<string, unknown> = {};
	for (const field of fields) {
		const edit = room.edits.get(editKey(id, field));
		if (edit) found[field] = RECORDS[kind].texts.includes(field) ? room.text(id, field) : edit.v;
	}
	return found;
}

export function standingFacts(room: Room, id: string, facts: Iterable<string>): Record<string, unknown> {
	return Object.fromEntries([...facts].map((fact) => [fact, room.facts.get(editKey(id, fact)) ?? null]));
}
