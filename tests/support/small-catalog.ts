import type { CatalogItem } from '#lib/domain/catalog.ts';
import type { Service } from '#lib/domain/sales/prospect.ts';

const vatRate = 2100;

/** A small catalogue with one item of each kind, sold and no longer sold. */
export const CATALOG: CatalogItem[] = [
	{
		kind: 'plan',
		id: 'fibra-300',
		name: 'Fibra 300 Mb',
		down: 300,
		up: 150,
		price: 27_500_00,
		vatRate,
		technology: 'fibre',
		sold: true
	},
	{ kind: 'recurring', id: 'router', name: 'Alquiler de router Wi-Fi 6', price: 3_200_00, vatRate, sold: true },
	{ kind: 'oneoff', id: 'installation', name: 'Instalación', price: 15_000_00, vatRate, on: 'installation', sold: true },
	{ kind: 'oneoff', id: 'old-charge', name: 'Cargo viejo', price: 9_000_00, vatRate, on: 'installation', sold: false },
	{ kind: 'oneoff', id: 'visit', name: 'Visita técnica', price: 8_000_00, vatRate, on: 'request', sold: true },
	{ kind: 'discount', id: 'welcome', name: 'Promo Bienvenida', percent: 50, months: 3, sold: true },
	{ kind: 'discount', id: 'friend', name: 'Te invitó un amigo', percent: 20, months: 1, sold: false },
	{ kind: 'branch', id: 'cordoba', name: 'Córdoba', locality: 'Córdoba' }
];

export const service = (some: Partial<Service> = {}): Service => ({
	plan: 'fibra-300',
	items: [],
	discounts: [],
	offeredAt: 7,
	...some
});
