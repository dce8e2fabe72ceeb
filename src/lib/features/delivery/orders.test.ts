import { expect, test } from 'vitest';
import { openDatabase, type Row } from '#lib/client/database.ts';
import { numberKey, type SortKeys } from '#lib/client/ranking.ts';
import { newOrder } from '#lib/domain/delivery/order.ts';
import { newLead } from '#lib/domain/sales/lead.ts';
import type { OrderView } from './order-view.ts';
import { findOrders, MOST, rankOrders, type Filter } from './orders.ts';

const EMPTY = { room: 'desk/central/2026-03', number: null, at: 0, by: 'u', facts: {}, entries: {}, seen: {}, wrote: {} };
const aRow = (some: Partial<Row> & Pick<Row, 'id' | 'kind' | 'fields'>): Row => ({
	...EMPTY,
	tick: 'server',
	text: '',
	refs: [],
	...some
});
const anOrder = (id: string, lead: string, some: Partial<Row> = {}) =>
	aRow({ id, kind: 'order', fields: newOrder({ lead, kind: 'technical' }), ...some });
const FILTER: Filter = { view: 'open', query: '', kind: '', status: '' };
const KEYS: SortKeys<OrderView> = {
	customer: { key: ({ customer }) => customer, related: true },
	number: { key: ({ row }) => numberKey(row.number) },
	age: { key: ({ row }) => -row.at }
};
const AT = { now: 0, zone: 'America/Argentina/Cordoba' };

test('orders are sorted over all that match, and not over the newest that a list shows', async () => {
	const db = openDatabase('orders');
	const many = Array.from({ length: MOST + 250 }, (_, i) => anOrder(`o${i}`, 'm', { at: i + 1, number: `OR-${10_000 + i}` }));
	const lead = (id: string, name: string) => aRow({ id, kind: 'lead', fields: newLead({ name }) });
	await db.rows.bulkAdd([lead('m', 'Méndez'), lead('a', 'Alvarez'), ...many, anOrder('old', 'a', { number: 'OR-9999' })]);
	const first = (by: string, down = false) => rankOrders(db, FILTER, AT, { ...KEYS[by]!, down });
	expect((await findOrders(db, FILTER, AT)).map(({ id }) => id)).not.toContain('old');
	expect((await first('customer')).slice(0, 2)).toEqual(['old', `o${MOST + 249}`]);
	expect((await first('number'))[0]).toBe('old');
	expect((await first('age', true))[0]).toBe('old');
	expect(await first('customer', true)).toHaveLength(MOST);
});
