import type { Tech } from '../contracts/contract.ts';
import type { Location } from '../shared/schema.ts';
import type { OrderKind, OrderStatus, Plan } from './order.ts';

/** Names instead of keys: the phone need not have the catalogue to show it. */
export type AgendaTech = Tech & { serverAddress: string };

/** The fact `<order>/visit` in a technician's agenda: all he needs at the door, offline. */
export type AgendaVisit = {
	order: string;
	/** «OR-20430», null for the moments until it is granted */
	number: string | null;
	kind: OrderKind;
	plan: Plan;
	status: OrderStatus;
	customer: string;
	phone: string;
	email: string;
	location: Location | null;
	/** Names of what was sold. */
	service: { plan: string; items: readonly string[] } | null;
	observations: string;
	ticketNotes: string;
	contract: { id: string; number: string; tech: AgendaTech } | null;
	/** Places a picture is asked for, e.g. `nap`. */
	photosAsked: readonly string[];
};

/** What each kind of work is shown by. */
export const PHOTO_SLOTS: Record<OrderKind, readonly string[]> = {
	feasibility: ['front', 'nap'],
	installation: ['front', 'nap', 'onu', 'power'],
	technical: ['onu', 'power'],
	removal: ['equipment']
};

/** An agenda holds what lies within so many days before and after today. */
export const AGENDA_DAYS = 14;
