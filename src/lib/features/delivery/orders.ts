import { isKind, type HiloDatabase, type RowOf } from '#lib/client/database.ts';
import { orderStatus, waitsForPlan, type OrderKind, type OrderStatus } from '#lib/domain/delivery/order.ts';
import type { Visit } from '#lib/domain/delivery/visit.ts';
import { dayOf } from '#lib/domain/shared/day.ts';
import { digits, matches } from '#lib/domain/shared/text.ts';
import { lacksContract, viewOrders, type OrderView } from './order-view.ts';
import { isWithin, mondayOf } from './times.ts';

const CHUNK = 200;
export const MOST = 300;
const WEEK = 7;

export const VIEWS = ['open', 'week', 'without-contract', 'overdue', 'all'] as const;
export type View = (typeof VIEWS)[number];
export type Filter = { view: View; query: string; kind: OrderKind | ''; status: OrderStatus | '' };
export type Now = { now: number; zone: string };

function newest(db: HiloDatabase) {
	return db.rows.where('[kind+at]').between(['order', 0], ['order', Infinity]).reverse();
}

const IN_VIEW: Record<View, (order: OrderView, at: Now) => boolean> = {
	all: () => true,
	open: ({ status }) => status !== 'done' && status !== 'cancelled',
	week: ({ plan, status }, { now, zone }) =>
		plan !== null && status !== 'cancelled' && isWithin(dayOf(plan.start, zone), mondayOf(dayOf(now, zone)), WEEK),
	'without-contract': lacksContract,
	overdue: ({ plan, status }, { now }) => status === 'scheduled' && plan !== null && plan.start + plan.minutes * 60_000 < now
};

/** By any part of the order or its customer; a number also by its digits alone. */
function finds(query: string, { text }: OrderView): boolean {
	if (matches(query, text)) return true;
	const number = digits(query);
	return number.length >= 4 && /^[\d\s()+.\-/]+$/.test(query) && text.includes(number);
}

/** Newest first, until `MOST` of them answer: all orders are never in memory at once. */
export async function findOrders(db: HiloDatabase, { view, query, kind, status }: Filter, at: Now): Promise<OrderView[]> {
	const found: OrderView[] = [];
	for (let offset = 0; found.length < MOST; offset += CHUNK) {
		const chunk = (await newest(db).offset(offset).limit(CHUNK).toArray()).filter((row) => isKind(row, 'order'));
		const views = await viewOrders(
			db,
			chunk.filter(({ fields }) => kind === '' || fields.kind === kind)
		);
		const wanted = (order: OrderView) =>
			IN_VIEW[view](order, at) && (status === '' || order.status === status) && finds(query, order);
		found.push(...views.filter(wanted));
		if (chunk.length < CHUNK) break;
	}
	return found.slice(0, MOST);
}

/** The order that an address names, by its id or by its number. */
export async function findOrder(db: HiloDatabase, name: string): Promise<OrderView | null> {
	const row = (await db.rows.get(name)) ?? (await db.rows.where('number').equals(name).first());
	if (!isKind(row, 'order')) return null;
	return (await viewOrders(db, [row]))[0] ?? null;
}

/** What the board shows and reckons with: all that waits for a plan, and all that is planned from an instant on. */
export async function ordersOfBoard(db: HiloDatabase, from: number): Promise<OrderView[]> {
	const rows = await newest(db)
		.filter((row) => isKind(row, 'order') && concerns(row, from))
		.toArray();
	return viewOrders(
		db,
		rows.filter((row) => isKind(row, 'order'))
	);
}

function concerns({ fields, facts }: RowOf<'order'>, from: number): boolean {
	if (fields.plan && fields.plan.start >= from) return fields.cancelled === null;
	return waitsForPlan(orderStatus({ ...fields, visits: (facts['visits'] ?? []) as readonly Visit[] }));
}
