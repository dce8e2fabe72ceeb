import type { OrderKind } from '#lib/domain/delivery/order.ts';
import { matches } from '#lib/domain/shared/text.ts';
import { metresBetween, type Pin } from '#lib/domain/shared/place.ts';
import type { OrderView } from './order-view.ts';
import { customerOf } from './plan-acts.ts';

export const SORTS = ['age', 'promise', 'customer'] as const;
export type Sorting = (typeof SORTS)[number];
/** `near` is a technician: what lies closest to where he goes comes first, whatever `sorting` says. */
export type Wanted = { query: string; kind: OrderKind | ''; zone: string; sorting: Sorting; near: string };

const zoneOfOrder = ({ location }: OrderView) => location?.locality ?? '';

/** The localities where something waits, by name. */
export function zonesOf(orders: readonly OrderView[]): string[] {
	return [...new Set(orders.map(zoneOfOrder))].filter(Boolean).toSorted((a, b) => a.localeCompare(b, 'es'));
}

/** Metres to the closest of some places; Infinity where one or the other is not known. */
export const metresTo = ({ pin }: OrderView, places: readonly Pin[]): number =>
	pin ? Math.min(...places.map((place) => metresBetween(pin, place))) : Infinity;

/**
 * What of «No programadas» is looked for, in the order wanted.
 * @param places where the technician goes to whom it is to be near
 */
export function arrange(
	orders: readonly OrderView[],
	{ query, kind, zone, sorting, near }: Wanted,
	places: readonly Pin[] = []
): OrderView[] {
	const found = orders.filter(
		(order) =>
			(kind === '' || order.row.fields.kind === kind) &&
			(zone === '' || zoneOfOrder(order) === zone) &&
			matches(query, order.text)
	);
	if (!near) return found.toSorted(BY[sorting]);
	const far = new Map(found.map((order) => [order, metresTo(order, places)]));
	return found.toSorted((a, b) => (far.get(a) === far.get(b) ? BY.age(a, b) : far.get(a)! - far.get(b)!));
}

/** Of two that nobody was promised, or were promised for one day, the older comes first. */
const BY: Record<Sorting, (a: OrderView, b: OrderView) => number> = {
	age: (a, b) => a.row.at - b.row.at,
	promise: (a, b) => (dayOfPromise(a) === dayOfPromise(b) ? BY.age(a, b) : dayOfPromise(a) < dayOfPromise(b) ? -1 : 1),
	customer: (a, b) => customerOf(a).localeCompare(customerOf(b), 'es')
};
const NEVER = '9999-12-31';
const dayOfPromise = ({ row }: OrderView) => row.fields.promised ?? NEVER;
