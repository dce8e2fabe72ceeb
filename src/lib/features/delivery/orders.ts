import { isKind, type HiloDatabase, type RowOf } from '#lib/client/database.ts';
import { newest, ofKind, START } from '#lib/client/newest.ts';
import { rank, type Ordering } from '#lib/client/ranking.ts';
import { orderStatus, waitsForPlan, type OrderKind, type OrderStatus } from '#lib/domain/delivery/order.ts';
import type { Visit } from '#lib/domain/delivery/visit.ts';
import { dayOf } from '#lib/domain/shared/day.ts';
import { digits, matches } from '#lib/domain/shared/text.ts';
import { lacksContract, viewAlone, viewOrders, type OrderView } from './order-view.ts';
import { isWithin, mondayOf } from './times.ts';

export const MOST = 300;
const WEEK = 7;

export const VIEWS = ['open', 'week', 'without-contract', 'overdue', 'all'] as const;
export type View = (typeof VIEWS)[number];
export type Filter = { view: View; query: string; kind: OrderKind | ''; status: OrderStatus | '' };
export type Now = { now: number; zone: string };

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

/** What a filter asks of an order itself; who it is for is looked up only for those that pass. */
const passes =
	({ view, kind, status }: Filter, at: Now) =>
	(row: RowOf<'order'>) => {
		const order = viewAlone(row);
		return (kind === '' || row.fields.kind === kind) && (status === '' || order.status === status) && IN_VIEW[view](order, at);
	};

/** Newest first, until `MOST` of them answer: all orders are never in memory at once. */
export async function findOrders(db: HiloDatabase, filter: Filter, at: Now): Promise<OrderView[]> {
	const found: OrderView[] = [];
	for (let place = START; place && found.length < MOST;) {
		const chunk = await newest(db, 'order', place);
		const views = await viewOrders(db, chunk.rows.filter(passes(filter, at)));
		found.push(...views.filter((order) => finds(filter.query, order)));
		place = chunk.next;
	}
	return found.slice(0, MOST);
}

/** The ids of the first of all that match, in this order. */
export async function rankOrders(db: HiloDatabase, filter: Filter, at: Now, order: Ordering<OrderView>): Promise<string[]> {
	const alone = !order.related && filter.query === '';
	return rank(db, 'order', { order, limit: MOST }, async (rows) => {
		const some = rows.filter(passes(filter, at));
		return alone ? some.map(viewAlone) : (await viewOrders(db, some)).filter((each) => finds(filter.query, each));
	});
}

export async function thoseOrders(db: HiloDatabase, ids: readonly string[]): Promise<OrderView[]> {
	return viewOrders(db, ofKind(await db.rows.bulkGet([...ids]), 'order'));
}

/** The order that an address names, by its id or by its number. */
export async function findOrder(db: HiloDatabase, name: string): Promise<OrderView | null> {
	const row = (await db.rows.get(name)) ?? (await db.rows.where('number').equals(name).first());
	if (!isKind(row, 'order')) return null;
	return (await viewOrders(db, [row]))[0] ?? null;
}

/** What the board shows and reckons with: all that waits for a plan, and all that is planned from an instant on. */
export async function ordersOfBoard(db: HiloDatabase, from: number): Promise<OrderView[]> {
	const orders = db.rows.where('[kind+at]').between(['order', 0], ['order', Infinity]).reverse();
	const rows = await orders.filter((row) => isKind(row, 'order') && concerns(row, from)).toArray();
	return viewOrders(db, ofKind(rows, 'order'));
}

function concerns({ fields, facts }: RowOf<'order'>, from: number): boolean {
	if (fields.plan && fields.plan.start >= from) return fields.cancelled === null;
	return waitsForPlan(orderStatus({ ...fields, visits: (facts['visits'] ?? []) as readonly Visit[] }));
}
