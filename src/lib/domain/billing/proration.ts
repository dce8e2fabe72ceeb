import { dayOfMonth, daysInMonth, lastOfMonth, monthOf, startOfMonth, type Day, type Month } from '../shared/day.ts';
import { cents, share, type Cents } from '../shared/money.ts';

/** From the first day to the last, both charged. */
export type Period = { from: Day; to: Day };

/** What is charged of a month when the service runs from that day on. */
export function restOfMonth(from: Day): Period & { charged: number; of: number } {
	const of = daysInMonth(from);
	return { from, to: lastOfMonth(from), charged: of - dayOfMonth(from) + 1, of };
}

/**
 * The part of a month owed from the day of installation to the end of that month.
 * @param monthly centavos, tax included
 * @param from    installation day, itself charged
 * @returns       centavos, rounded half up; `monthly` itself when `from` is the 1st
 * @throws {RangeError} for a negative price: a credit is another document
 * @example firstMonth(cents(20_000_00), day('2026-03-17')) // 15 of 31 days: 9_677_42
 */
export function firstMonth(monthly: Cents, from: Day): Cents {
	if (monthly < 0) throw new RangeError(`monthly price is negative: ${monthly}`);
	const { charged, of } = restOfMonth(from);
	return share(monthly, charged, of);
}

/** What a month already invoiced costs more, or less, when the plan changes on that day. */
export function planChange(before: Cents, after: Cents, on: Day): Cents {
	const { charged, of } = restOfMonth(on);
	return share(cents(after - before), charged, of);
}

/**
 * Which month of a contract this is, for promotions of N months: 1 is the first whole one. The part of a month in which
 * the service began is 0, so a promotion of three months covers that part and three whole months.
 */
export function monthNumber(activeFrom: Day, month: Month): number {
	const months = (text: string) => Number(text.slice(0, 4)) * 12 + Number(text.slice(5, 7));
	const whole = activeFrom === startOfMonth(activeFrom) ? 1 : 0;
	return months(month) - months(monthOf(activeFrom)) + whole;
}
