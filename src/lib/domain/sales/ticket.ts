import * as v from 'valibot';
import type { OrderStatus } from '../delivery/order.ts';
import { IdOf, Instant, Short, Text } from '../shared/schema.ts';

export const CONTACT_STAGES = ['new', 'in-contact', 'quoted'] as const;

/** A commercial conversation. Its column on the desk is derived from its orders. */
export const TICKET_FIELDS = {
	lead: IdOf,
	prospect: IdOf,
	owner: v.nullable(IdOf),
	stage: v.picklist(CONTACT_STAGES),
	nextAction: v.nullable(v.object({ text: Short, at: Instant })),
	lost: v.nullable(v.object({ reason: v.pipe(Short, v.minLength(1)), at: Instant })),
	observations: Text,
	archived: v.boolean()
} as const;

export type Ticket = { [F in keyof typeof TICKET_FIELDS]: v.InferOutput<(typeof TICKET_FIELDS)[F]> };

export function newTicket(some: Partial<Ticket> & { lead: string; prospect: string }): Ticket {
	return { owner: null, stage: 'new', nextAction: null, lost: null, observations: '', archived: false, ...some };
}

export type TicketColumn = 'pending' | 'in-progress' | 'won' | 'lost';
export type OrderOfTicket = { kind: string; status: OrderStatus; outcome: 'success' | 'failed' | null };

/** Won by a successful installation, lost by somebody's word; otherwise an open order keeps it moving. */
export function ticketColumn(ticket: Pick<Ticket, 'lost'>, orders: readonly OrderOfTicket[]): TicketColumn {
	if (orders.some((order) => order.kind === 'installation' && order.status === 'done')) return 'won';
	if (ticket.lost) return 'lost';
	return orders.some((order) => isOpen(order.status)) ? 'in-progress' : 'pending';
}

const isOpen = (status: OrderStatus) => status !== 'done' && status !== 'cancelled';
