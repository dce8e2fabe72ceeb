import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cents } from '../shared/money.ts';
import { balanceOf, entriesForCredit, entriesForInvoice, entriesForPayment, reversed, type Entry } from './ledger.ts';
import { contained } from './tax.ts';

const CARMEN = 'carmen';
const sum = (entries: readonly Entry[]) => entries.reduce((total, { amount }) => total + amount, 0);
const invoiceOf = (total: number, rate = 2100) =>
	entriesForInvoice({ customer: CARMEN, total: cents(total), ...contained(cents(total), rate) });

test('an invoice: owed, earned, held for the state', () => {
	expect(invoiceOf(9_677_42)).toEqual([
		{ account: 'receivable:carmen', amount: 9_677_42 },
		{ account: 'revenue', amount: -7_997_87 },
		{ account: 'vat', amount: -1_679_55 }
	]);
	expect(invoiceOf(100_00, 0)).toHaveLength(2);
	expect(() => entriesForInvoice({ customer: CARMEN, net: cents(1), tax: cents(1), total: cents(3) })).toThrow(RangeError);
});

test('a payment of 25.000 for 20.000 owed leaves 5.000 of credit, which pays the next invoice', () => {
	const year = [
		...invoiceOf(20_000_00),
		...entriesForPayment({ customer: CARMEN, method: 'cash', amount: cents(25_000_00), credit: cents(5_000_00) }),
		...invoiceOf(20_000_00),
		...entriesForCredit({ customer: CARMEN, amount: cents(5_000_00) })
	];
	expect(balanceOf('receivable:carmen', year)).toBe(15_000_00);
	expect(balanceOf('credit:carmen', year)).toBe(0);
	expect(balanceOf('cash:cash', year)).toBe(25_000_00);
});

test('every document sums to nothing, and its mirror undoes it', () => {
	const amount = fc.integer({ min: 1, max: 10 ** 10 });
	fc.assert(
		fc.property(amount, amount, fc.constantFrom(0, 1050, 2100, 2700), (total, paid, rate) => {
			const credit = Math.max(0, paid - total);
			const documents = [
				invoiceOf(total, rate),
				entriesForPayment({ customer: CARMEN, method: 'transfer', amount: cents(paid), credit: cents(credit) }),
				entriesForCredit({ customer: CARMEN, amount: cents(credit) })
			];
			for (const entries of documents) expect(sum(entries)).toBe(0);
			const all = documents.flat();
			for (const { account } of all) expect(balanceOf(account, [...all, ...reversed(all)])).toBe(0);
		})
	);
});
