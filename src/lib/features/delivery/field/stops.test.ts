import { expect, test } from 'vitest';
import type { AgendaVisit } from '#lib/domain/delivery/agenda-visit.ts';
import { newVisit, type Outcome, type VisitReport } from '#lib/domain/delivery/visit.ts';
import { fieldDay, stopOf, type Report } from './stops.ts';

const ZONE = 'America/Argentina/Cordoba';
const at = (day: number, hour: number) => Date.parse(`2026-03-0${day}T${String(hour).padStart(2, '0')}:00:00-03:00`);
const NOW = at(2, 11);
const success: Outcome = { result: 'success', reason: null, feasible: null, at: NOW };

function anOrder(order: string, start: number, some: Partial<AgendaVisit> = {}): AgendaVisit {
	return {
		order,
		number: null,
		kind: 'installation',
		plan: { id: `plan-${order}`, crew: ['paula'], start, minutes: 120 },
		status: 'scheduled',
		...{ customer: order, phone: '', email: '', location: null, service: null, observations: '', ticketNotes: '' },
		contract: null,
		photosAsked: [],
		...some
	};
}
function aReport(order: string, some: Partial<VisitReport> = {}, when = NOW): Report {
	const fields = newVisit({ order, plan: `plan-${order}`, ...some });
	const empty = { facts: {}, entries: {}, seen: {}, tick: 'device', text: '', refs: [] } as const;
	return {
		id: `visit-${order}-${when}`,
		kind: 'visit',
		room: 'r',
		number: null,
		at: when,
		by: 'paula',
		...empty,
		fields
	} as unknown as Report;
}
const stamp = { at: NOW, lat: null, lng: null };

test('what he reported on this device stands before what the server last said', () => {
	expect(stopOf(anOrder('a', at(2, 9)), []).status).toBe('scheduled');
	expect(stopOf(anOrder('a', at(2, 9)), [aReport('a', { enRoute: stamp })]).status).toBe('en-route');
	expect(stopOf(anOrder('a', at(2, 9)), [aReport('a', { arrived: stamp })]).status).toBe('on-site');
	expect(stopOf(anOrder('a', at(2, 9)), [aReport('a', { outcome: success })]).status).toBe('done');
	expect(stopOf(anOrder('a', at(2, 9)), [aReport('b', { outcome: success })]).status).toBe('scheduled');
});

test('an attempt that failed says nothing of the next one under another plan', () => {
	const failed = aReport('a', { outcome: { ...success, result: 'failed', reason: 'customer-absent' } });
	expect(stopOf(anOrder('a', at(2, 9)), [failed]).status).toBe('to-replan');
	const again = { ...anOrder('a', at(3, 9)), plan: { id: 'another', crew: ['paula'], start: at(3, 9), minutes: 120 } };
	expect(stopOf(again, [failed])).toMatchObject({ status: 'scheduled', report: null });
});

test('a report that is still open goes on when the office has moved the order meanwhile', () => {
	const open = aReport('a', { enRoute: stamp, plan: 'the plan before' });
	expect(stopOf(anOrder('a', at(2, 15)), [open])).toMatchObject({ status: 'en-route', report: { id: open.id } });
});

test('the day: what is under way first, then the hours; the past and the days to come apart', () => {
	const orders = [
		anOrder('late', at(1, 9)),
		anOrder('done', at(2, 8)),
		anOrder('two', at(2, 16)),
		anOrder('one', at(2, 13)),
		anOrder('far', at(4, 9)),
		anOrder('near', at(3, 9))
	];
	const reports = [aReport('done', { outcome: success })];
	const names = (stops: { order: AgendaVisit }[]) => stops.map(({ order }) => order.order);
	const day = fieldDay(
		orders.map((order) => stopOf(order, reports)),
		NOW,
		ZONE
	);
	expect(day.next?.order.order).toBe('one');
	expect([names(day.rest), names(day.late), names(day.closed), day.count]).toEqual([['two'], ['late'], ['done'], 3]);
	expect(day.later.map(({ day: on, stops }) => [on, names(stops)])).toEqual([
		['2026-03-03', ['near']],
		['2026-03-04', ['far']]
	]);
	const begun = fieldDay(
		orders.map((order) => stopOf(order, [...reports, aReport('two', { enRoute: stamp })])),
		NOW,
		ZONE
	);
	expect([begun.next?.order.order, names(begun.rest)]).toEqual(['two', ['one']]);
});
