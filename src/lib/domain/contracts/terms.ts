import type { Charge, Terms } from '../billing/invoice.ts';
import type { CatalogItem } from '../catalog.ts';
import type { Service } from '../sales/prospect.ts';

/** What stays of an offer once it is signed: the names and prices of that day. */
export type ContractTerms = Terms & { plan: Terms['plan'] & { down: number; up: number }; offeredAt: number };

/**
 * The offer at the catalogue's prices. What every installation costs is in it whether or not the seller chose it; what the
 * catalogue no longer knows is left out.
 * @returns null when the catalogue has no such plan
 */
export function termsOf(service: Service, catalog: readonly CatalogItem[]): ContractTerms | null {
	const plan = catalog.find((item) => item.kind === 'plan' && item.id === service.plan);
	if (plan?.kind !== 'plan') return null;
	const { id, name, price, vatRate, down, up } = plan;
	return {
		plan: { id, name, price, vatRate, down, up },
		items: chargesOf('recurring', service, catalog),
		oneOffs: [...chargesOf('oneoff', service, catalog), ...alwaysCharged(service, catalog)],
		discounts: catalog.flatMap((item) => {
			if (item.kind !== 'discount' || !service.discounts.includes(item.id)) return [];
			return [{ id: item.id, name: item.name, percent: item.percent, months: item.months }];
		}),
		offeredAt: service.offeredAt
	};
}

function chargesOf(kind: 'recurring' | 'oneoff', service: Service, catalog: readonly CatalogItem[]): Charge[] {
	return service.items.flatMap(({ id, quantity }) => {
		const item = catalog.find((candidate) => candidate.kind === kind && candidate.id === id);
		return item?.kind === kind ? [{ id, name: item.name, price: item.price, vatRate: item.vatRate, quantity }] : [];
	});
}

function alwaysCharged(service: Service, catalog: readonly CatalogItem[]): Charge[] {
	return catalog.flatMap((item) => {
		if (item.kind !== 'oneoff' || item.on !== 'installation' || !item.sold) return [];
		if (service.items.some(({ id }) => id === item.id)) return [];
		return [{ id: item.id, name: item.name, price: item.price, vatRate: item.vatRate, quantity: 1 }];
	});
}
