import { expect, test } from 'vitest';
import { chosenRange, fitting, gridTracks, nextRow, nextSort, sortOf, sortText } from './grid.ts';

test('the arrows stay inside the table', () => {
	expect(nextRow('ArrowDown', 0, 3)).toBe(1);
	expect(nextRow('ArrowDown', 2, 3)).toBe(2);
	expect(nextRow('k', 0, 3)).toBe(0);
	expect(nextRow('End', 0, 3)).toBe(2);
	expect(nextRow('PageDown', 0, 50)).toBe(10);
	expect(nextRow('ArrowDown', 0, 0)).toBeUndefined();
	expect(nextRow('a', 0, 3)).toBeUndefined();
});

test('a header sorts up, then down, then no more; another one starts up again', () => {
	expect(nextSort(undefined, 'name')).toEqual({ by: 'name', down: false });
	expect(nextSort({ by: 'name', down: false }, 'name')).toEqual({ by: 'name', down: true });
	expect(nextSort({ by: 'name', down: true }, 'name')).toBeUndefined();
	expect(nextSort({ by: 'name', down: true }, 'age')).toEqual({ by: 'age', down: false });
});

test('an address keeps an order and gives it back', () => {
	for (const text of ['name', '-name', '']) expect(sortText(sortOf(text))).toBe(text);
	expect(sortOf('-name')).toEqual({ by: 'name', down: true });
});

test('a table knows how narrow it can get', () => {
	expect(gridTracks([{ width: '110px' }, {}], true)).toEqual({ tracks: '40px 110px minmax(140px, 1fr)', least: 314 });
});

test('a table too narrow for all gives its spare columns up in their order, and no others', () => {
	const columns = [{ width: '200px' }, { width: '100px', spare: 2 }, { width: '100px', spare: 1 }, { width: '130px' }];
	const [customer, due, issued, total] = columns;
	expect(fitting(columns, false, 554)).toEqual(columns);
	expect(fitting(columns, false, 553)).toEqual([customer, due, total]);
	expect(fitting(columns, true, 493)).toEqual([customer, total]);
	expect(fitting(columns, false, 100)).toEqual([customer, total]);
	expect(fitting(columns, false, 0)).toEqual([customer, due, issued, total]);
});

test('a range grows and shrinks from where it began, and keeps what was chosen before it', () => {
	const keys = ['a', 'b', 'c', 'd', 'e'];
	expect([...chosenRange(keys, new Set(['e']), 1, 3)]).toEqual(['e', 'b', 'c', 'd']);
	expect([...chosenRange(keys, new Set(['e']), 1, 1)]).toEqual(['e', 'b']);
	expect([...chosenRange(keys, new Set(), 2, 0)]).toEqual(['a', 'b', 'c']);
});
