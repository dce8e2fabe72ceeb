import type { Pin } from '#lib/domain/shared/place.ts';
import type { OrderView } from './order-view.ts';
import type { PlanRow } from './plan-rows.ts';

/** An order on the map: a visit has its number in the technician's day and his thread, one that waits has neither. */
export type PlanPin = Pin & { id: string; words: string; thread: string | null };
/** A technician's day as a line from place to place. */
export type PlanWay = { thread: string; stops: Pin[] };

/** @returns also how many of them nobody knows the place of */
export function pinsOf(rows: readonly PlanRow[], waiting: readonly OrderView[]) {
	const visits = rows.map(({ technician, blocks }) => {
		const pins = blocks.flatMap(({ order }, i): PlanPin[] =>
			order.pin ? [{ ...order.pin, id: order.id, words: String(i + 1), thread: technician.thread }] : []
		);
		return { thread: technician.thread, pins, placeless: blocks.length - pins.length };
	});
	const waits = waiting.flatMap(({ id, pin }): PlanPin[] => (pin ? [{ ...pin, id, words: '', thread: null }] : []));
	const ways: PlanWay[] = visits.map(({ thread, pins }) => ({ thread, stops: pins })).filter(({ stops }) => stops.length > 1);
	const placeless = visits.reduce((sum, each) => sum + each.placeless, waiting.length - waits.length);
	return { waits, visits: visits.flatMap(({ pins }) => pins), ways, placeless };
}
