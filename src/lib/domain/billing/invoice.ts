import * as m from '#lib/paraglide/messages.js';
import { addDays, daysInMonth, lastOfMonth, startOfMonth, type Day, type Month } from '../shared/day.ts';
import { addCents, cents, share, times, type Cents } from '../shared/money.ts';
import { monthNumber, restOfMonth, type Period } from './proration.ts';
import { letterFor, taxesOf, transparency, type Letter, type TaxLine, type VatCondition } from './tax.ts';

/** An item of the catalogue at the price agreed: centavos with VAT contained, rate in basis points. */
export type Priced = { id: string; name: string; price: number; vatRate: number };
export type Charge = Priced & { quantity: number };
/** `percent` off the plan for `months` whole months and the part of one before them. */
export type Promotion = { id: string; name: string; percent: number; months: number };
/** What a contract charges, frozen when it is made. */
export type Terms = {
	plan: Priced;
	items: readonly Charge[];
	oneOffs: readonly Charge[];
	discounts: readonly Promotion[];
};
/** The two VAT conditions decide the letter; the first due date is `dueDays` after `issuedOn`. */
export type Billing = { issuer: VatCondition; customer: VatCondition; issuedOn: Day; dueDays: number };

/** `unit` is the price of one for a whole month, `amount` what is charged: of a part of a month, less than unit × quantity. */
export type InvoiceLine = {
	kind: 'plan' | 'discount' | 'recurring' | 'oneoff';
	item: string;
	description: string;
	detail: string;
	quantity: number;
	unit: Cents;
	amount: Cents;
	vatRate: number;
	period: Period | null;
};

/** All of an invoice but its number. `net` and the taxes give `total` to the centavo. */
export type InvoiceDraft = {
	kind: 'invoice';
	letter: Letter;
	issuedOn: Day;
	period: Period;
	lines: InvoiceLine[];
	net: Cents;
	taxes: TaxLine[];
	total: Cents;
	dues: { on: Day; amount: Cents }[];
	transparency: { vat: Cents; other: Cents } | null;
};

type Days = Period & { charged: number; of: number };

/** Promotions add up, never beyond the plan's whole price. */
export function promotionsIn(month: number, discounts: readonly Promotion[]): { promotion: Promotion; taken: number }[] {
	let taken = 0;
	return discounts
		.filter(({ months }) => month <= months)
		.map((promotion) => ({ promotion, taken: (taken = Math.min(100, taken + promotion.percent)) }));
}

/** The plan's monthly price with every promotion of that month taken off. */
export function planPrice(plan: Priced, discounts: readonly Promotion[], month: number): Cents {
	return share(cents(plan.price), 100 - (promotionsIn(month, discounts).at(-1)?.taken ?? 0), 100);
}

function monthlyLine(kind: 'plan' | 'recurring', charge: Charge, days: Days): InvoiceLine {
	const { id: item, name: description, quantity, vatRate } = charge;
	const unit = cents(charge.price);
	const detail = days.charged < days.of ? m.billing_line_prorated({ charged: days.charged, of: days.of }) : '';
	const amount = share(times(unit, quantity), days.charged, days.of);
	return { kind, item, description, detail, quantity, unit, amount, vatRate, period: { from: days.from, to: days.to } };
}

/** Each promotion is the step from the price before it to the price after it, so that the lines add up to the discounted price. */
function discountLines({ plan, discounts }: Terms, days: Days, month: number): InvoiceLine[] {
	const owed = (price: Cents) => share(price, days.charged, days.of);
	const period = { from: days.from, to: days.to };
	let before = cents(plan.price);
	return promotionsIn(month, discounts).map(({ promotion: { id: item, name: description, percent }, taken }) => {
		const after = share(cents(plan.price), 100 - taken, 100);
		const step = { unit: cents(after - before), amount: cents(owed(after) - owed(before)) };
		before = after;
		const detail = m.billing_line_discount({ percent });
		return { kind: 'discount', item, description, detail, quantity: 1, ...step, vatRate: plan.vatRate, period };
	});
}

function oneOffLine({ id: item, name: description, price, quantity, vatRate }: Charge): InvoiceLine {
	const unit = cents(price);
	return { kind: 'oneoff', item, description, detail: '', quantity, unit, amount: times(unit, quantity), vatRate, period: null };
}

function linesOfMonth(terms: Terms, days: Days, month: number): InvoiceLine[] {
	const plan = monthlyLine('plan', { ...terms.plan, quantity: 1 }, days);
	return [plan, ...discountLines(terms, days, month), ...terms.items.map((item) => monthlyLine('recurring', item, days))];
}

function draft(lines: InvoiceLine[], { from, to }: Period, billing: Billing): InvoiceDraft {
	const { issuer, customer, issuedOn, dueDays } = billing;
	const letter = letterFor(issuer, customer);
	const taxes = taxesOf(lines, letter);
	const total = addCents(...lines.map(({ amount }) => amount));
	const net = cents(total - addCents(...taxes.map(({ tax }) => tax)));
	const dues = [{ on: addDays(issuedOn, dueDays), amount: total }];
	return {
		kind: 'invoice',
		letter,
		issuedOn,
		period: { from, to },
		lines,
		net,
		taxes,
		total,
		dues,
		transparency: transparency(letter, taxes)
	};
}

/**
 * The invoice of the installation: one-off items whole; plan and recurring items, promotions taken off first, for the days left
 * of the month. A device calls it too, so that what a seller says is what the server will charge.
 * @param from day of the installation, itself charged
 */
export function firstInvoice({ from, ...rest }: Terms & Billing & { from: Day }): InvoiceDraft {
	const days = restOfMonth(from);
	const month = monthNumber(from, from.slice(0, 7) as Month);
	return draft([...linesOfMonth(rest, days, month), ...rest.oneOffs.map(oneOffLine)], days, rest);
}

/** The invoice of a whole month of the cycle; `monthNumber` says which promotions still hold. */
export function monthlyInvoice({
	month,
	monthNumber: number,
	...rest
}: Omit<Terms, 'oneOffs'> & Billing & { month: Month; monthNumber: number }): InvoiceDraft {
	const of = daysInMonth(month);
	const days = { from: startOfMonth(month), to: lastOfMonth(month), charged: of, of };
	return draft(linesOfMonth({ ...rest, oneOffs: [] }, days, number), days, rest);
}
