import type { OrderKind } from '#lib/domain/delivery/order.ts';
import { matches } from '#lib/domain/shared/text.ts';
import type { OrderView } from './order-view.ts';
import { customerOf } from './plan-acts.ts';

export const SORTS = ['age', 'promise', 'customer'] as const;
export type Sorting = (typeof SORTS)[number];
export type Wanted = { query: string; kind: OrderKind | ''; zone: string; sorting: Sorting };

const zoneOfOrder = ({ location }: OrderView) => location?.locality ?? '';

/** The localities where something waits, by name. */
export function zonesOf(orders: readonly OrderView[]): string[] {
	return [...new Set(orders.map(zoneOfOrder))].filter(Boolean).toSorted((a, b) => a.localeCompare(b, 'es'));
}

/** What of «No programadas» is looked for, in the order wanted. */
export function arrange(orders: readonly OrderView[], { query, kind, zone, sorting }: Wanted): OrderView[] {
	const found = orders.filter(
		(order) =>
			(kind === '' || order.row.fields.kind === kind) &&
			(zone === '' || zoneOfOrder(order) === zone) &&
			matches(query, order.text)
	);
	return found.toSorted(BY[sorting]);
}

/** Of two that nobody was promised, or were promised for one day, the older comes first. */
const BY: Record<Sorting, (a: OrderView, b: OrderView) => number> = {
	age: (a, b) => a.row.at - b.row.at,
	promise: (a, b) => (dayOfPromise(a) === dayOfPromise(b) ? BY.age(a, b) : dayOfPromise(a) < dayOfPromise(b) ? -1 : 1),
	customer: (a, b) => customerOf(a).localeCompare(customerOf(b), 'es')
};
const NEVER = '9999-12-31';
const dayOfPromise = ({ row }: OrderView) => row.fields.promised ?? NEVER;
