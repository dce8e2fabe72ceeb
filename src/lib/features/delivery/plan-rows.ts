import { clashes } from '#lib/domain/delivery/clashes.ts';
import { dayOf, minutesOf, type Day } from '#lib/domain/shared/day.ts';
import type { Technician } from './board-facts.ts';
import { bookingOf, isBooked, type OrderView } from './order-view.ts';
import { lanesOf } from './plan-geometry.ts';

/** A visit where it stands on the board; `from` and `to` in minutes since midnight. */
export type Block = {
	order: OrderView;
	day: Day;
	from: number;
	to: number;
	lane: number;
	lanes: number;
	clash: boolean;
	movable: boolean;
};
export type PlanRow = { technician: Technician; blocks: Block[]; used: number };
/** Two visits that need one person at one time; the second is the one that would move. */
export type Conflict = { key: string; technician: string; first: OrderView; second: OrderView };

/** A technician's time is asked twice only by work that is still to be done. */
const stillAhead = ({ status }: OrderView) => status === 'scheduled' || status === 'en-route' || status === 'on-site';
const isShown = (order: OrderView) => isBooked(order) || (order.plan !== null && order.status === 'to-replan');

export function rowsOf(
	orders: readonly OrderView[],
	technicians: readonly Technician[],
	days: readonly Day[],
	zone: string,
	clashing: ReadonlySet<string>
): PlanRow[] {
	const shown = orders.filter(isShown);
	return technicians.map((technician) => {
		const mine = shown.filter(({ plan }) => plan!.crew.includes(technician.id));
		const blocks = days.flatMap((day) => blocksOf(mine, day, zone, clashing));
		const used = blocks.filter(({ order }) => isBooked(order)).reduce((sum, { from, to }) => sum + to - from, 0);
		return { technician, blocks, used };
	});
}

function blocksOf(orders: readonly OrderView[], day: Day, zone: string, clashing: ReadonlySet<string>): Block[] {
	const spans = orders
		.filter(({ plan }) => dayOf(plan!.start, zone) === day)
		.map((order) => {
			const from = minutesOf(order.plan!.start, zone);
			return { order, day, from, to: from + order.plan!.minutes };
		});
	const lanes = lanesOf(spans);
	return spans
		.map((span) => ({
			...span,
			...lanes.get(span)!,
			clash: clashing.has(span.order.id),
			movable: span.order.status === 'scheduled'
		}))
		.toSorted((a, b) => a.from - b.from);
}

/** Every pair of visits that stand in each other's way, the newest plan first; what the server granted comes first in its pair. */
export function conflictsOf(orders: readonly OrderView[]): Conflict[] {
	const ahead = orders.filter(stillAhead).toSorted((a, b) => a.plan!.start - b.plan!.start);
	const byId = new Map(ahead.map((order) => [order.id, order]));
	const bookings = ahead.map((order) => bookingOf(order)!);
	const found = ahead.flatMap((order, i) =>
		clashes(bookings[i]!, bookings.slice(i + 1)).map(({ order: id, crew }): Conflict => {
			const other = byId.get(id)!;
			const [first, second] = isGranted(other) && !isGranted(order) ? [other, order] : [order, other];
			const technician = order.plan!.crew.find((member) => crew.includes(member))!;
			return { key: [order.plan!.id, other.plan!.id].toSorted().join('/'), technician, first, second };
		})
	);
	return found.toSorted((a, b) => (newestOf(a) < newestOf(b) ? 1 : -1));
}

/** Ids begin with the time they were minted. */
const newestOf = ({ key }: Conflict) => key.split('/')[1]!;

/** The server gave this very plan its time; a newer one is still a wish. */
export function isGranted({ plan, slot }: OrderView): boolean {
	return plan !== null && slot?.plan === plan.id && slot.granted;
}
