import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as d from './day.ts';

const ZONE = 'America/Argentina/Cordoba';
const MARCH_2 = d.day('2026-03-02');

test('only days of the calendar are days', () => {
	expect(d.isDay('2028-02-29')).toBe(true);
	for (const wrong of ['2026-02-29', '2026-13-01', '2026-3-2', 'hoy', '']) expect(d.isDay(wrong)).toBe(false);
	expect(() => d.day('2026-02-30')).toThrow(RangeError);
});

test('just before midnight in Córdoba it is already tomorrow in UTC', () => {
	expect(d.dayOf(Date.parse('2026-03-03T02:59:00Z'), ZONE)).toBe('2026-03-02');
	expect(d.dayOf(new Date('2026-03-03T03:00:00Z'), ZONE)).toBe('2026-03-03');
	expect(d.minutesOf(Date.parse('2026-03-02T12:30:00Z'), ZONE)).toBe(9 * 60 + 30);
});

test('an instant from a day and a wall clock', () => {
	expect(d.instantAt(MARCH_2, 9 * 60, ZONE)).toBe(Date.parse('2026-03-02T12:00:00Z'));
	expect(d.instantAt(MARCH_2, 24 * 60, ZONE)).toBe(d.instantAt(d.addDays(MARCH_2, 1), 0, ZONE));
});

test('where clocks change, the hour shown is the hour asked', () => {
	const santiago = 'America/Santiago';
	for (const on of ['2026-04-04', '2026-04-05', '2026-09-05', '2026-09-06'].map(d.day))
		for (const hour of [3, 9, 22]) {
			const at = d.instantAt(on, hour * 60, santiago);
			expect([d.dayOf(at, santiago), d.minutesOf(at, santiago)]).toEqual([on, hour * 60]);
		}
	expect(d.minutesOf(d.instantAt(d.day('2026-09-06'), 30, santiago), santiago)).toBe(90);
});

test('months have their own length', () => {
	expect(d.daysInMonth(d.day('2026-02-10'))).toBe(28);
	expect(d.daysInMonth(d.day('2028-02-10'))).toBe(29);
	expect(d.lastOfMonth(d.day('2026-04-10'))).toBe('2026-04-30');
	expect(d.startOfMonth(d.day('2026-04-10'))).toBe('2026-04-01');
	expect(d.addMonths(d.day('2026-01-31'), 1)).toBe('2026-02-28');
	expect(d.addMonths(d.day('2026-11-30'), 3)).toBe('2027-02-28');
	expect(d.addMonths(d.day('2026-03-02'), -3)).toBe('2025-12-02');
});

test('counting days', () => {
	fc.assert(
		fc.property(fc.integer({ min: -9_000, max: 9_000 }), (n) => {
			expect(d.daysBetween(MARCH_2, d.addDays(MARCH_2, n))).toBe(n);
		})
	);
	expect(d.weekday(MARCH_2)).toBe(1);
	expect(d.weekday(d.day('2026-03-08'))).toBe(7);
});

test('days as people read them', () => {
	expect(d.shortDay(d.day('2026-11-23'))).toBe('lun 23 nov');
	expect(d.shortDay(d.day('2026-09-02'))).toBe('mié 2 sep');
	expect(d.shortDay(d.day('2026-11-23'), 'en')).toBe('Mon 23 Nov');
	expect(d.longDay(d.day('2026-11-23'))).toBe('lunes 23 de noviembre');
	expect(d.numericDay(d.day('2026-11-23'))).toBe('23/11/2026');
	expect(d.monthName(d.day('2026-11-23'))).toBe('noviembre');
	expect(d.shortTime(Date.parse('2026-03-02T19:05:00Z'), ZONE)).toBe('16:05');
});
