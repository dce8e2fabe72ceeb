import { expect, test } from 'vitest';
import type { Booking, Hours } from './clashes.ts';
import { suggestSlots } from './suggest.ts';

const HOURS: Hours = { opens: '08:00', closes: '12:00', zone: 'America/Argentina/Cordoba' };
const time = (text: string) => Date.parse(`2026-03-${text}:00-03:00`);
const MONDAY = time('02T09:00');
const HOUSE = { lat: -31.39214, lng: -64.18207 };
const ORDER = { id: 'carmen', minutes: 60, pin: HOUSE };
const [PAULA, MARTIN] = [
	{ id: 'paula', active: true },
	{ id: 'martin', active: true }
];
const visit = (technician: string, start: string, minutes: number, pin: Booking['pin'] = null): Booking => ({
	order: `${technician}-${start}`,
	crew: [technician],
	start: time(start),
	minutes,
	pin
});
const suggest = (busy: Booking[], technicians = [PAULA, MARTIN], from = MONDAY) =>
	suggestSlots(ORDER, technicians, busy, HOURS, from).map(({ technician, start, reason }) => [
		technician,
		new Date(start - 3 * 3_600_000).toISOString().slice(8, 16),
		reason
	]);

test('the first free time of an empty board, then the others', () => {
	expect(suggest([])).toEqual([
		['martin', '02T09:00', 'soonest'],
		['paula', '02T09:00', 'free'],
		['martin', '03T08:00', 'free']
	]);
});

test('close to another visit, and whoever has least to do', () => {
	const busy = [
		visit('martin', '02T09:00', 60),
		visit('paula', '02T09:00', 30),
		visit('paula', '02T09:30', 15),
		visit('martin', '04T08:00', 60, HOUSE)
	];
	expect(suggest(busy)).toEqual([
		['paula', '02T09:45', 'soonest'],
		['martin', '04T09:00', 'near'],
		['martin', '02T10:00', 'light-day']
	]);
});

test('a day that is full is passed over, and so is Sunday', () => {
	const saturday = time('07T09:30');
	expect(suggest([visit('paula', '07T10:00', 120)], [PAULA], saturday)).toEqual([
		['paula', '09T08:00', 'soonest'],
		['paula', '10T08:00', 'free'],
		['paula', '11T08:00', 'free']
	]);
});

test('time to drive is left between visits', () => {
	const busy = [visit('paula', '02T09:00', 60, { lat: -31.5, lng: -64.18207 })];
	expect(suggest(busy, [PAULA])[0]).toEqual(['paula', '02T10:45', 'soonest']);
});

test('nobody active, no suggestion; an order is never in its own way', () => {
	expect(suggest([], [{ id: 'paula', active: false }])).toEqual([]);
	const planned = { ...visit('paula', '02T09:00', 60, HOUSE), order: 'carmen' };
	expect(suggest([planned], [PAULA])[0]).toEqual(['paula', '02T09:00', 'soonest']);
	expect(suggest([{ ...planned, start: time('04T09:00') }], [PAULA]).map(([, , reason]) => reason)).not.toContain('near');
});
