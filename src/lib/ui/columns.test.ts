import { expect, test } from 'vitest';
import { toggled, visible } from './columns.ts';

const columns = ['name', 'status', 'channel', 'age'].map((id) => ({ id }));
const seen = (hidden: string) => visible(columns, hidden).map(({ id }) => id);

test('an address hides columns, but never the first, nor what is none', () => {
	expect(seen('')).toEqual(['name', 'status', 'channel', 'age']);
	expect(seen('age,status')).toEqual(['name', 'channel']);
	expect(seen('name,,other')).toEqual(['name', 'status', 'channel', 'age']);
});

test('a press hides a column or shows it again, and the order of presses is not seen', () => {
	expect(toggled(columns, '', 'channel')).toBe('channel');
	expect(toggled(columns, 'channel', 'status')).toBe('status,channel');
	expect(toggled(columns, 'status,channel', 'status')).toBe('channel');
	expect(toggled(columns, 'other', 'age')).toBe('age');
	expect(toggled(columns, '', 'name')).toBe('');
});
