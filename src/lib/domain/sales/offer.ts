import type { CatalogItem, CatalogKind } from '../catalog.ts';
import {
	firstInvoice,
	planPrice,
	type Billing,
	type Charge,
	type InvoiceDraft,
	type Promotion,
	type Terms
} from '../billing/invoice.ts';
import type { Day } from '../shared/day.ts';
import { addCents, cents, times, type Cents } from '../shared/money.ts';
import type { Service } from './prospect.ts';

const isA =
	<K extends CatalogKind>(kind: K) =>
	(item: CatalogItem): item is Extract<CatalogItem, { kind: K }> =>
		item.kind === kind;

/**
 * The prices of an offer as the catalogue has them; null when its plan is not in it. One-off items `on: 'installation'` come
 * with every offer. What the catalogue does not know is left out: `notSold` names it.
 */
export function termsOf(service: Service, catalog: readonly CatalogItem[]): Terms | null {
	const plan = catalog.filter(isA('plan')).find(({ id }) => id === service.plan);
	if (!plan) return null;
	const quantities = new Map(service.items.map(({ id, quantity }) => [id, quantity]));
	const comes = (item: CatalogItem<'oneoff'>) => quantities.has(item.id) || (item.on === 'installation' && item.sold);
	const { id, name, price, vatRate } = plan;
	return {
		plan: { id, name, price, vatRate },
		items: catalog.filter(isA('recurring')).flatMap((item) => charge(item, quantities.get(item.id) ?? 0)),
		oneOffs: catalog.filter(isA('oneoff')).flatMap((item) => (comes(item) ? charge(item, quantities.get(item.id) ?? 1) : [])),
		discounts: service.discounts.flatMap((key) => promotionsOf(key, catalog))
	};
}

function charge({ id, name, price, vatRate }: CatalogItem<'recurring' | 'oneoff'>, quantity: number): Charge[] {
	return quantity > 0 ? [{ id, name, price, vatRate, quantity }] : [];
}

function promotionsOf(key: string, catalog: readonly CatalogItem[]): Promotion[] {
	const found = catalog.filter(isA('discount')).filter(({ id }) => id === key);
	return found.map(({ id, name, percent, months }) => ({ id, name, percent, months }));
}

/** Names, or keys where there is no name, of what the offer holds and nobody may sell any more. */
export function notSold(service: Service, catalog: readonly CatalogItem[]): string[] {
	const byId = new Map(catalog.map((item) => [item.id, item]));
	return [service.plan, ...service.items.map(({ id }) => id), ...service.discounts].flatMap((id) => {
		const item = byId.get(id);
		return item && 'sold' in item && item.sold ? [] : [item && 'name' in item ? item.name : id];
	});
}

/** `months` whole months at `monthly`; a part of a month before them costs in proportion. */
export type OfferStep = { months: number; monthly: Cents };
export type OfferTotals = {
	/** After every promotion has ended. */
	monthly: Cents;
	/** In order, while promotions last; empty without any. */
	steps: OfferStep[];
	oneOff: Cents;
};

const sumOf = (charges: readonly Charge[]) => addCents(...charges.map(({ price, quantity }) => times(cents(price), quantity)));

/** What the offer costs a month now and later, and once. */
export function offerTotals({ plan, items, oneOffs, discounts }: Terms): OfferTotals {
	const recurring = sumOf(items);
	const ends = [...new Set(discounts.map(({ months }) => months))].toSorted((a, b) => a - b);
	const steps = ends.map((end, i) => ({
		months: end - (ends[i - 1] ?? 0),
		monthly: addCents(planPrice(plan, discounts, end), recurring)
	}));
	return { monthly: addCents(cents(plan.price), recurring), steps, oneOff: sumOf(oneOffs) };
}

/** The first invoice if the installation were done on that day: the server's own rule, so the seller's number is the invoice's. */
export function estimateFirst(terms: Terms, from: Day, { issuer, customer }: Pick<Billing, 'issuer' | 'customer'>): InvoiceDraft {
	return firstInvoice({ ...terms, from, issuer, customer, issuedOn: from, dueDays: 0 });
}
