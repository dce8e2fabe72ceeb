import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cents } from '../shared/money.ts';
import { contained, letterFor, taxesOf, transparency } from './tax.ts';

test.each([
	[9_677_42, 7_997_87, 1_679_55],
	[8_571_43, 7_083_83, 1_487_60],
	[10_000_00, 8_264_46, 1_735_54],
	[20_000_00, 16_528_93, 3_471_07]
])('%i centavos contain 21 %% of VAT', (total, net, tax) => {
	expect(contained(cents(total), 2100)).toEqual({ rate: 2100, net, tax });
});

test('net and tax always give the total', () => {
	fc.assert(
		fc.property(fc.integer({ min: -(10 ** 11), max: 10 ** 11 }), fc.constantFrom(0, 1050, 2100, 2700), (total, rate) => {
			const { net, tax } = contained(cents(total), rate);
			expect(net + tax).toBe(total);
			expect(Math.abs(tax - (net * rate) / 10_000)).toBeLessThanOrEqual(1);
		})
	);
});

test('the letter', () => {
	expect(letterFor('registered', 'registered')).toBe('A');
	expect(letterFor('registered', 'monotributo')).toBe('A');
	expect(letterFor('registered', 'final')).toBe('B');
	expect(letterFor('registered', 'exempt')).toBe('B');
	expect(letterFor('monotributo', 'registered')).toBe('C');
	expect(letterFor('exempt', 'final')).toBe('C');
});

test('tax is taken once a rate, on the sum', () => {
	const amounts = [
		{ amount: cents(10_01), vatRate: 2100 },
		{ amount: cents(10_00), vatRate: 1050 },
		{ amount: cents(10_02), vatRate: 2100 }
	];
	expect(taxesOf(amounts, 'B')).toEqual([contained(cents(10_00), 1050), contained(cents(20_03), 2100)]);
	expect(taxesOf(amounts, 'C')).toEqual([]);
});

test('only an invoice B shows the VAT it contains', () => {
	const taxes = [contained(cents(30_700_00), 2100)];
	expect(transparency('B', taxes)).toEqual({ vat: 5_328_10, other: 0 });
	expect(transparency('A', taxes)).toBeNull();
	expect(transparency('C', [])).toBeNull();
});
