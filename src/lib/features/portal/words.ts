import type { CaseState } from '#lib/domain/care/help-case.ts';
import type { ComingVisit, OrderKind } from '#lib/domain/delivery/order.ts';
import type { CommercialState, NetworkState } from '#lib/domain/contracts/contract.ts';
import { daysBetween, dayOf, monthName, shortDay, shortTime, type Day } from '#lib/domain/shared/day.ts';
import * as m from '#lib/paraglide/messages.js';

export type Tone = 'exito' | 'aviso' | 'peligro';

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

/** «Noviembre», with its year when that is not this one. */
export function periodWord(period: Day, today: Day): string {
	const name = capital(monthName(period));
	return period.slice(0, 4) === today.slice(0, 4) ? name : `${name} ${period.slice(0, 4)}`;
}

/** When it has to be paid, or that it is too late for that. */
export function dueWord(due: Day, today: Day): { text: string; tone: Tone } {
	const days = daysBetween(today, due);
	const on = shortDay(due);
	if (days < 0) return { text: m.portal_overdue({ day: on }), tone: 'peligro' };
	if (days === 0) return { text: m.portal_due_today(), tone: 'aviso' };
	if (days === 1) return { text: m.portal_due_tomorrow(), tone: 'aviso' };
	return { text: m.portal_due_in({ days, day: on }), tone: 'aviso' };
}

export const STATE_WORDS = {
	pending: m.portal_state_pending,
	'in-progress': m.portal_state_in_progress,
	'waiting-customer': m.portal_state_waiting_customer,
	finished: m.portal_state_finished,
	closed: m.portal_state_closed
} satisfies Record<CaseState, () => string>;

/** One plain sentence about a service, whatever its three axes say. */
export function serviceWord({ commercial, network }: { commercial: CommercialState; network: NetworkState }): {
	text: string;
	tone: Tone;
} {
	if (commercial === 'cancelled') return { text: m.portal_service_cancelled(), tone: 'aviso' };
	if (network === 'disabled' || network === 'removed') return { text: m.portal_service_cut(), tone: 'peligro' };
	if (commercial === 'draft' || commercial === 'signed') return { text: m.portal_service_coming(), tone: 'aviso' };
	return network === 'degraded'
		? { text: m.portal_service_slow(), tone: 'aviso' }
		: { text: m.portal_service_fine(), tone: 'exito' };
}

const COMES = {
	scheduled: m.portal_visit_scheduled,
	'en-route': m.portal_visit_en_route,
	'on-site': m.portal_visit_on_site
};

/** Who comes and when, in one plain sentence. */
export function visitWord({ status, technician, start }: ComingVisit, today: Day, zone: string): string {
	const on = dayOf(start, zone);
	if (status === 'scheduled' && on === today) return m.portal_visit_today({ technician });
	return COMES[status]({ technician, day: shortDay(on) });
}
/** «14:10–14:40» */
export const visitHours = ({ start, minutes }: ComingVisit, zone: string) =>
	`${shortTime(start, zone)}–${shortTime(start + minutes * 60_000, zone)}`;

export const VISIT_KINDS = {
	feasibility: m.portal_visit_feasibility,
	installation: m.portal_visit_installation,
	technical: m.portal_visit_technical,
	removal: m.portal_visit_removal
} satisfies Record<OrderKind, () => string>;

/** «lun 23 nov, 16:05» */
export const momentWord = (at: number, zone: string) => `${shortDay(dayOf(at, zone))}, ${shortTime(at, zone)}`;
