import type { Day } from '../shared/day.ts';
import { cents, type Cents } from '../shared/money.ts';

/** What is still owed of one invoice; `due` is its first due date. */
export type OpenInvoice = { id: string; due: Day; owed: Cents };
export type Application = { invoice: string; amount: Cents };

/**
 * Which invoices a payment pays: the oldest due first, in part when it does not reach; what is left over is credit.
 * @throws {RangeError} when the amount is not more than nothing
 */
export function applyPayment(open: readonly OpenInvoice[], amount: Cents): { applications: Application[]; credit: Cents } {
	if (amount <= 0) throw new RangeError(`a payment of ${amount}`);
	const oldestFirst = open.filter(({ owed }) => owed > 0).toSorted((a, b) => compare(a.due, b.due) || compare(a.id, b.id));
	const applications: Application[] = [];
	let left: number = amount;
	for (const { id, owed } of oldestFirst) {
		if (left === 0) break;
		applications.push({ invoice: id, amount: cents(Math.min(left, owed)) });
		left -= Math.min(left, owed);
	}
	return { applications, credit: cents(left) };
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

export type InvoiceState = 'paid' | 'overdue' | 'part-paid' | 'open';

/** Derived from what was paid; overdue from the day after its due date. */
export function invoiceState({ total, paid, due }: { total: Cents; paid: Cents; due: Day }, today: Day): InvoiceState {
	if (paid >= total) return 'paid';
	if (today > due) return 'overdue';
	return paid > 0 ? 'part-paid' : 'open';
}
