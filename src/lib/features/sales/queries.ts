import { isKind, type HiloDatabase, type Row, type RowOf } from '#lib/client/database.ts';
import type { Kind } from '#lib/domain/records.ts';
import { leadStatus, type LeadStatus } from '#lib/domain/sales/lead.ts';
import { ticketStory, type OrderOfStory, type TicketStory } from '#lib/domain/sales/ticket-story.ts';
import type { Visit } from '#lib/domain/delivery/visit.ts';
import { isPhone, phoneKey } from '#lib/domain/shared/phone.ts';
import { digits, matches } from '#lib/domain/shared/text.ts';

export type LeadRow = RowOf<'lead'>;
export type ProspectRow = RowOf<'prospect'>;
export type TicketRow = RowOf<'ticket'>;
export type OrderRow = RowOf<'order'>;

/** A lead with what its other records say of it. */
export type LeadView = { row: LeadRow; status: LeadStatus; locality: string; prospects: number };
export type ProspectView = { row: ProspectRow; lead: LeadRow | null };
/** A ticket as the desk shows it. */
export type TicketView = {
	row: TicketRow;
	lead: LeadRow | null;
	prospect: ProspectRow | null;
	orders: OrderRow[];
	story: TicketStory;
};

const CHUNK = 200;
const FEW = 50;

const ofKind = <K extends Kind>(rows: readonly (Row | undefined)[], kind: K) =>
	rows.filter((row): row is Row & RowOf<K> => isKind(row, kind));

/** Where reading a kind goes on: at this instant, without those of it that were read. Null when there are no more. */
type Place = { until: number; edge: ReadonlySet<string> } | null;
const START: Place = { until: Infinity, edge: new Set() };

/**
 * A chunk of a kind, newest first, and where the next one begins. A live query awaits nothing but the database between
 * chunks: after a promise of another kind Dexie no longer knows who is asking, and what changes goes unseen.
 */
async function newest<K extends Kind>(
	db: HiloDatabase,
	kind: K,
	{ until, edge }: NonNullable<Place>
): Promise<{ rows: RowOf<K>[]; next: Place }> {
	const found = db.rows.where('[kind+at]').between([kind, 0], [kind, until], true, true).reverse();
	const chunk = (await found.limit(CHUNK + edge.size).toArray()).filter(({ id }) => !edge.has(id));
	const last = chunk.at(-1)?.at ?? 0;
	const atLast = chunk.filter(({ at }) => at === last).map(({ id }) => id);
	const next = chunk.length < CHUNK ? null : { until: last, edge: new Set([...(last === until ? edge : []), ...atLast]) };
	return { rows: ofKind(chunk, kind), next };
}

/** By any part: words in any order, or a telephone or document however it is spelt. */
export function finds(query: string, { text }: Pick<Row, 'text'>): boolean {
	if (query.trim() === '' || matches(query, text)) return true;
	const number = isPhone(query) ? phoneKey(query) : digits(query);
	return number.length >= 4 && /^[\d\s()+.\-/]+$/.test(query) && text.includes(number);
}

/** The record that an address names, by id or by the number the server gave. */
export async function findRecord<K extends Kind>(db: HiloDatabase, kind: K, name: string): Promise<RowOf<K> | null> {
	const row = (await db.rows.get(name)) ?? (await db.rows.where('number').equals(name).first());
	return isKind(row, kind) ? row : null;
}

/** Newest first, until `limit` of them answer: 50,000 leads are never in memory at once. */
export async function findLeads(db: HiloDatabase, { query = '', status = '', limit = 200 }): Promise<LeadView[]> {
	const found: LeadView[] = [];
	for (let place = START; place && found.length < limit;) {
		const chunk = await newest(db, 'lead', place);
		const rows = chunk.rows.filter((row) => !row.fields.archived && finds(query, row));
		const views = await viewLeads(db, rows);
		found.push(...views.filter((view) => status === '' || view.status === status));
		place = chunk.next;
	}
	return found.slice(0, limit);
}

export async function viewLeads(db: HiloDatabase, rows: readonly LeadRow[]): Promise<LeadView[]> {
	const about = await around(
		db,
		rows.map(({ id }) => id)
	);
	return rows.map((row) => {
		const mine = about.get(row.id) ?? [];
		const prospects = ofKind(mine, 'prospect').filter(({ fields }) => !fields.archived);
		const contracts = ofKind(mine, 'order').filter(({ facts }) => facts['contract']).length;
		const locality = prospects.find(({ fields }) => fields.location)?.fields.location?.locality ?? '';
		return { row, status: leadStatus(row.fields, prospects.length, contracts), locality, prospects: prospects.length };
	});
}

/** Records that point to each of these, newest first. */
async function around(db: HiloDatabase, ids: readonly string[]): Promise<Map<string, Row[]>> {
	const about = new Map<string, Row[]>(ids.map((id) => [id, []]));
	const rows = await db.rows.where('refs').anyOf(ids).distinct().toArray();
	for (const row of rows.sort((a, b) => b.at - a.at)) for (const ref of row.refs) about.get(ref)?.push(row);
	return about;
}

