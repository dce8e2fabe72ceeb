import { orderStatus, type Order, type OrderStatus } from '../delivery/order.ts';
import type { FailureReason, Visit } from '../delivery/visit.ts';
import { ticketColumn, type Ticket, type TicketColumn } from './ticket.ts';

/** An order as a ticket sees it: what people wrote on it, and what the server and the technician added. */
export type OrderOfStory = Pick<Order, 'kind' | 'plan' | 'cancelled' | 'reopened'> & {
	id: string;
	at: number;
	visits: readonly Visit[];
	contract: boolean;
	invoice: boolean;
};

export type TicketStage = Ticket['stage'] | OrderStatus | 'feasible' | 'not-feasible' | 'order-cancelled' | 'installed' | 'lost';

export type TicketStory = {
	column: TicketColumn;
	stage: TicketStage;
	/** 1 Lead … 7 Factura; 8 when nothing is missing. */
	step: number;
	/** The order that moves the ticket now. */
	order: { id: string; kind: Order['kind']; status: OrderStatus } | null;
	/** Why no service is possible there, as the technician said. */
	unfeasible: FailureReason | null;
	/** A feasibility order said yes and no installation was ordered yet: its id. */
	installable: string | null;
};

const STEP: Record<OrderStatus, number> = {
	unscheduled: 4,
	scheduled: 4,
	'to-replan': 4,
	'en-route': 6,
	'on-site': 6,
	done: 7,
	cancelled: 3
};

/** What a ticket amounts to, from its orders (any order) and what people said of it. */
export function ticketStory(ticket: Pick<Ticket, 'lost' | 'stage'>, given: readonly OrderOfStory[]): TicketStory {
	const orders = [...given]
		.sort((a, b) => a.at - b.at)
		.map((order) => ({ ...order, status: orderStatus(order), verdict: verdictOf(order) }));
	const standing = orders.filter((order) => order.status !== 'cancelled');
	const last = standing.at(-1) ?? null;
	const no = last?.verdict === false && last.status === 'done' ? last : null;
	const yes = last?.verdict === true && last.status === 'done' ? last : null;
	const told = ticketColumn(
		ticket,
		orders.map(({ kind, status }) => ({ kind, status, outcome: null }))
	);
	const column = told === 'pending' && no ? 'lost' : told;
	return {
		column,
		stage: stageOf(ticket, column, last, orders.length > 0),
		step: stepOf(column, standing),
		order: last && { id: last.id, kind: last.kind, status: last.status },
		unfeasible: no ? (no.visits.at(-1)?.outcome?.reason ?? 'not-feasible') : null,
		installable: yes && column !== 'lost' ? yes.id : null
	};
}

type Judged = OrderOfStory & { status: OrderStatus; verdict: boolean | null };

function verdictOf(order: OrderOfStory): boolean | null {
	return order.kind === 'feasibility' ? (order.visits.at(-1)?.outcome?.feasible ?? null) : null;
}

function stageOf(
	ticket: Pick<Ticket, 'lost' | 'stage'>,
	column: TicketColumn,
	last: Judged | null,
	ordered: boolean
): TicketStage {
	if (column === 'won') return 'installed';
	if (column === 'lost') return ticket.lost ? 'lost' : 'not-feasible';
	if (!last) return ordered ? 'order-cancelled' : ticket.stage;
	return last.status === 'done' && last.verdict === true ? 'feasible' : last.status;
}

function stepOf(column: TicketColumn, standing: readonly Judged[]): number {
	const last = standing.at(-1);
	if (!last) return 3;
	if (column === 'won') return standing.some((order) => order.invoice) ? 8 : 7;
	if (last.kind === 'feasibility') return 4;
	const step = STEP[last.status];
	return step === 4 && last.contract ? 5 : step;
}
