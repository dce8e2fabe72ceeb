import type { Room } from '#lib/docs/room.ts';
import type { GatedOp } from '../gate.ts';
import { standing, standingFacts, type Change } from './changes.ts';

export type BirthRow = { id: string; kind: string; at: number; by: string; fields: Record<string, unknown> };
export type ChangeRow = { id: string; fields: Record<string, unknown>; facts: Record<string, unknown> };
export type EntryRow = { record: string; list: string; id: string; value: object };

/** Records as rows for services and reports; they can be rebuilt from the rooms at any time. */
export function birthRows(changes: readonly Change[]): BirthRow[] {
	return changes.flatMap(({ id, born }) =>
		born ? [{ id, kind: born.kind, at: born.at, by: born.by, fields: born.fields }] : []
	);
}

/** The values that stand after the window: where two people met, those of one of them. */
export function changeRows(room: Room, changes: readonly Change[]): ChangeRow[] {
	return changes
		.filter(({ fields, facts }) => fields.size + facts.size > 0)
		.map((change) => ({
			id: change.id,
			fields: standing(room, change),
			facts: standingFacts(room, change.id, change.facts)
		}));
}

export function entryRows(ops: readonly GatedOp[]): EntryRow[] {
	return ops.flatMap((op) => (op.type === 'entry' ? [{ record: op.id, list: op.list, id: op.entry, value: op.value }] : []));
}
