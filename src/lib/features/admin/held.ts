import type { Device, WriteOp } from '#lib/client/device.svelte.ts';
import { recordOf } from '#lib/client/write-ops.ts';
import type { Op } from '#lib/docs/room.ts';
import { changeOf } from '#lib/docs/text-change.ts';
import { fieldName } from '#lib/domain/field-names.ts';
import { kindName } from '#lib/domain/kind-names.ts';
import { valueText } from '#lib/domain/past-words.ts';
import type { HeldIntent } from '#lib/domain/quarantine.ts';
import * as m from '#lib/paraglide/messages.js';

/** One row of the query `quarantine`; times are ISO texts. */
export type HeldRow = {
	session: string;
	intent: string;
	room: string;
	name: string;
	ops: HeldIntent['ops'];
	at: string;
	who: string;
	device: string | null;
};

/** As a feature would write it: who does it and over what is the supervisor's own. */
function asOwn(ops: HeldIntent['ops']): WriteOp[] {
	return ops.map((op): WriteOp => {
		if ('base' in op) return { base: op.base, value: { kind: op.value.kind, fields: op.value.fields } as never };
		if ('edit' in op) return { edit: op.edit, field: op.field, v: op.v };
		if ('text' in op) return op;
		const { at: _at, by: _by, ...value } = op.value;
		return { entry: op.entry, list: op.list, value };
	});
}

/** Becomes the supervisor's own edit through the same door as any other; only when the server has it does it leave the list. @throws {Refused} */
export async function applyHeld(device: Device, { session, intent, room, name, ops }: HeldRow) {
	const written = await device.write(room, name, asOwn(ops));
	return device.command('quarantine.settle', { session, intent, outcome: 'applied' }, { rests: [written.intent] });
}

export const discardHeld = (device: Device, { session, intent }: HeldRow) =>
	device.command('quarantine.settle', { session, intent, outcome: 'discarded' });

/** What one of its parts does, in words: «Carmen Ruiz · Teléfono: 351 555-0101», «Lead nuevo: Carmen Ruiz», «Comentario: …». */
export async function heldWords({ db, catalog }: Device, op: HeldIntent['ops'][number]): Promise<string> {
	const words = (value: unknown) => valueText(value, (id) => catalog.get('staff', id)?.name) || '—';
	if ('base' in op) {
		const { name, title, observations } = op.value.fields;
		return m.admin_held_field({
			field: m.admin_held_new({ kind: kindName(op.value.kind) }),
			value: words(name ?? title ?? observations)
		});
	}
	const row = await db.rows.get(recordOf(op as Op));
	const called = row
		? String(row.fields['name'] ?? row.fields['title'] ?? row.number ?? kindName(row.kind))
		: m.sync_kind_other();
	const [field, value] = heldValue(op, (name) => (row ? fieldName(row.kind, name) : name));
	return `${called} · ${m.admin_held_field({ field, value: words(value) })}`;
}

type Held = Exclude<HeldIntent['ops'][number], { base: string }>;
function heldValue(op: Held, called: (field: string) => string): [field: string, value: unknown] {
	if ('edit' in op) return [called(op.field), op.v];
	if ('entry' in op) return [m.admin_held_comment(), op.value['text'] ?? null];
	const put = changeOf(op.from, op.to).map((splice) => splice.put);
	return [called(op.field), put.join(' ').trim()];
}
