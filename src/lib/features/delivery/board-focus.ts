import type { PlanRow } from './plan-rows.ts';

/** A visit in a technician's row; one with a crew stands in several. */
export type Stop = { order: string; row: number; at: number };

export const stopsOf = (rows: readonly PlanRow[], days: readonly string[]): Stop[] =>
	rows.flatMap(({ blocks }, row) =>
		blocks.map(({ order, day, from }) => ({ order: order.id, row, at: days.indexOf(day) * 1440 + from }))
	);

/** Arrows go from visit to visit: along a technician's days, or to the nearest in time of the next technician who has one. */
export function nextStop(key: string, here: Stop, stops: readonly Stop[]): Stop | undefined {
	const row = stops.filter((stop) => stop.row === here.row);
	const at = row.indexOf(here);
	const rows = { ArrowUp: stops.filter((stop) => stop.row < here.row), ArrowDown: stops.filter((stop) => stop.row > here.row) };
	if (key === 'ArrowLeft') return row[at - 1];
	if (key === 'ArrowRight') return row[at + 1];
	if (key === 'Home') return row[0];
	if (key === 'End') return row.at(-1);
	if (key !== 'ArrowUp' && key !== 'ArrowDown') return undefined;
	const nearest = (a: Stop, b: Stop) =>
		Math.abs(a.row - here.row) - Math.abs(b.row - here.row) || Math.abs(a.at - here.at) - Math.abs(b.at - here.at);
	return rows[key].toSorted(nearest)[0];
}
