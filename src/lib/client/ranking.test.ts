import { expect, test } from 'vitest';
import { newLead } from '#lib/domain/sales/lead.ts';
import { openDatabase, type Row, type RowOf } from './database.ts';
import { numberKey, orderingOf, rank, sorted, type Ordering } from './ranking.ts';

type View = { row: RowOf<'lead'> };
const byName = (down = false): Ordering<View> => ({ key: ({ row }) => row.fields.name || null, down });
const viewed = (rows: RowOf<'lead'>[]) => rows.map((row) => ({ row }));
const aRow = (id: string, name: string, at: number) =>
	({ id, kind: 'lead', at, refs: [], fields: newLead({ name }) }) as unknown as Row;

let opened = 0;
async function withLeads(...names: string[]) {
	const db = openDatabase(`ranking-${++opened}`);
	await db.rows.bulkAdd(names.map((name, i) => aRow(`l${i}`, name, i)));
	return db;
}

test('the first of all rows are found, also when they are the oldest of many', async () => {
	const db = await withLeads('b', 'a', ...Array.from({ length: 450 }, () => 'c'));
	const found = (limit: number) => rank(db, 'lead', { order: byName(), limit }, viewed);
	expect(await found(2)).toEqual(['l1', 'l0']);
	expect(await found(3)).toEqual(['l1', 'l0', 'l451']);
});

test('what has no value comes last whichever way, and what is equal stays newest first', async () => {
	const db = await withLeads('b', '', 'a', 'b');
	const found = (down: boolean) => rank(db, 'lead', { order: byName(down), limit: 9 }, viewed);
	expect(await found(false)).toEqual(['l2', 'l3', 'l0', 'l1']);
	expect(await found(true)).toEqual(['l3', 'l0', 'l2', 'l1']);
});

test('one that was stopped reads no further', async () => {
	const db = await withLeads(...Array.from({ length: 450 }, () => 'c'));
	const stop = new AbortController();
	let chunks = 0;
	await rank(db, 'lead', { order: { ...byName(), stop: stop.signal }, limit: 9 }, (rows) => {
		chunks += 1;
		stop.abort();
		return viewed(rows);
	});
	expect(chunks).toBe(1);
});

test('rows that are here already are sorted the same way', () => {
	const names = ['b', null, 'a'];
	const order = (down: boolean) => ({ key: (name: string | null) => name, down });
	expect(sorted(names, order(false))).toEqual(['a', 'b', null]);
	expect(sorted(names, order(true))).toEqual(['b', 'a', null]);
	expect(sorted(names, undefined)).toBe(names);
});

test('an order by a column that these rows do not have is none', () => {
	const keys = { name: { key: String, related: true } };
	expect(orderingOf(keys, { by: 'name', down: true })).toEqual({ key: String, related: true, down: true });
	expect(orderingOf(keys, { by: 'constructor', down: true })).toBeUndefined();
	expect(orderingOf(keys, undefined)).toBeUndefined();
});

test('numbers sort by what they count, not by their letters', () => {
	expect(['OR-20430', 'OR-9999'].map(numberKey)).toEqual([20430, 9999]);
	expect(numberKey(null)).toBeNull();
});
