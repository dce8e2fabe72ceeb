import * as m from '#lib/paraglide/messages.js';
import { addDays, dayOf, instantAt, weekday, type Day } from '../shared/day.ts';
import type { Id } from '../shared/ids.ts';
import { metresBetween, type Pin } from '../shared/place.ts';
import { clashes, impossibleTravel, outsideHours, type Booking, type Hours } from './clashes.ts';

const STEP = 15;
const DAYS_AHEAD = 7;
const SUNDAY = 7;
const WANTED = 3;
/** Metres within which two visits of one day are a short way apart. */
const CLOSE = 2_000;

const SENTENCES = {
	soonest: m.delivery_reason_soonest,
	near: m.delivery_reason_near,
	'light-day': m.delivery_reason_light_day,
	free: m.delivery_reason_free
} satisfies Record<string, () => string>;

export type SuggestionReason = keyof typeof SENTENCES;
export type Suggestion = { technician: string; start: number; minutes: number; reason: SuggestionReason; sentence: string };

type Waiting = { id: Id; minutes: number; pin: Pin | null };
/** A technician's first free time on a day, with what makes it a good one. */
type Slot = { technician: string; start: number; on: Day; visits: number; metres: number };

const minutesOfClock = (clock: string) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));

function firstFree(
	order: Waiting,
	technician: string,
	on: Day,
	busy: readonly Booking[],
	hours: Hours,
	from: number
): number | null {
	const last = minutesOfClock(hours.closes) - order.minutes;
	for (let minutes = minutesOfClock(hours.opens); minutes <= last; minutes += STEP) {
		const start = instantAt(on, minutes, hours.zone);
		const plan = { order: order.id, crew: [technician], start, minutes: order.minutes, pin: order.pin };
		if (start < from || outsideHours(start, order.minutes, hours)) continue;
		if (clashes(plan, busy).length === 0 && !impossibleTravel(plan, busy)) return start;
	}
	return null;
}

function slotsOf(order: Waiting, technician: string, busy: readonly Booking[], hours: Hours, from: number): Slot[] {
	const today = dayOf(from, hours.zone);
	const days = Array.from({ length: DAYS_AHEAD }, (_, i) => addDays(today, i)).filter((on) => weekday(on) !== SUNDAY);
	return days.flatMap((on) => {
		const mine = busy.filter(
			({ crew, start, order: id }) => id !== order.id && crew.includes(technician) && dayOf(start, hours.zone) === on
		);
		const start = firstFree(order, technician, on, mine, hours, from);
		return start === null ? [] : [{ technician, start, on, visits: mine.length, metres: nearestOf(order.pin, mine) }];
	});
}

function nearestOf(pin: Pin | null, visits: readonly Booking[]): number {
	return Math.min(Infinity, ...visits.map((visit) => (pin && visit.pin ? metresBetween(pin, visit.pin) : Infinity)));
}

const sooner = (a: Slot, b: Slot) => a.start - b.start || a.visits - b.visits || (a.technician < b.technician ? -1 : 1);
const least = (slots: readonly Slot[], by: (slot: Slot) => number) => slots.toSorted((a, b) => by(a) - by(b) || sooner(a, b))[0];

/**
 * Up to three times for an order, each with what speaks for it: the first free one, one close to another visit of that
 * technician and day, and whoever has least to do on the first day; then the next free ones. Sundays are left to people.
 * @param busy every visit planned from now on
 * @param from an instant; nothing earlier is proposed
 */
export function suggestSlots(
	waiting: Waiting,
	technicians: readonly { id: string; active: boolean }[],
	busy: readonly Booking[],
	hours: Hours,
	from: number
): Suggestion[] {
	const active = technicians.filter((technician) => technician.active);
	const slots = active.flatMap(({ id }) => slotsOf(waiting, id, busy, hours, from)).toSorted(sooner);
	const firstDay = slots.filter(({ on }) => on === slots[0]?.on);
	const chosen = new Map<Slot, SuggestionReason>();
	const choose = (slot: Slot | undefined, reason: SuggestionReason) =>
		slot && chosen.size < WANTED && !chosen.has(slot) && chosen.set(slot, reason);
	choose(slots[0], 'soonest');
	choose(
		least(
			slots.filter(({ metres }) => metres <= CLOSE),
			({ metres }) => metres
		),
		'near'
	);
	if (firstDay.length > 1)
		choose(
			least(firstDay, ({ visits }) => visits),
			'light-day'
		);
	for (const slot of slots) choose(slot, 'free');
	return [...chosen].map(([{ technician, start }, reason]) => ({
		technician,
		start,
		minutes: waiting.minutes,
		reason,
		sentence: SENTENCES[reason]()
	}));
}
