declare const DAY: unique symbol;
/** A day of the company's calendar, `YYYY-MM-DD`; texts compare as days do. */
export type Day = string & { readonly [DAY]: true };
/** A month of it, `YYYY-MM`. */
export type Month = string & { readonly [DAY]: 'month' };

const PATTERN = /^\d{4}-\d{2}-\d{2}$/;

/** @throws {RangeError} for anything that is not a day of the calendar, e.g. 30 February */
export function day(text: string): Day {
	if (!isDay(text)) throw new RangeError(`not a day: ${text}`);
	return text;
}

export function isDay(text: string): text is Day {
	return PATTERN.test(text) && Number.isFinite(Date.parse(text)) && new Date(text).toISOString().slice(0, 10) === text;
}

const formats = new Map<string, Intl.DateTimeFormat>();
/** Making one costs a thousand times its use. */
function formatOf(zone: string): Intl.DateTimeFormat {
	let format = formats.get(zone);
	if (!format) {
		const parts = {
			year: 'numeric',
			month: '2-digit',
			day: '2-digit',
			hour: '2-digit',
			minute: '2-digit',
			second: '2-digit'
		} as const;
		format = new Intl.DateTimeFormat('en-CA', { timeZone: zone, calendar: 'gregory', hourCycle: 'h23', ...parts });
		formats.set(zone, format);
	}
	return format;
}

/** The wall clock of a zone, as if it were UTC, in milliseconds. */
function wall(instant: number, zone: string): number {
	const part: Record<string, number> = {};
	for (const { type, value } of formatOf(zone).formatToParts(instant)) part[type] = Number(value);
	return Date.UTC(part.year!, part.month! - 1, part.day!, part.hour!, part.minute!, part.second!);
}

/** The company's day at an instant (milliseconds since the epoch or a Date). */
export function dayOf(instant: number | Date, zone: string): Day {
	return new Date(wall(Number(instant), zone)).toISOString().slice(0, 10) as Day;
}

/** Minutes since midnight on the company's wall clock. */
export function minutesOf(instant: number | Date, zone: string): number {
	const at = new Date(wall(Number(instant), zone));
	return at.getUTCHours() * 60 + at.getUTCMinutes();
}

/**
 * The instant, in milliseconds, at which the zone's clock shows `minutes` after midnight of that day. `minutes` may exceed a day.
 * Where clocks are put forward, the instant an unchanged clock would have shown it.
 */
export function instantAt(on: Day, minutes: number, zone: string): number {
	const wanted = Date.parse(on) + minutes * 60_000;
	const guess = wanted - (wall(wanted, zone) - wanted);
	const second = wanted - (wall(guess, zone) - guess);
	return wall(second, zone) === wanted ? second : Math.max(guess, second);
}

export function monthOf(on: Day): Month {
	return on.slice(0, 7) as Month;
}

export function dayOfMonth(on: Day): number {
	return Number(on.slice(8));
}

export function daysInMonth(on: Day | Month): number {
	return new Date(Date.UTC(Number(on.slice(0, 4)), Number(on.slice(5, 7)), 0)).getUTCDate();
}

export function startOfMonth(on: Day | Month): Day {
	return `${on.slice(0, 7)}-01` as Day;
}

export function lastOfMonth(on: Day | Month): Day {
	return `${on.slice(0, 7)}-${daysInMonth(on)}` as Day;
}

export function addDays(on: Day, days: number): Day {
	return new Date(Date.parse(on) + days * 86_400_000).toISOString().slice(0, 10) as Day;
}

/** The same day some months later, or the last of that month: 31 January and a month is 28 February. */
export function addMonths(on: Day, months: number): Day {
	const first = new Date(Date.UTC(Number(on.slice(0, 4)), Number(on.slice(5, 7)) - 1 + months, 1));
	const month = first.toISOString().slice(0, 7) as Month;
	return `${month}-${String(Math.min(dayOfMonth(on), daysInMonth(month))).padStart(2, '0')}` as Day;
}

/** Whole days from one day to another; negative backwards. */
export function daysBetween(from: Day, to: Day): number {
	return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}

/** Monday is 1, Sunday 7. */
export function weekday(on: Day): number {
	return new Date(on).getUTCDay() || 7;
}

function named(on: Day, style: 'short' | 'long', locale: string): { weekday: string; day: string; month: string } {
	const format = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', weekday: style, day: 'numeric', month: style });
	const part: Record<string, string> = {};
	for (const { type, value } of format.formatToParts(Date.parse(on))) part[type] = value.replace('.', '');
	return { weekday: part.weekday!, day: part.day!, month: style === 'short' ? part.month!.slice(0, 3) : part.month! };
}

/** «lun 23 nov» */
export function shortDay(on: Day, locale = 'es-AR'): string {
	const { weekday: name, day: number, month } = named(on, 'short', locale);
	return `${name} ${number} ${month}`;
}

/** «lunes 23 de noviembre» */
export function longDay(on: Day, locale = 'es-AR'): string {
	const { weekday: name, day: number, month } = named(on, 'long', locale);
	return locale.startsWith('es') ? `${name} ${number} de ${month}` : `${name} ${number} ${month}`;
}

/** «23/11/2026», the form of fiscal papers. */
export function numericDay(on: Day): string {
	return `${on.slice(8)}/${on.slice(5, 7)}/${on.slice(0, 4)}`;
}

/** «noviembre» */
export function monthName(on: Day | Month, locale = 'es-AR'): string {
	return named(startOfMonth(on), 'long', locale).month;
}

/** «16:05», always 24 hours. */
export function shortTime(instant: number | Date, zone: string): string {
	const minutes = minutesOf(instant, zone);
	return clockTime(minutes);
}

/** Minutes since midnight as «16:05». */
export function clockTime(minutes: number): string {
	return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

/** «10:12» today, «vie 20 nov» before. */
export function since(at: number, now: number, zone: string): string {
	const day = dayOf(at, zone);
	return day === dayOf(now, zone) ? shortTime(at, zone) : shortDay(day);
}
