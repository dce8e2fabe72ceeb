import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, day } from '../shared/day.ts';
import { cents } from '../shared/money.ts';
import { applyPayment, invoiceState, type OpenInvoice } from './payments.ts';

const JANUARY: OpenInvoice = { id: 'january', due: day('2026-01-10'), owed: cents(20_000_00) };
const FEBRUARY: OpenInvoice = { id: 'february', due: day('2026-02-10'), owed: cents(20_000_00) };

test('25.000 against two invoices of 20.000: the older is paid, the other in part', () => {
	expect(applyPayment([FEBRUARY, JANUARY], cents(25_000_00))).toEqual({
		applications: [
			{ invoice: 'january', amount: 20_000_00 },
			{ invoice: 'february', amount: 5_000_00 }
		],
		credit: 0
	});
});

test('what is paid over becomes credit', () => {
	expect(applyPayment([JANUARY], cents(20_000_01))).toMatchObject({ credit: 1 });
	expect(applyPayment([], cents(5_00))).toEqual({ applications: [], credit: 5_00 });
	expect(() => applyPayment([JANUARY], cents(0))).toThrow(RangeError);
});

test('a payment is applied to the last centavo, and never more than is owed', () => {
	const invoices = fc.array(
		fc.record({ id: fc.uuid(), due: fc.nat(400).map((n) => addDays(JANUARY.due, n)), owed: fc.nat(10 ** 8).map(cents) }),
		{ maxLength: 8 }
	);
	fc.assert(
		fc.property(invoices, fc.integer({ min: 1, max: 10 ** 9 }), (open, amount) => {
			const { applications, credit } = applyPayment(open, cents(amount));
			expect(applications.reduce((sum, part) => sum + part.amount, 0) + credit).toBe(amount);
			for (const { invoice, amount: part } of applications) {
				expect(part).toBeGreaterThan(0);
				expect(part).toBeLessThanOrEqual(open.find(({ id }) => id === invoice)!.owed);
			}
		})
	);
});

test('what an invoice is, from what was paid', () => {
	const total = cents(20_000_00);
	const due = JANUARY.due;
	expect(invoiceState({ total, paid: total, due }, addDays(due, 9))).toBe('paid');
	expect(invoiceState({ total, paid: cents(5_000_00), due }, due)).toBe('part-paid');
	expect(invoiceState({ total, paid: cents(5_000_00), due }, addDays(due, 1))).toBe('overdue');
	expect(invoiceState({ total, paid: cents(0), due }, due)).toBe('open');
});
