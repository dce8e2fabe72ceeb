import * as Y from 'yjs';
import { expect, test } from 'vitest';
import { newLead } from '#lib/domain/sales/lead.ts';
import { newProspect } from '#lib/domain/sales/prospect.ts';
import { matches } from '#lib/domain/shared/text.ts';
import { Room } from '#lib/docs/room.ts';
import { RecordIndex } from './record-index.ts';
import { rowOf } from './rows.ts';

const by = { by: 'sofia', at: 1 };

test('an index reads one record as a pass over the whole room does', () => {
	const room = new Room(new Y.Doc());
	const index = new RecordIndex(room);
	room.edits.observe(({ keysChanged }) => keysChanged.forEach((key) => index.add('edits', key)));
	room.apply([{ base: 'a', value: { kind: 'lead', at: 1, by: 'sofia', fields: newLead({ name: 'Carmen Ruiz' }) } }], {
		intent: 'i1',
		...by
	});
	room.apply([{ edit: 'a', field: 'phone', v: '351', over: null }], { intent: 'i2', ...by });
	room.apply(
		[
			{ entry: 'a', list: 'comments', id: 'c2', value: { text: 'b' } },
			{ entry: 'a', list: 'comments', id: 'c1', value: { text: 'a' } }
		],
		{ intent: 'i3', ...by }
	);
	room.facts.set('a/number', 'L-1');
	room.apply([{ text: 'a', field: 'notes', from: '', to: 'Portón azul' }], { intent: 'i4', ...by });
	expect(index.record('a')).toMatchObject({ seen: { phone: 'i2', notes: 'i4' }, fields: { notes: 'Portón azul' } });
	expect(new RecordIndex(room, false).record('a')!.fields).not.toHaveProperty('notes');
});

test('a row is found by any part of what people know of it', () => {
	const fields = newLead({
		name: 'Lucía Gómez',
		phone: '351 555-0101',
		document: { kind: 'dni', number: '28.456.789' },
		email: 'lu@example.com'
	});
	const notes = 'Portón azul';
	const record = {
		id: '01890000-0000-7000-8000-00000000beef',
		kind: 'lead' as const,
		at: 1,
		by: 'sofia',
		fields: { ...fields, notes },
		facts: { number: 'L-77' },
		entries: {},
		seen: {},
		wrote: {}
	};
	const row = rowOf(record, 'desk/centro/2026-03', 'device');
	for (const query of ['gomez lucia', '5550101', '351 555', '28456789', '28.456', 'lu@', 'porton azul', 'L-77', '00beef'])
		expect(matches(query, row.text), query).toBe(true);
	expect(row).toMatchObject({ number: 'L-77', tick: 'device' });
});

test('a row points to what its fields and its contract name', () => {
	const record = {
		id: 'p',
		kind: 'prospect' as const,
		at: 1,
		by: 'sofia',
		fields: newProspect({ lead: 'l' }),
		facts: { contract: { id: 'c', number: 'C-1' } },
		entries: {},
		seen: {},
		wrote: {}
	};
	expect(rowOf(record, 'r', 'server').refs).toEqual(['l', 'c']);
});
