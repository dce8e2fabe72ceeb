import { ageWords, planWords } from './times.ts';
import type { Sort } from '#lib/ui/grid.ts';
import type { OrderView } from './order-view.ts';
import { KINDS, STATUSES } from './order-words.ts';

/** What each column of the list sorts by; missing values come last. */
const KEYS: Record<string, (order: OrderView) => string | number> = {
	number: ({ number }) => number,
	customer: ({ text, customer }) => customer.toLocaleLowerCase('es') || text,
	kind: ({ row }) => KINDS[row.fields.kind].words(),
	status: ({ status }) => STATUSES[status].words(),
	planned: ({ plan }) => plan?.start ?? Number.MAX_SAFE_INTEGER,
	locality: ({ location }) => location?.locality || '\uffff',
	age: ({ row }) => -row.at
};

export function sortOrders(orders: readonly OrderView[], sort: Sort | undefined): readonly OrderView[] {
	const key = sort && KEYS[sort.by];
	if (!sort || !key) return orders;
	const sign = sort.down ? -1 : 1;
	const compare = (a: string | number, b: string | number) => (a < b ? -sign : a > b ? sign : 0);
	return orders.toSorted((a, b) => compare(key(a), key(b)));
}

export const plannedText = ({ plan, status }: OrderView, zone: string) =>
	plan && status !== 'cancelled' && status !== 'to-replan' ? planWords(plan, zone) : '';
export const ageText = ({ row }: OrderView, now: number) => ageWords(row.at, now);
