import { numberKey, type SortKeys } from '#lib/client/ranking.ts';
import { fold } from '#lib/domain/shared/text.ts';
import * as m from '#lib/paraglide/messages.js';
import { ageWords, planWords } from './times.ts';
import type { OrderView } from './order-view.ts';
import { KINDS, STATUSES } from './order-words.ts';

/** What the list's columns are called. */
export const ORDER_HEADS = {
	number: m.delivery_column_number,
	customer: m.delivery_column_customer,
	thread: m.delivery_column_thread,
	kind: m.delivery_column_kind,
	status: m.delivery_column_status,
	planned: m.delivery_column_planned,
	technician: m.delivery_column_technician,
	contract: m.delivery_column_contract,
	locality: m.delivery_column_locality,
	age: m.delivery_column_age
};
export const headOf = (column: string) =>
	Object.hasOwn(ORDER_HEADS, column) ? ORDER_HEADS[column as keyof typeof ORDER_HEADS]() : '';

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
