import type { CatalogView } from '#lib/client/device.svelte.ts';
import type { CatalogItem } from '#lib/domain/catalog.ts';
import type { InvoiceDraft, Terms } from '#lib/domain/billing/invoice.ts';
import { coverageAt, type Coverage } from '#lib/domain/sales/coverage.ts';
import { termsOf } from '#lib/domain/contracts/terms.ts';
import { estimateFirst, offerTotals } from '#lib/domain/sales/offer.ts';
import type { VAT_CONDITIONS } from '#lib/domain/sales/lead.ts';
import { addDays, dayOf } from '#lib/domain/shared/day.ts';
import { cents, share, times, type Cents } from '#lib/domain/shared/money.ts';
import * as m from '#lib/paraglide/messages.js';
import { pinOf, serviceOf, type LocationForm, type ServiceForm } from './offer-form.ts';

type Line = { id: string; words: string; cents: Cents; tone?: 'minus' };
type Sources = {
	catalog: CatalogView;
	now: () => number;
	service: () => ServiceForm;
	location: () => LocationForm;
	customer: () => (typeof VAT_CONDITIONS)[number];
};

/** What an offer costs and whether the network reaches its place, while both are being chosen. */
export class Offer {
	#from: Sources;

	constructor(sources: Sources) {
		this.#from = sources;
	}

	plan = $derived.by(() => this.#from.catalog.get('plan', this.#from.service().plan));
	terms = $derived.by<Terms | null>(() => {
		const { catalog, service, now } = this.#from;
		return this.plan && termsOf(serviceOf(service(), now()), priced(catalog));
	});
	coverage = $derived.by<Coverage | null>(() => {
		const { catalog, location } = this.#from;
		const pin = pinOf(location());
		return pin && coverageAt(pin, catalog.all('nap'), catalog.all('node'), this.plan?.technology ?? 'fibre');
	});
	/** The first invoice if it were installed tomorrow. */
	first = $derived.by<InvoiceDraft | null>(() => {
		const { catalog, now, customer } = this.#from;
		const company = catalog.company();
		if (!this.terms || !company) return null;
		return estimateFirst(this.terms, addDays(dayOf(now(), company.zone), 1), {
			issuer: company.vatCondition,
			customer: customer()
		});
	});
	lines = $derived.by<Line[]>(() => (this.terms ? linesOf(this.terms) : []));
	totals = $derived.by<{ words: string; cents: Cents }[]>(() => {
		if (!this.terms) return [];
		const { steps, monthly } = offerTotals(this.terms);
		const promoted = steps.map((step) => ({ words: m.sales_monthly_for({ months: step.months }), cents: step.monthly }));
		return [...promoted, { words: steps.length > 0 ? m.sales_monthly_after() : m.sales_monthly(), cents: monthly }];
	});
}

function priced(catalog: CatalogView): CatalogItem[] {
	return [...catalog.all('plan'), ...catalog.all('recurring'), ...catalog.all('oneoff'), ...catalog.all('discount')];
}

function linesOf({ plan, items, oneOffs, discounts }: Terms): Line[] {
	return [
		{ id: plan.id, words: plan.name, cents: cents(plan.price) },
		...items.map(({ id, name, price, quantity }) => ({
			id,
			words: counted(name, quantity),
			cents: times(cents(price), quantity)
		})),
		...discounts.map(({ id, name, percent, months }) => {
			const off = share(cents(plan.price), percent, 100);
			return { id, words: m.sales_discount_line({ name, percent, months }), cents: cents(-off), tone: 'minus' as const };
		}),
		...oneOffs.map(({ id, name, price, quantity }) => ({
			id,
			words: m.sales_once_named({ name: counted(name, quantity) }),
			cents: times(cents(price), quantity)
		}))
	];
}

const counted = (name: string, quantity: number) => (quantity > 1 ? `${name} × ${quantity}` : name);
