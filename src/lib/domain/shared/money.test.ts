import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addCents, cents, formatMoney, halfUp, parseMoney, share, times } from './money.ts';

test('an amount is a whole number of centavos', () => {
	expect(() => cents(10.5)).toThrow(RangeError);
	expect(() => cents(2 ** 60)).toThrow(RangeError);
	expect(addCents(cents(10), cents(-4), cents(1))).toBe(7);
	expect(times(cents(3_200_00), 2)).toBe(6_400_00);
	expect(Object.is(cents(-0), 0)).toBe(true);
});

test('a half goes away from zero', () => {
	expect(halfUp(5, 2)).toBe(3);
	expect(halfUp(-5, 2)).toBe(-3);
	expect(halfUp(4, 3)).toBe(1);
	expect(halfUp(0, 7)).toBe(0);
	expect(() => halfUp(1, 0)).toThrow(RangeError);
});

test('rounding is exact where a float is not', () => {
	expect(share(cents(9_007_199_254_740_991), 9_999, 10_000)).toBe(9_006_298_534_815_517);
});

test('one form of an amount everywhere', () => {
	expect(formatMoney(cents(12_345_67))).toBe('$\u00a012.345,67');
	expect(formatMoney(cents(5))).toBe('$\u00a00,05');
	expect(formatMoney(cents(1_000_000_00))).toBe('$\u00a01.000.000,00');
	expect(formatMoney(cents(-13_750_00))).toBe('\u2212$\u00a013.750,00');
});

test.each([
	['24.900,50', 24_900_50],
	['$ 24.900', 24_900_00],
	['24900', 24_900_00],
	['24900,5', 24_900_50],
	['24900.50', 24_900_50],
	['-10', -10_00],
	['', null],
	['24,900', null],
	['2.49.00', null],
	['1e5', null],
	['mil', null],
	['99999999999999999', null]
])('what a person types: «%s»', (typed, amount) => {
	expect(parseMoney(typed)).toBe(amount);
});

test('what is shown can be typed back', () => {
	fc.assert(fc.property(fc.integer({ min: -(10 ** 13), max: 10 ** 13 }), (n) => parseMoney(formatMoney(cents(n))) === cents(n)));
});
