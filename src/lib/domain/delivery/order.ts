import * as v from 'valibot';
import { DayText, IdOf, Instant, Key, Location, Minutes, Short, Text } from '../shared/schema.ts';
import type { Visit } from './visit.ts';

export const ORDER_KINDS = ['feasibility', 'installation', 'technical', 'removal'] as const;
export type OrderKind = (typeof ORDER_KINDS)[number];

/** Crew, start and minutes change in one gesture, so they merge as one value: half of each would be nonsense. */
export const Plan = v.object({
	id: IdOf,
	crew: v.pipe(v.array(Key), v.minLength(1), v.maxLength(6)),
	start: Instant,
	minutes: Minutes
});
export type Plan = v.InferOutput<typeof Plan>;

/** Field work promised to somebody, by the day `promised`. `help` is the help-desk case it came from. */
export const ORDER_FIELDS = {
	kind: v.picklist(ORDER_KINDS),
	lead: IdOf,
	prospect: v.nullable(IdOf),
	ticket: v.nullable(IdOf),
	help: v.nullable(IdOf),
	location: v.nullable(Location),
	minutes: Minutes,
	/** Orders born before anybody could be promised a day have none. */
	promised: v.optional(v.nullable(DayText)),
	plan: v.nullable(Plan),
	cancelled: v.nullable(v.object({ reason: v.pipe(Short, v.minLength(1)), at: Instant })),
	reopened: v.nullable(v.object({ visit: IdOf, reason: v.pipe(Short, v.minLength(1)), at: Instant })),
	observations: Text
} as const;

export type Order = { [F in keyof typeof ORDER_FIELDS]: v.InferOutput<(typeof ORDER_FIELDS)[F]> };

const MINUTES: Record<OrderKind, number> = { feasibility: 60, installation: 120, technical: 60, removal: 45 };

export function newOrder(some: Partial<Order> & { kind: OrderKind; lead: string }): Order {
	return {
		prospect: null,
		ticket: null,
		help: null,
		location: null,
		minutes: MINUTES[some.kind],
		promised: null,
		plan: null,
		cancelled: null,
		reopened: null,
		observations: '',
		...some
	};
}

export type OrderStatus = 'unscheduled' | 'scheduled' | 'en-route' | 'on-site' | 'to-replan' | 'done' | 'cancelled';
export type OrderEvent = 'schedule' | 'unschedule' | 'start' | 'arrive' | 'finish' | 'fail' | 'cancel' | 'reopen';

/** What people did to one order; `visits` oldest first. */
export type OrderFacts = Pick<Order, 'plan' | 'cancelled' | 'reopened'> & { visits: readonly Visit[] };

/** Later than this after the work was done it is new work, and a new order. */
export const REOPEN_DAYS = 30;

/** Whether work that ended at `end` may still be taken up again `at` that time; both in milliseconds. */
export function mayReopen(end: number, at: number): boolean {
	return at - end <= REOPEN_DAYS * 24 * 3_600_000;
}

function isDone({ id, outcome }: Visit, reopened: Order['reopened']): boolean {
	if (outcome?.result !== 'success') return false;
	return reopened?.visit !== id || !mayReopen(outcome.at, reopened.at);
}

/** A plan counts until a visit was made under it; work done outranks a cancellation made meanwhile; reopening names the visit it reopens. */
export function orderStatus({ plan, visits, cancelled, reopened }: OrderFacts): OrderStatus {
	const last = visits.at(-1);
	if (last && isDone(last, reopened)) return 'done';
	if (cancelled) return 'cancelled';
	if (last && !last.outcome) return last.arrived ? 'on-site' : 'en-route';
	if (plan && plan.id !== last?.plan) return 'scheduled';
	return last ? 'to-replan' : 'unscheduled';
}

/** Read a row as: in this status, these doors are open. */
export const ORDER_DOORS = {
	unscheduled: ['schedule', 'cancel'],
	scheduled: ['schedule', 'unschedule', 'start', 'cancel'],
	'en-route': ['arrive', 'fail'],
	'on-site': ['finish', 'fail'],
	'to-replan': ['schedule', 'cancel'],
	done: ['reopen'],
	cancelled: []
} as const satisfies Record<OrderStatus, readonly OrderEvent[]>;

export function isOpen(status: OrderStatus, event: OrderEvent): boolean {
	return (ORDER_DOORS[status] as readonly OrderEvent[]).includes(event);
}

/** «No programadas» holds what waits for a visit, whether or not one already failed. */
export function waitsForPlan(status: OrderStatus): boolean {
	return status === 'unscheduled' || status === 'to-replan';
}

/** A visit as its customer may see it: `technician` is a first name, `start` milliseconds. */
export type ComingVisit = {
	order: string;
	kind: OrderKind;
	status: Extract<OrderStatus, 'scheduled' | 'en-route' | 'on-site'>;
	technician: string;
	start: number;
	minutes: number;
	address: string;
};