/** Everything that came of one record: its prospects, tickets and orders, newest first. */
export async function related(db: HiloDatabase, id: string) {
	const rows = (await around(db, [id])).get(id) ?? [];
	return {
		prospects: ofKind(rows, 'prospect').filter(({ fields }) => !fields.archived),
		tickets: ofKind(rows, 'ticket').filter(({ fields }) => !fields.archived),
		orders: ofKind(rows, 'order')
	};
}

export async function findProspects(db: HiloDatabase, { query = '', limit = 200 }): Promise<ProspectView[]> {
	const found: ProspectView[] = [];
	for (let place = START; place && found.length < limit;) {
		const chunk = await newest(db, 'prospect', place);
		const rows = chunk.rows.filter(({ fields }) => !fields.archived);
		const leads = await db.rows.bulkGet(rows.map(({ fields }) => fields.lead));
		rows.forEach((row, i) => {
			const lead = leads[i];
			if (finds(query, row) || (lead && finds(query, lead))) found.push({ row, lead: isKind(lead, 'lead') ? lead : null });
		});
		place = chunk.next;
	}
	return found.slice(0, limit);
}

/**
 * The desk's tickets with the leads, prospects and orders they need, newest first: by a search all of them,
 * else as many as a desk works with.
 */
export async function findTickets(db: HiloDatabase, { query = '', limit = 5000 }): Promise<TicketView[]> {
	const found: TicketRow[] = [];
	for (let place = START; place && found.length < limit;) {
		const chunk = await newest(db, 'ticket', place);
		const rows = chunk.rows.filter(({ fields }) => !fields.archived);
		found.push(...(query.trim() === '' ? rows : await ticketsOf(db, rows, query)));
		place = chunk.next;
	}
	return viewTickets(db, found.slice(0, limit));
}

/** Those that the query finds by their own number or by who they are for. */
async function ticketsOf(db: HiloDatabase, rows: readonly TicketRow[], query: string): Promise<TicketRow[]> {
	const leads = await db.rows.bulkGet(rows.map(({ fields }) => fields.lead));
	return rows.filter((row, i) => {
		const lead = leads[i];
		return finds(query, row) || (lead !== undefined && finds(query, lead));
	});
}

export async function viewTickets(db: HiloDatabase, rows: readonly TicketRow[]): Promise<TicketView[]> {
	const [leads, prospects, ordersOf] = await Promise.all([
		db.rows.bulkGet(rows.map(({ fields }) => fields.lead)),
		db.rows.bulkGet(rows.map(({ fields }) => fields.prospect)),
		ordersByTicket(db, rows)
	]);
	return rows.map((row, i) => {
		const orders = ordersOf.get(row.id) ?? [];
		const [lead, prospect] = [leads[i], prospects[i]];
		return {
			row,
			lead: isKind(lead, 'lead') ? lead : null,
			prospect: isKind(prospect, 'prospect') ? prospect : null,
			orders,
			story: ticketStory(row.fields, orders.map(orderOfStory))
		};
	});
}

/** Newest first. Few are looked up one by one; for many, reading all orders once is faster than as many jumps of a cursor. */
async function ordersByTicket(db: HiloDatabase, tickets: readonly TicketRow[]): Promise<Map<string, OrderRow[]>> {
	const ids = tickets.map(({ id }) => id);
	const some = ids.length <= FEW ? db.rows.where('refs').anyOf(ids) : db.rows.where('kind').equals('order');
	const byTicket = new Map<string, OrderRow[]>(ids.map((id) => [id, []]));
	const orders = ofKind(await some.toArray(), 'order').sort((a, b) => b.at - a.at);
	for (const order of orders) byTicket.get(order.fields.ticket ?? '')?.push(order);
	return byTicket;
}

export function orderOfStory({ id, at, fields, facts }: OrderRow): OrderOfStory {
	const visits = (facts['visits'] ?? []) as readonly Visit[];
	const { kind, plan, cancelled, reopened } = fields;
	return {
		id,
		at,
		kind,
		plan,
		cancelled,
		reopened,
		visits,
		contract: Boolean(facts['contract']),
		invoice: Boolean(facts['invoice'])
	};
}

/** Drafts of the assistant that this person left open, newest first. */
export async function findDrafts(db: HiloDatabase): Promise<RowOf<'draft'>[]> {
	const rows: RowOf<'draft'>[] = [];
	for (let place = START; place;) {
		const chunk = await newest(db, 'draft', place);
		rows.push(...chunk.rows.filter(({ fields }) => !fields.discarded));
		place = chunk.next;
	}
	const made = await db.rows.bulkGet(rows.map(({ fields }) => ticketOf(fields.answers)));
	return rows.filter((_, i) => !made[i]);
}

function ticketOf(answers: Record<string, unknown>): string {
	return (answers['ids'] as { ticket?: string } | undefined)?.ticket ?? '';
}
