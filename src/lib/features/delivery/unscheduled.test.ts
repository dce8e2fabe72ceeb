import { expect, test } from 'vitest';
import { newOrder, type Order } from '#lib/domain/delivery/order.ts';
import { day } from '#lib/domain/shared/day.ts';
import type { OrderView } from './order-view.ts';
import { promiseChip } from './promise.ts';
import { arrange, zonesOf, type Wanted } from './unscheduled.ts';

const view = (id: string, at: number, some: Partial<Order> = {}): OrderView => {
	const fields = newOrder({ kind: 'installation', lead: 'lead', ...some });
	const row = { id, at, fields } as unknown as OrderView['row'];
	return { row, id, customer: id, text: id, location: fields.location } as OrderView;
};
const at = (locality: string) => ({ address: '', locality, reference: '', lat: null, lng: null });
const ORDERS = [
	view('carmen', 3, { location: at('Centro') }),
	view('ana', 2, { promised: '2026-03-09', location: at('Alto') }),
	view('berta', 1, { promised: '2026-03-01', kind: 'technical', location: at('Centro') }),
	view('dora', 4, { promised: '2026-03-09' })
];
const EVERYTHING: Wanted = { query: '', kind: '', zone: '', sorting: 'age', near: '' };
const found = (some: Partial<Wanted>) => arrange(ORDERS, { ...EVERYTHING, ...some }).map(({ id }) => id);

test('the oldest first; by promise those without one last; by customer', () => {
	expect(found({})).toEqual(['berta', 'ana', 'carmen', 'dora']);
	expect(found({ sorting: 'promise' })).toEqual(['berta', 'ana', 'dora', 'carmen']);
	expect(found({ sorting: 'customer' })).toEqual(['ana', 'berta', 'carmen', 'dora']);
});

test('kind, zone and words narrow it down together', () => {
	expect(found({ zone: 'Centro' })).toEqual(['berta', 'carmen']);
	expect(found({ zone: 'Centro', kind: 'installation' })).toEqual(['carmen']);
	expect(found({ query: 'dor' })).toEqual(['dora']);
	expect(zonesOf(ORDERS)).toEqual(['Alto', 'Centro']);
});

test('what lies closest to where a technician goes comes first, the older of what lies nowhere after it', () => {
	const placed = (id: string, at: number, lng: number | null) => ({
		...view(id, at),
		pin: lng === null ? null : { lat: -31.4, lng }
	});
	const orders = [placed('nowhere', 1, null), placed('far', 2, -64.2), placed('close', 3, -64.11), placed('lost', 0, null)];
	const places = [
		{ lat: -31.4, lng: -64.0 },
		{ lat: -31.4, lng: -64.1 }
	];
	const ids = (some: typeof places) => arrange(orders, { ...EVERYTHING, near: 'paula' }, some).map(({ id }) => id);
	expect(ids(places)).toEqual(['close', 'far', 'lost', 'nowhere']);
	expect(ids([])).toEqual(['lost', 'nowhere', 'far', 'close']);
});

test('a promise is told as people tell it', () => {
	const words = (promised: string | null | undefined) => promiseChip(promised, day('2026-03-02'))?.words ?? null;
	expect([undefined, null, 'nunca'].map(words)).toEqual([null, null, null]);
	expect(words('2026-02-28')).toBe('Vencida 2 d');
	expect(words('2026-03-02')).toBe('Cupo hoy');
	expect(words('2026-03-03')).toBe('Cupo mañana');
	expect(words('2026-03-06')).toBe('Cupo vie 6 mar');
});
