import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, day, daysInMonth, type Day, type Month } from '../shared/day.ts';
import { cents } from '../shared/money.ts';
import { firstMonth, monthNumber, planChange, restOfMonth } from './proration.ts';

const PLAN = cents(20_000_00);

test.each([
	['2026-03-17', 9_677_42],
	['2026-02-17', 8_571_43],
	['2026-03-01', 20_000_00],
	['2026-03-31', 645_16],
	['2028-02-29', 689_66]
])('20.000 from %s', (from, owed) => {
	expect(firstMonth(PLAN, day(from))).toBe(owed);
});

test('a negative price is no price', () => {
	expect(() => firstMonth(cents(-1), day('2026-03-17'))).toThrow(RangeError);
});

test('a plan that changes within the month is charged for the days left', () => {
	expect(planChange(cents(20_000_00), cents(30_000_00), day('2026-04-11'))).toBe(6_666_67);
	expect(planChange(cents(30_000_00), cents(20_000_00), day('2026-04-11'))).toBe(-6_666_67);
	expect(planChange(PLAN, PLAN, day('2026-04-11'))).toBe(0);
});

test('fifteen of thirty-one days', () => {
	expect(restOfMonth(day('2026-03-17'))).toEqual({ from: '2026-03-17', to: '2026-03-31', charged: 15, of: 31 });
});

test('never more than the month, and less the later it begins', () => {
	const someDay = fc.integer({ min: 0, max: 3_000 }).map((n) => addDays(day('2026-01-01'), n));
	fc.assert(
		fc.property(someDay, fc.integer({ min: 0, max: 10 ** 10 }), (from: Day, monthly) => {
			const owed = firstMonth(cents(monthly), from);
			expect(owed).toBeLessThanOrEqual(monthly);
			expect(Math.abs(owed - (monthly * restOfMonth(from).charged) / daysInMonth(from))).toBeLessThanOrEqual(0.5);
			if (from.slice(8) !== '01') expect(owed).toBeLessThanOrEqual(firstMonth(cents(monthly), addDays(from, -1)));
		})
	);
});

test('the month in which it began is 0, unless it began on the 1st', () => {
	const months = ['2026-11', '2026-12', '2027-02'] as Month[];
	expect(months.map((month) => monthNumber(day('2026-11-24'), month))).toEqual([0, 1, 3]);
	expect(months.map((month) => monthNumber(day('2026-11-01'), month))).toEqual([1, 2, 4]);
});
