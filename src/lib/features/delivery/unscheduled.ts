import type { OrderKind } from '#lib/domain/delivery/order.ts';
import { matches } from '#lib/domain/shared/text.ts';
import type { OrderView } from './order-view.ts';
import { customerOf } from './plan-acts.ts';

export const SORTS = ['age', 'customer'] as const;
export type Sorting = (typeof SORTS)[number];

/** What of «No programadas» is looked for, in the order wanted. */
export function arrange(
	orders: readonly OrderView[],
	{ query, kind, sorting }: { query: string; kind: OrderKind | ''; sorting: Sorting }
): OrderView[] {
	const found = orders.filter(({ row, text }) => (kind === '' || row.fields.kind === kind) && matches(query, text));
	if (sorting === 'customer') return found.toSorted((a, b) => customerOf(a).localeCompare(customerOf(b), 'es'));
	return found.toSorted((a, b) => a.row.at - b.row.at);
}
