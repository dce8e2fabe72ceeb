import { expect, test } from 'vitest';
import { chosenRange, gridTracks, nextRow, nextSort } from './grid.ts';

test('the arrows stay inside the table', () => {
	expect(nextRow('ArrowDown', 0, 3)).toBe(1);
	expect(nextRow('ArrowDown', 2, 3)).toBe(2);
	expect(nextRow('k', 0, 3)).toBe(0);
	expect(nextRow('End', 0, 3)).toBe(2);
	expect(nextRow('PageDown', 0, 50)).toBe(10);
	expect(nextRow('ArrowDown', 0, 0)).toBeUndefined();
	expect(nextRow('a', 0, 3)).toBeUndefined();
});

test('a header sorts up, then down; another one starts up again', () => {
	expect(nextSort(undefined, 'name')).toEqual({ by: 'name', down: false });
	expect(nextSort({ by: 'name', down: false }, 'name')).toEqual({ by: 'name', down: true });
	expect(nextSort({ by: 'name', down: true }, 'age')).toEqual({ by: 'age', down: false });
});

test('a table knows how narrow it can get', () => {
	expect(gridTracks([{ width: '110px' }, {}], true)).toEqual({ tracks: '40px 110px minmax(140px, 1fr)', least: 290 });
});

test('a range grows and shrinks from where it began, and keeps what was chosen before it', () => {
	const keys = ['a', 'b', 'c', 'd', 'e'];
	expect([...chosenRange(keys, new Set(['e']), 1, 3)]).toEqual(['e', 'b', 'c', 'd']);
	expect([...chosenRange(keys, new Set(['e']), 1, 1)]).toEqual(['e', 'b']);
	expect([...chosenRange(keys, new Set(), 2, 0)]).toEqual(['a', 'b', 'c']);
});
