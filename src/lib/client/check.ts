import * as v from 'valibot';
import { canAppend, canCreate, canWrite, type Actor } from '#lib/domain/permissions.ts';
import { RECORDS, TEXT_LENGTH, wrongWithBase, type Kind } from '#lib/domain/records.ts';
import { Refused } from '#lib/domain/shared/refused.ts';
import { storable } from '#lib/domain/shared/schema.ts';
import type { Op } from '#lib/docs/room.ts';
import { parseRoom } from '#lib/docs/rooms.ts';
import { recordOf } from './write-ops.ts';

/** The gate's limit, less the room that Yjs needs around the values. */
const INTENT_BYTES = 60_000;
const INTENT_RECORDS = 50;

/**
 * The device's own copy of the gate: right by the permission table, value by its schema.
 * @param kindOf the kind of a record that is already in the room
 * @throws {Refused} what the server would refuse, said before anything is stored
 */
export function check(actor: Actor, room: string, ops: readonly Op[], kindOf: (id: string) => Kind | null): void {
	const family = parseRoom(room)?.family;
	const born = new Map<string, Kind>();
	for (const op of ops) {
		if ('base' in op) {
			checkBase(actor, family, op.value);
			born.set(op.base, op.value.kind);
			continue;
		}
		const id = recordOf(op);
		const kind = born.get(id) ?? kindOf(id);
		if (!kind) throw new Refused('record.unknown');
		if ('edit' in op) checkEdit(actor, kind, op.field, op.v);
		else if ('text' in op) checkText(actor, kind, op);
		else checkEntry(actor, kind, op.list, op.value);
	}
}

function checkBase(actor: Actor, family: string | undefined, value: { kind: Kind }): void {
	const [wrong] = wrongWithBase(value);
	if (wrong?.startsWith('record.field:')) throw new Refused('value.wrong', { field: wrong.slice('record.field:'.length) });
	if (wrong) throw new Refused('edit.shape');
	if (!canCreate(actor, value.kind) || RECORDS[value.kind].room !== family) throw new Refused('right.missing');
}

function checkEdit(actor: Actor, kind: Kind, field: string, value: unknown): void {
	const { fields } = RECORDS[kind];
	const schema = Object.hasOwn(fields, field) ? fields[field] : undefined;
	if (!schema) throw new Refused('record.newer');
	if (!canWrite(actor, kind, field)) throw new Refused('right.missing');
	if (!v.is(schema, value)) throw new Refused('value.wrong', { field });
}

function checkText(actor: Actor, kind: Kind, { field, from, to }: Extract<Op, { text: string }>): void {
	if (!RECORDS[kind].texts.includes(field)) throw new Refused('record.newer');
	if (!canWrite(actor, kind, field)) throw new Refused('right.missing');
	// What several have brought together may only become shorter.
	const tooLong = to.length > TEXT_LENGTH.typed && to.length > from.length;
	if (tooLong || !storable(to)) throw new Refused('value.wrong', { field });
}

function checkEntry(actor: Actor, kind: Kind, list: string, value: object): void {
	const { lists } = RECORDS[kind];
	const schema = Object.hasOwn(lists, list) ? lists[list] : undefined;
	if (!schema) throw new Refused('record.newer');
	if (!canAppend(actor, kind, list)) throw new Refused('right.missing');
	if (!v.is(schema, value)) throw new Refused('value.wrong', { field: list });
}

/** @throws {Refused} for a gesture that the gate would find too big */
export function checkSize(ops: readonly Op[]): void {
	const text = JSON.stringify(ops);
	// No sign has more than three bytes for each of its units.
	const tooLong = text.length * 3 > INTENT_BYTES && new TextEncoder().encode(text).length > INTENT_BYTES;
	if (tooLong || new Set(ops.map(recordOf)).size > INTENT_RECORDS) throw new Refused('edit.too-big');
}
