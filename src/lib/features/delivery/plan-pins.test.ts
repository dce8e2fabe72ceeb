import { expect, test } from 'vitest';
import type { OrderView } from './order-view.ts';
import { pinsOf } from './plan-pins.ts';
import type { PlanRow } from './plan-rows.ts';

const order = (id: string, lat: number | null) => ({ id, pin: lat === null ? null : { lat, lng: -64 } }) as OrderView;
const row = (thread: string, ...orders: OrderView[]) =>
	({ technician: { thread }, blocks: orders.map((each) => ({ order: each })) }) as unknown as PlanRow;

test('visits have their number in the technician’s day and his thread; who waits has neither', () => {
	const paula = row('verde', order('a', 1), order('b', null), order('c', 3));
	const { visits, waits, ways } = pinsOf([paula, row('azul', order('d', 4))], [order('e', 5)]);
	expect(visits.map(({ id, words, thread }) => [id, words, thread])).toEqual([
		['a', '1', 'verde'],
		['c', '3', 'verde'],
		['d', '1', 'azul']
	]);
	expect(waits).toEqual([{ id: 'e', lat: 5, lng: -64, words: '', thread: null }]);
	expect(ways.map(({ thread, stops }) => [thread, stops.map(({ lat }) => lat)])).toEqual([['verde', [1, 3]]]);
});

test('orders without a place are counted', () => {
	expect(pinsOf([row('verde', order('a', null))], [order('b', null), order('c', 1)]).placeless).toBe(2);
});
