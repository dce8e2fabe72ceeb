import { expect, test } from 'vitest';
import type { Intent, Notice, Row } from '#lib/client/database.ts';
import { noticeItem, refusedItem, withoutMet } from './sync-items.ts';

const ops = (count: number) => Array.from({ length: count }, (_, i) => ({ edit: 'l', field: `f${i}`, v: 1, over: null }));
const anIntent = (id: string, count = 1) =>
	({ id, at: 5, ops: ops(count), code: 'edit.met', detail: { field: 'observations' } }) as unknown as Intent;
const aNotice = { id: 'mine/theirs', record: 'l', kind: 'lead', field: 'owner', mine: 'u1', theirs: null, by: 'u2', at: 7 };
const rita = { id: 'l', kind: 'lead', number: null, fields: { name: 'Rita' } } as unknown as Row;

test('a refusal that the card of two values tells is not told again, but for what else it did', () => {
	const refused = [anIntent('mine'), anIntent('other')];
	expect(withoutMet(refused, [aNotice as Notice]).map(({ id }) => id)).toEqual(['other']);
	expect(withoutMet([anIntent('mine', 2)], [aNotice as Notice])).toHaveLength(1);
});

test('people read names of fields and of persons, not keys', () => {
	expect(refusedItem(anIntent('a'), rita)).toMatchObject({ name: 'Lead · Rita' });
	expect(refusedItem(anIntent('a'), rita).reason).toContain('«Observaciones»');
	const item = noticeItem(aNotice as Notice, 'Lead · Rita', (id) => ({ u1: 'Sofía' })[id]);
	expect(item).toMatchObject({ field: 'Responsable', mine: 'Sofía', theirs: '—' });
});
