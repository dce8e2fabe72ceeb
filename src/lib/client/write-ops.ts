import type { BaseRecord, FieldsOf, Kind } from '#lib/domain/records.ts';
import { editKey, type Op } from '#lib/docs/room.ts';
import type { Intent } from './database.ts';

/** A record as a feature gives it: `at` and `by` are added by the device. */
export type NewRecord = { [K in Kind]: { kind: K; fields: FieldsOf[K] } }[Kind];
export type WriteOp =
	| { base: string; value: NewRecord }
	/** `over`: the intent whose value is to go, where it is not whatever stands. */
	| { edit: string; field: string; v: unknown; over?: string | null }
	| { text: string; field: string; from: string; to: string }
	| { entry: string; list: string; value: object };
export type Written = { intent: string; gesture: string };

/** One gesture before it has a place in a room. */
export type Gesture = Pick<Intent, 'id' | 'room' | 'name' | 'gesture' | 'at' | 'ops'>;

/** The intent whose value a field shows here, in the room or in its row; null while it is the base's. */
export type Seen = (id: string, field: string) => string | null;

/**
 * Adds who, when and over which intent's value: the person overwrites what he sees.
 * Of a field written twice in one gesture the second value counts.
 */
export function complete(
	ops: readonly WriteOp[],
	{ by, at, newId, seen }: { by: string; at: number; newId(): string; seen: Seen }
): Op[] {
	return ops.map((op): Op => {
		if ('base' in op) return { base: op.base, value: { ...op.value, at, by } as BaseRecord };
		if ('edit' in op)
			return { edit: op.edit, field: op.field, v: op.v, over: op.over === undefined ? seen(op.edit, op.field) : op.over };
		if ('text' in op) return op;
		return { entry: op.entry, list: op.list, id: newId(), value: { ...op.value, at, by } };
	});
}

/** The same gesture as a feature would give it again. */
export function asked(ops: readonly Op[]): WriteOp[] {
	return ops.map((op): WriteOp => {
		if ('base' in op) return { base: op.base, value: op.value };
		if ('edit' in op) return { edit: op.edit, field: op.field, v: op.v };
		if ('text' in op) return op;
		return { entry: op.entry, list: op.list, value: op.value };
	});
}

export function recordOf(op: Op | WriteOp): string {
	if ('base' in op) return op.base;
	if ('edit' in op) return op.edit;
	return 'text' in op ? op.text : op.entry;
}

export const touchedBy = (intents: readonly Pick<Intent, 'ops'>[]) => new Set(intents.flatMap(({ ops }) => ops.map(recordOf)));

/** What stood in the fields that the gesture changes, by `id/field`: a conflict card shows both. */
export function valuesBefore(ops: readonly Op[], value: (id: string, field: string) => unknown): Record<string, unknown> {
	const before: Record<string, unknown> = {};
	for (const op of ops) if ('edit' in op) before[editKey(op.edit, op.field)] = value(op.edit, op.field) ?? null;
	return before;
}
