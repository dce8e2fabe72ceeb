import { expect, test } from 'vitest';
import { axisOf, closedOf, drawnRows, lanesOf, minutesAt, ROW, ticksOf, xAt } from './plan-geometry.ts';

const HOURS = { opens: '08:00', closes: '18:00' };
const axis = axisOf(HOURS, [], 320);

test('a day is drawn from opening to closing, its empty ends folded to a few pixels', () => {
	expect(axis).toMatchObject({ first: 480, last: 1080 });
	expect(xAt(480, axis)).toBe(6);
	expect(xAt(780, axis)).toBe(156);
	expect(xAt(1080, axis)).toBe(306);
	expect(xAt(0, axis)).toBe(0);
	expect(xAt(1440, axis)).toBe(320);
});

test('a visit outside of the hours unfolds them to whole hours', () => {
	expect(
		axisOf(
			HOURS,
			[
				{ from: 7 * 60 + 30, to: 9 * 60 },
				{ from: 19 * 60, to: 20 * 60 + 15 }
			],
			320
		)
	).toMatchObject({ first: 420, last: 1260 });
});

test('what was unfolded is marked as closed', () => {
	const unfolded = axisOf(HOURS, [{ from: 19 * 60, to: 20 * 60 }], 320);
	expect(closedOf(HOURS, axis)).toEqual([]);
	expect(closedOf(HOURS, unfolded)).toEqual([{ left: xAt(1080, unfolded), width: 50 }]);
});

test('a place on the board is the nearest quarter of an hour', () => {
	expect(minutesAt(xAt(9 * 60 + 5, axis), axis)).toBe(9 * 60);
	expect(minutesAt(xAt(9 * 60 + 8, axis), axis)).toBe(9 * 60 + 15);
	expect(minutesAt(-50, axis)).toBe(480);
	expect(minutesAt(1000, axis)).toBe(1065);
});

test('hours are numbered as densely as they can be read', () => {
	expect(ticksOf(axis)).toEqual([480, 600, 720, 840, 960]);
	expect(ticksOf({ ...axis, width: 900 })).toHaveLength(10);
});

test('visits that share time stand above each other; those that touch do not', () => {
	const [a, b, c, d] = [
		{ from: 600, to: 720 },
		{ from: 660, to: 780 },
		{ from: 720, to: 800 },
		{ from: 800, to: 900 }
	] as const;
	const lanes = lanesOf([a, b, c, d]);
	expect(lanes.get(a)).toEqual({ lane: 0, lanes: 2 });
	expect(lanes.get(b)).toEqual({ lane: 1, lanes: 2 });
	expect(lanes.get(c)).toEqual({ lane: 0, lanes: 2 });
	expect(lanes.get(d)).toEqual({ lane: 0, lanes: 1 });
});

test('of fifty rows those in sight are drawn, and any that holds the focus', () => {
	expect(drawnRows(50, 0, 10 * ROW, new Set())).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
	expect(drawnRows(50, 20 * ROW, 2 * ROW, new Set([3]))).toEqual([3, 18, 19, 20, 21, 22, 23]);
	expect(drawnRows(50, 48 * ROW, 2 * ROW, new Set())).toEqual([46, 47, 48, 49]);
});
