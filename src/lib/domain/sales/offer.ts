import type { CatalogItem } from '../catalog.ts';
import { firstInvoice, planPrice, type Billing, type Charge, type InvoiceDraft, type Terms } from '../billing/invoice.ts';
import type { Day } from '../shared/day.ts';
import { addCents, cents, times, type Cents } from '../shared/money.ts';
import type { Service } from './prospect.ts';

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

/** What an offer costs a month now and later, and once; its terms are `termsOf` a service. */
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
