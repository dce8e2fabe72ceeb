import { expect, test } from 'vitest';
import type { Service } from '../sales/prospect.ts';
import { CATALOG, service } from '../../../../tests/support/small-catalog.ts';
import { termsOf } from './terms.ts';

const vatRate = 2100;

test('the names and prices of the day, a promotion that has ended since included', () => {
	expect(termsOf(service({ items: [{ id: 'router', quantity: 2 }], discounts: ['friend'] }), CATALOG)).toEqual({
		plan: { id: 'fibra-300', name: 'Fibra 300 Mb', price: 27_500_00, vatRate, down: 300, up: 150 },
		items: [{ id: 'router', name: 'Alquiler de router Wi-Fi 6', price: 3_200_00, vatRate, quantity: 2 }],
		oneOffs: [{ id: 'installation', name: 'Instalación', price: 15_000_00, vatRate, quantity: 1 }],
		discounts: [{ id: 'friend', name: 'Te invitó un amigo', percent: 20, months: 1 }],
		offeredAt: 7
	});
});

test('the installation comes by itself and once, other one-off items when chosen', () => {
	const oneOffs = (items: Service['items']) =>
		termsOf(service({ items }), CATALOG)?.oneOffs.map(({ id, quantity }) => [id, quantity]);
	expect(oneOffs([{ id: 'visit', quantity: 2 }])).toEqual([
		['visit', 2],
		['installation', 1]
	]);
	expect(oneOffs([{ id: 'installation', quantity: 3 }])).toEqual([['installation', 3]]);
});

test('what the catalogue does not know is left out; without its plan there is no offer', () => {
	expect(termsOf(service({ items: [{ id: 'antenna', quantity: 1 }], discounts: ['router'] }), CATALOG)).toMatchObject({
		items: [],
		discounts: []
	});
	expect(termsOf(service({ plan: 'gone' }), CATALOG)).toBeNull();
	expect(termsOf(service({ plan: 'router' }), CATALOG)).toBeNull();
});
