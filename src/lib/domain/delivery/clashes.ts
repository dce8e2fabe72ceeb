import * as m from '#lib/paraglide/messages.js';
import { clockTime, minutesOf } from '../shared/day.ts';
import type { Id } from '../shared/ids.ts';
import { metresBetween, type Pin } from '../shared/place.ts';
import { isOpen, type OrderStatus } from './order.ts';

const MINUTE = 60_000;
/** Town traffic by van, and how much longer streets are than a straight line. */
const METRES_A_MINUTE = 500;
const DETOUR = 1.4;

/** A visit as it stands on the board; `start` is an instant in milliseconds. */
export type Booking = { order: Id; crew: readonly string[]; start: number; minutes: number; pin: Pin | null };
/** The company's day on its own clock, `opens` and `closes` as `HH:MM`. */
export type Hours = { opens: string; closes: string; zone: string };

const endOf = ({ start, minutes }: { start: number; minutes: number }) => start + minutes * MINUTE;
const shares = (a: readonly string[], b: readonly string[]) => a.some((technician) => b.includes(technician));

/** Other orders' visits that need one of the same people at the same time; a visit may begin when another ends. */
export function clashes(plan: Booking, others: readonly Booking[]): Booking[] {
	return others.filter(
		(other) =>
			other.order !== plan.order && shares(plan.crew, other.crew) && plan.start < endOf(other) && other.start < endOf(plan)
	);
}

export function outsideHours(start: number, minutes: number, { opens, closes, zone }: Hours): boolean {
	const begins = minutesOf(start, zone);
	return clockTime(begins) < opens || clockTime(begins + minutes) > closes;
}

/** Minutes by van between two places; none where a place is not known. */
export function travelMinutes(from: Pin | null, to: Pin | null): number {
	return from && to ? Math.ceil((metresBetween(from, to) * DETOUR) / METRES_A_MINUTE) : 0;
}

/** Whether the way from the visit before, or to the one after, takes longer than the time between them. */
export function impossibleTravel(plan: Booking, others: readonly Booking[]): boolean {
	return others.some((other) => {
		if (other.order === plan.order || !shares(plan.crew, other.crew)) return false;
		const gap = other.start >= endOf(plan) ? other.start - endOf(plan) : plan.start - endOf(other);
		return gap >= 0 && gap < travelMinutes(plan.pin, other.pin) * MINUTE;
	});
}

const SENTENCES = {
	overlap: m.delivery_check_overlap,
	'outside-hours': m.delivery_check_outside_hours,
	past: m.delivery_check_past,
	travel: m.delivery_check_travel,
	inactive: m.delivery_check_inactive,
	'not-open': m.delivery_check_not_open
} satisfies Record<string, (detail: { technician: string }) => string>;

/** `block` refuses the drop; `warn` allows it and marks the visit. */
export type Check = { severity: 'warn' | 'block'; code: keyof typeof SENTENCES; sentence: string };
export type Wish = { id: Id; status: OrderStatus; pin: Pin | null };
export type Board = { others: readonly Booking[]; hours: Hours; now: number };

/** What speaks against giving an order to a technician at an instant; nothing when it can simply be dropped. */
export function checksFor(
	order: Wish,
	technician: { id: string; name: string; active: boolean },
	start: number,
	minutes: number,
	board: Board
): Check[] {
	const plan: Booking = { order: order.id, crew: [technician.id], start, minutes, pin: order.pin };
	const check = (wrong: boolean, severity: Check['severity'], code: Check['code']): Check[] =>
		wrong ? [{ severity, code, sentence: SENTENCES[code]({ technician: technician.name }) }] : [];
	return [
		...check(!isOpen(order.status, 'schedule'), 'block', 'not-open'),
		...check(!technician.active, 'block', 'inactive'),
		...check(clashes(plan, board.others).length > 0, 'warn', 'overlap'),
		...check(outsideHours(start, minutes, board.hours), 'warn', 'outside-hours'),
		...check(start < board.now, 'warn', 'past'),
		...check(impossibleTravel(plan, board.others), 'warn', 'travel')
	];
}
