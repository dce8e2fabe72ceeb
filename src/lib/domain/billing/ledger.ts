import { cents, type Cents } from '../shared/money.ts';

/** Debits are positive, credits negative; the entries of one document sum to nothing. `<…>` are ids. */
export type Account = `receivable:${string}` | `credit:${string}` | `cash:${string}` | 'revenue' | 'vat';
export type Entry = { account: Account; amount: Cents };

const minus = (amount: Cents) => cents(-amount);
const real = (entries: Entry[]) => entries.filter(({ amount }) => amount !== 0);

/** The customer owes the total; the company earned the net and holds the tax for the state. */
export function entriesForInvoice(invoice: { customer: string; net: Cents; tax: Cents; total: Cents }): Entry[] {
	if (invoice.net + invoice.tax !== invoice.total) throw new RangeError('net and tax are not the total');
	return real([
		{ account: `receivable:${invoice.customer}`, amount: invoice.total },
		{ account: 'revenue', amount: minus(invoice.net) },
		{ account: 'vat', amount: minus(invoice.tax) }
	]);
}

/** Money came in by one method: it pays what is owed, and the rest belongs to the customer. */
export function entriesForPayment(payment: { customer: string; method: string; amount: Cents; credit: Cents }): Entry[] {
	return real([
		{ account: `cash:${payment.method}`, amount: payment.amount },
		{ account: `receivable:${payment.customer}`, amount: cents(payment.credit - payment.amount) },
		{ account: `credit:${payment.customer}`, amount: minus(payment.credit) }
	]);
}

/** Credit of the customer pays what he owes. */
export function entriesForCredit({ customer, amount }: { customer: string; amount: Cents }): Entry[] {
	return real([
		{ account: `credit:${customer}`, amount },
		{ account: `receivable:${customer}`, amount: minus(amount) }
	]);
}

/** A document is never deleted: its mirror undoes it. */
export function reversed(entries: readonly Entry[]): Entry[] {
	return entries.map(({ account, amount }) => ({ account, amount: minus(amount) }));
}

export function balanceOf(account: Account, entries: readonly Entry[]): Cents {
	return cents(entries.reduce((sum, entry) => (entry.account === account ? sum + entry.amount : sum), 0));
}
