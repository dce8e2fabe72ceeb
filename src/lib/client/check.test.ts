import { expect, test } from 'vitest';
import { newLead } from '#lib/domain/sales/lead.ts';
import { mintId } from '#lib/domain/shared/ids.ts';
import type { BaseRecord } from '#lib/domain/records.ts';
import type { Op } from '#lib/docs/room.ts';
import { check, checkSize } from './check.ts';

const DESK = 'desk/centro/2026-03';
const SOFIA = { user: 'sofia', roles: ['seller'], branch: 'centro' } as const;
const PAULA = { user: 'paula', roles: ['technician'], branch: 'centro' } as const;
const id = mintId(1, new Uint8Array(10));
const carmen: BaseRecord<'lead'> = { kind: 'lead', at: 1, by: 'sofia', fields: newLead({ name: 'Carmen Ruiz' }) };
const phone = (v: unknown): Op => ({ edit: id, field: 'phone', v, over: null });
const as =
	(actor: Parameters<typeof check>[0], ops: Op[], kind: 'lead' | null = 'lead', room = DESK) =>
	() =>
		check(actor, room, ops, () => kind);

test('a seller makes a lead and changes it in the same gesture', () => {
	expect(as(SOFIA, [{ base: id, value: carmen }, phone('351')], null)).not.toThrow();
});
test('who has no right is told before anything is stored', () => {
	expect(as(PAULA, [{ base: id, value: carmen }])).toThrow('right.missing');
	expect(as(PAULA, [phone('351')])).toThrow('right.missing');
	expect(as(PAULA, [{ entry: id, list: 'comments', id, value: { text: 'Hola', at: 1, by: 'paula' } }])).toThrow('right.missing');
});
test('a record is born in rooms of its family alone', () => {
	expect(as(SOFIA, [{ base: id, value: carmen }], null, 'me/sofia')).toThrow('right.missing');
});
test('a wrong value names its field', () => {
	expect(as(SOFIA, [phone(351)])).toThrow('value.wrong {"field":"phone"}');
	expect(as(SOFIA, [{ base: id, value: { ...carmen, fields: { ...carmen.fields, name: '' } } }])).toThrow(
		'value.wrong {"field":"name"}'
	);
	expect(as(SOFIA, [{ entry: id, list: 'comments', id, value: { text: '', at: 1, by: 'sofia' } }])).toThrow(
		'value.wrong {"field":"comments"}'
	);
});
test('a record that is not here cannot be edited, and a field nobody knows belongs to a newer build', () => {
	expect(as(SOFIA, [phone('351')], null)).toThrow('record.unknown');
	expect(as(SOFIA, [{ edit: id, field: 'shoeSize', v: 42, over: null }])).toThrow('record.newer');
	expect(as(SOFIA, [{ edit: id, field: 'constructor', v: 42, over: null }])).toThrow('record.newer');
});
test('a text has its right, its length, and letters that can be kept; too long a one may still become shorter', () => {
	const notes = (from: string, to: string, field = 'notes'): Op => ({ text: id, field, from, to });
	expect(as(SOFIA, [notes('', 'Portón azul')])).not.toThrow();
	expect(as(PAULA, [notes('', 'Portón azul')])).toThrow('right.missing');
	expect(as(SOFIA, [notes('', 'x', 'phone')])).toThrow('record.newer');
	expect(as(SOFIA, [notes('', 'x')], null)).toThrow('record.unknown');
	expect(as(SOFIA, [notes('', 'x'.repeat(10_001))])).toThrow('value.wrong {"field":"notes"}');
	expect(as(SOFIA, [notes('x'.repeat(10_003), 'x'.repeat(10_002))])).not.toThrow();
	expect(as(SOFIA, [notes('', 'a\u0000')])).toThrow('value.wrong {"field":"notes"}');
});
test('a gesture is at most fifty records and as large as the gate takes', () => {
	const many = (count: number) =>
		Array.from({ length: count }, (_, i): Op => ({ base: mintId(i, new Uint8Array(10)), value: carmen }));
	expect(() => checkSize(many(50))).not.toThrow();
	expect(() => checkSize(many(51))).toThrow('edit.too-big');
	expect(() => checkSize([phone('x'.repeat(60_000))])).toThrow('edit.too-big');
});
