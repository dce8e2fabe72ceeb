import { equalityDeep } from 'lib0/function';
import { takeBack } from '#lib/domain/take-back.ts';
import { editKey } from '#lib/docs/room.ts';
import type { Intent, Row } from './database.ts';
import { inParts } from './in-parts.ts';
import type { WriteOp } from './write-ops.ts';

/** One act of a person: its intents, all under one gesture. */
export type Step = { name: string; intents: readonly string[] };
/** A field that somebody changed after the step: taking the step back would undo him. */
export type Met = { record: string; field: string; by: string; at: number };
/** What takes a step back, in parts that a room takes at once. */
export type Inverse = { parts: { room: string; ops: WriteOp[] }[]; met: Met[] };

type Around = {
	rows: ReadonlyMap<string, Row>;
	/** Intents of this tab, those that took something back included. */
	mine: ReadonlySet<string>;
	/** Milliseconds. */
	now: number;
};

/** Puts back what stood before, and names where somebody has been since. */
export function inverse(intents: readonly Intent[], around: Around): Inverse {
	const rooms = new Map<string, WriteOp[]>();
	const met: Met[] = [];
	const born = new Set(intents.flatMap(({ ops }) => ops.flatMap((op) => ('base' in op ? [op.base] : []))));
	for (const intent of intents.toReversed()) {
		if (intent.state === 'refused') continue;
		const ops = intent.ops.toReversed().flatMap((op) => inverseOf(intent, op, born, around, met));
		if (ops.length > 0) rooms.set(intent.room, [...(rooms.get(intent.room) ?? []), ...ops]);
	}
	return { parts: [...rooms].flatMap(([room, ops]) => inParts(ops).map((part) => ({ room, ops: part }))), met };
}

function inverseOf(
	{ before }: Intent,
	op: Intent['ops'][number],
	born: ReadonlySet<string>,
	{ rows, mine, now }: Around,
	met: Met[]
): WriteOp[] {
	// Only one's own letters go: what others have typed stays, so nobody need be asked.
	if ('text' in op) return [{ text: op.text, field: op.field, from: op.to, to: op.from }];
	const changed = (row: Row, field: string) => met.push({ record: row.id, field, ...row.wrote[field]! });
	if ('entry' in op) return [];
	if ('base' in op) {
		const row = rows.get(op.base);
		const fields = row && takeBack(row.kind, now);
		if (!fields) return [];
		for (const [field, intent] of Object.entries(row.seen)) if (!mine.has(intent)) changed(row, field);
		return Object.entries(fields).map(([field, v]) => ({ edit: op.base, field, v, over: row.seen[field] ?? null }));
	}
	const row = rows.get(op.edit);
	if (!row || born.has(op.edit)) return [];
	const stands = row.seen[op.field];
	const untouched = (stands === undefined || mine.has(stands)) && equalityDeep(row.fields[op.field], op.v);
	// Whose a value is that came into the base when the room was founded anew, nobody knows any more.
	if (!untouched && stands === undefined) return [];
	if (!untouched) changed(row, op.field);
	return [{ edit: op.edit, field: op.field, v: before[editKey(op.edit, op.field)] ?? null, over: stands ?? null }];
}
