import { dayOf, shortDay, shortTime } from '#lib/domain/shared/day.ts';
import * as m from '#lib/paraglide/messages.js';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** «ahora», «5 min», «3 h», «2 d» */
export function age(at: number, now: number): string {
	const past = Math.max(0, now - at);
	if (past < MINUTE) return m.sales_now();
	if (past < 60 * MINUTE) return m.sales_minutes({ n: Math.floor(past / MINUTE) });
	return past < DAY ? m.sales_hours({ n: Math.floor(past / (60 * MINUTE)) }) : m.sales_days({ n: Math.floor(past / DAY) });
}

/** «hoy 15:30», «mar 24 nov, 08:00» */
export function moment(at: number, now: number, zone: string): string {
	const day = dayOf(at, zone);
	return day === dayOf(now, zone) ? m.sales_today_at({ time: shortTime(at, zone) }) : `${shortDay(day)}, ${shortTime(at, zone)}`;
}
