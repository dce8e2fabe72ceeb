import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checksFor, clashes, impossibleTravel, outsideHours, travelMinutes, type Booking, type Hours } from './clashes.ts';

const NINE = Date.parse('2026-03-02T09:00:00-03:00');
const at = (hour: number) => NINE + (hour - 9) * 3_600_000;
const HOURS: Hours = { opens: '08:00', closes: '18:00', zone: 'America/Argentina/Cordoba' };
const PAULA = { id: 'paula', name: 'Paula Acosta', active: true };
const HOUSE = { lat: -31.39214, lng: -64.18207 };
const TWELVE_KM = { lat: -31.5, lng: -64.18207 };

const booking = (order: string, start: number, minutes = 60, some: Partial<Booking> = {}): Booking => ({
	order,
	crew: ['paula'],
	start,
	minutes,
	pin: null,
	...some
});

test('two visits of one technician at one time', () => {
	const others = [
		booking('b', at(10)),
		booking('c', at(11)),
		booking('d', at(10), 60, { crew: ['martin'] }),
		booking('a', at(10))
	];
	expect(clashes(booking('a', at(10.5)), others).map(({ order }) => order)).toEqual(['b', 'c']);
	expect(clashes(booking('a', at(9)), others)).toEqual([]);
	expect(clashes(booking('a', at(12)), others)).toEqual([]);
	expect(clashes(booking('a', at(10), 60, { crew: ['juan', 'martin'] }), others).map(({ order }) => order)).toEqual(['d']);
});

test('a clash is mutual', () => {
	const some = fc.record({ start: fc.nat(600).map((n) => NINE + n * 60_000), minutes: fc.integer({ min: 15, max: 240 }) });
	fc.assert(
		fc.property(some, some, (one, other) => {
			const [a, b] = [booking('a', one.start, one.minutes), booking('b', other.start, other.minutes)];
			expect(clashes(a, [b]).length).toBe(clashes(b, [a]).length);
		})
	);
});

test('the company keeps its hours, on its own clock', () => {
	expect(outsideHours(at(8), 60, HOURS)).toBe(false);
	expect(outsideHours(at(7.75), 60, HOURS)).toBe(true);
	expect(outsideHours(at(17), 60, HOURS)).toBe(false);
	expect(outsideHours(at(17.25), 60, HOURS)).toBe(true);
	expect(outsideHours(at(17), 8 * 60, HOURS)).toBe(true);
});

test('the way between two visits takes time', () => {
	expect(travelMinutes(HOUSE, TWELVE_KM)).toBe(34);
	expect(travelMinutes(null, HOUSE)).toBe(0);
	const visit = booking('a', at(9), 60, { pin: HOUSE });
	expect(impossibleTravel(visit, [booking('b', at(10.25), 60, { pin: TWELVE_KM })])).toBe(true);
	expect(impossibleTravel(visit, [booking('b', at(10.75), 60, { pin: TWELVE_KM })])).toBe(false);
	expect(impossibleTravel(booking('a', at(11), 60, { pin: HOUSE }), [booking('b', at(10), 45, { pin: TWELVE_KM })])).toBe(true);
	expect(impossibleTravel(visit, [booking('b', at(10), 60, { pin: HOUSE })])).toBe(false);
	expect(impossibleTravel(visit, [booking('b', at(9.5), 60, { pin: TWELVE_KM })])).toBe(false);
});

test('what speaks against a drop', () => {
	const order = { id: 'a', status: 'unscheduled', pin: HOUSE } as const;
	const board = { others: [booking('b', at(10)), booking('c', at(11.25), 60, { pin: TWELVE_KM })], hours: HOURS, now: at(9) };
	const codes = (start: number, some = {}, technician = PAULA) =>
		checksFor({ ...order, ...some }, technician, start, 60, board).map(({ severity, code }) => `${severity} ${code}`);
	expect(codes(at(14))).toEqual([]);
	expect(codes(at(10.25))).toEqual(['warn overlap', 'warn travel']);
	expect(codes(at(19))).toEqual(['warn outside-hours']);
	expect(codes(at(8))).toEqual(['warn past']);
	expect(codes(at(14), { status: 'cancelled' })).toEqual(['block not-open']);
	expect(codes(at(14), {}, { ...PAULA, active: false })).toEqual(['block inactive']);
	expect(checksFor(order, PAULA, at(10), 30, board)[0]?.sentence).toBe('Paula Acosta ya tiene una visita a esa hora');
});
