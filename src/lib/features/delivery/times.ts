import { addDays, dayOf, daysBetween, shortDay, shortTime, type Day } from '#lib/domain/shared/day.ts';
import type { Plan } from '#lib/domain/delivery/order.ts';
import * as m from '#lib/paraglide/messages.js';

const HOUR = 60;
const HOUR_MS = 3_600_000;

/** «2 h», «1 h 30», «45 min» */
export function durationWords(minutes: number): string {
	const hours = Math.floor(minutes / HOUR);
	const rest = minutes % HOUR;
	if (hours === 0) return m.delivery_minutes_short({ minutes });
	return rest === 0
		? m.delivery_hours_short({ hours })
		: m.delivery_hours_minutes({ hours, minutes: String(rest).padStart(2, '0') });
}

/** «lun 2 mar, 09:00» */
export function planWords({ start }: Pick<Plan, 'start'>, zone: string): string {
	return `${shortDay(dayOf(start, zone))}, ${shortTime(start, zone)}`;
}

/** «Paula Acosta · lun 2 mar, 09:00–11:00» */
export function placeWords(name: string, { start, minutes }: Pick<Plan, 'start' | 'minutes'>, zone: string): string {
	const [from, to] = [shortTime(start, zone), shortTime(start + minutes * 60_000, zone)];
	return m.delivery_place({ name, day: shortDay(dayOf(start, zone)), from, to });
}

/** How long something has been there: «3 d», «2 h», «ahora». */
export function ageWords(at: number, now: number): string {
	const hours = Math.floor((now - at) / HOUR_MS);
	if (hours < 1) return m.delivery_just_now();
	return hours < 24 ? m.delivery_hours_old({ hours }) : m.delivery_days_old({ days: Math.floor(hours / 24) });
}

/** Monday of the week a day is in. */
export function mondayOf(on: Day): Day {
	return addDays(on, -((new Date(on).getUTCDay() + 6) % 7));
}

export const daysFrom = (from: Day, count: number): Day[] => Array.from({ length: count }, (_, i) => addDays(from, i));
export const isWithin = (on: Day, from: Day, days: number) => daysBetween(from, on) >= 0 && daysBetween(from, on) < days;
