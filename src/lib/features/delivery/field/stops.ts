import type { RowOf } from '#lib/client/database.ts';
import type { AgendaVisit } from '#lib/domain/delivery/agenda-visit.ts';
import { orderStatus, type OrderStatus } from '#lib/domain/delivery/order.ts';
import type { Check, Equipment, PhotoEntry, Signature, Visit } from '#lib/domain/delivery/visit.ts';
import { dayOf, type Day } from '#lib/domain/shared/day.ts';

export type Report = RowOf<'visit'>;

/** An order of this technician's agenda, with what he has reported of it on this device. */
export type Stop = {
	order: AgendaVisit;
	/** Of the attempt under way, or of the one that closed it; null before he has done anything. */
	report: Report | null;
	status: OrderStatus;
};

export type FieldDay = {
	/** What he is at, or goes to next. */
	next: Stop | null;
	/** Still to be done today. */
	rest: Stop[];
	/** Left over from earlier days. */
	late: Stop[];
	later: { day: Day; stops: Stop[] }[];
	closed: Stop[];
	/** All of today's. */
	count: number;
};

export const equipmentOf = (report: Report | null) => (report?.entries['equipment'] ?? []) as unknown as Equipment[];
export const checksOf = (report: Report | null) => (report?.entries['checks'] ?? []) as unknown as Check[];
export const signaturesOf = (report: Report | null) => (report?.entries['signatures'] ?? []) as unknown as Signature[];
export const photosOf = (report: Report | null) => (report?.entries['photos'] ?? []) as unknown as PhotoEntry[];

/** A report belongs to the plan it was made under; one that is still open goes on under any. */
export function stopOf(order: AgendaVisit, reports: readonly Report[]): Stop {
	const mine = reports.filter(({ fields }) => fields.order === order.order).sort((a, b) => a.at - b.at);
	const report = mine.findLast(({ fields }) => fields.outcome === null || fields.plan === order.plan.id) ?? null;
	return { order, report, status: report ? statusOf(order, report) : order.status };
}

function statusOf(order: AgendaVisit, report: Report): OrderStatus {
	const visit: Visit = { id: report.id, technician: report.by, ...report.fields, equipment: [], photos: [] };
	return orderStatus({ plan: order.plan, cancelled: null, reopened: null, visits: [visit] });
}

export const isClosed = ({ status }: Stop) => status === 'done' || status === 'to-replan' || status === 'cancelled';
export const isUnderWay = ({ status }: Stop) => status === 'en-route' || status === 'on-site';

export const dayOfStop = ({ order }: Stop, zone: string) => dayOf(order.plan.start, zone);

/** A day as a technician sees it: in the order of the hours. */
export function fieldDay(stops: readonly Stop[], now: number, zone: string): FieldDay {
	const today = dayOf(now, zone);
	const on = (stop: Stop) => dayOfStop(stop, zone);
	const ordered = stops.toSorted((a, b) => a.order.plan.start - b.order.plan.start);
	const open = ordered.filter((stop) => !isClosed(stop));
	const ofToday = ordered.filter((stop) => on(stop) === today);
	const next = open.find(isUnderWay) ?? open.find((stop) => on(stop) === today) ?? null;
	const others = open.filter((stop) => stop !== next);
	return {
		next,
		rest: others.filter((stop) => on(stop) === today),
		late: others.filter((stop) => on(stop) < today),
		later: byDay(
			others.filter((stop) => on(stop) > today),
			on
		),
		closed: ofToday.filter(isClosed),
		count: ofToday.length
	};
}

export function byDay(stops: readonly Stop[], on: (stop: Stop) => Day): FieldDay['later'] {
	const days = [...new Set(stops.map(on))];
	return days.map((day) => ({ day, stops: stops.filter((stop) => on(stop) === day) }));
}
