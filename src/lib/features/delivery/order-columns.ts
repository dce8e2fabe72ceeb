import { numberKey, type SortKeys } from '#lib/client/ranking.ts';
import { fold } from '#lib/domain/shared/text.ts';
import { ageWords, planWords } from './times.ts';
import type { OrderView } from './order-view.ts';
import { KINDS, STATUSES } from './order-words.ts';

/** What each column of the list sorts by. */
export const ORDER_KEYS: SortKeys<OrderView> = {
	number: { key: ({ row }) => numberKey(row.number) },
	customer: { key: ({ customer }) => fold(customer) || null, related: true },
	kind: { key: ({ row }) => KINDS[row.fields.kind].words() },
	status: { key: ({ status }) => STATUSES[status].words() },
	planned: { key: (order) => (hasPlan(order) ? order.plan!.start : null) },
	locality: { key: ({ location }) => fold(location?.locality ?? '') || null, related: true },
	age: { key: ({ row }) => -row.at }
};

/** A plan that failed or was called off is nobody's any more. */
export const hasPlan = ({ plan, status }: OrderView) => plan !== null && status !== 'cancelled' && status !== 'to-replan';
export const plannedText = (order: OrderView, zone: string) => (hasPlan(order) ? planWords(order.plan!, zone) : '');
export const ageText = ({ row }: OrderView, now: number) => ageWords(row.at, now);
