import { isKind, type HiloDatabase, type Row, type RowOf } from '#lib/client/database.ts';
import { everyChunk, newest, ofKind, START } from '#lib/client/newest.ts';
import { rank, type Ordering } from '#lib/client/ranking.ts';
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

const FEW = 50;
/** As many as a desk works with. */
export const MOST_TICKETS = 5000;

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

type Search = { query?: string; limit?: number };
type LeadSearch = Search & { status?: LeadStatus | '' };

const isLead = (query: string) => (row: LeadRow) => !row.fields.archived && finds(query, row);

/** Newest first, until `limit` of them answer: 50,000 leads are never in memory at once. */
export async function findLeads(db: HiloDatabase, { query = '', status = '', limit = 200 }: LeadSearch): Promise<LeadView[]> {
	const found: LeadView[] = [];
	for (let place = START; place && found.length < limit;) {
		const chunk = await newest(db, 'lead', place);
		const views = await viewLeads(db, chunk.rows.filter(isLead(query)));
		found.push(...views.filter((view) => status === '' || view.status === status));
		place = chunk.next;
	}
	return found.slice(0, limit);
}

/** The ids of the first of all that match, in this order. */
export async function rankLeads(
	db: HiloDatabase,
	{ query = '', status = '', limit = 200 }: LeadSearch,
	order: Ordering<LeadView>
): Promise<string[]> {
	const about = order.related || status !== '' ? await aboutLeads(db, order.stop) : new Map<string, About>();
	const viewed = (row: LeadRow) => viewOf(row, about.get(row.id) ?? NOTHING);
	return rank(db, 'lead', { order, limit }, (rows) =>
		rows
			.filter(isLead(query))
			.map(viewed)
			.filter((view) => status === '' || view.status === status)
	);
}

export async function thoseLeads(db: HiloDatabase, ids: readonly string[]): Promise<LeadView[]> {
	const rows = ofKind(await db.rows.bulkGet([...ids]), 'lead');
	return viewLeads(db, rows.filter(isLead('')));
}

/** What came of a lead. */
type About = { prospects: number; contracts: number; locality: string };
const NOTHING: About = { prospects: 0, contracts: 0, locality: '' };

function withRecord(about: About, row: Row): About {
	if (isKind(row, 'order')) return row.facts['contract'] ? { ...about, contracts: about.contracts + 1 } : about;
	if (!isKind(row, 'prospect') || row.fields.archived) return about;
	const locality = about.locality || (row.fields.location?.locality ?? '');
	return { ...about, prospects: about.prospects + 1, locality };
}

function viewOf(row: LeadRow, { prospects, contracts, locality }: About): LeadView {
	return { row, status: leadStatus(row.fields, prospects, contracts), locality, prospects };
}

export async function viewLeads(db: HiloDatabase, rows: readonly LeadRow[]): Promise<LeadView[]> {
	const ids = rows.map(({ id }) => id);
	const found = await around(db, ids);
	return rows.map((row) => viewOf(row, (found.get(row.id) ?? []).reduce(withRecord, NOTHING)));
}

/** Of all leads at once: reading what came of them from end to end is many times faster than a look-up for each. */
async function aboutLeads(db: HiloDatabase, stop: AbortSignal | undefined): Promise<Map<string, About>> {
	const about = new Map<string, About>();
	const take = (rows: (RowOf<'prospect'> | RowOf<'order'>)[]) => {
		for (const row of rows) about.set(row.fields.lead, withRecord(about.get(row.fields.lead) ?? NOTHING, row));
	};
	await everyChunk(db, 'prospect', stop, take);
	await everyChunk(db, 'order', stop, take);
	return about;
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

const isProspect = ({ fields }: ProspectRow) => !fields.archived;
const isFor =
	(query: string) =>
	({ row, lead }: ProspectView) =>
		finds(query, row) || (lead !== null && finds(query, lead));

export async function findProspects(db: HiloDatabase, { query = '', limit = 200 }: Search): Promise<ProspectView[]> {
	const found: ProspectView[] = [];
	for (let place = START; place && found.length < limit;) {
		const chunk = await newest(db, 'prospect', place);
		const views = await viewProspects(db, chunk.rows.filter(isProspect));
		found.push(...views.filter(isFor(query)));
		place = chunk.next;
	}
	return found.slice(0, limit);
}

/** The ids of the first of all that match, in this order. */
export async function rankProspects(
	db: HiloDatabase,
	{ query = '', limit = 200 }: Search,
	order: Ordering<ProspectView>
): Promise<string[]> {
	const alone = !order.related && query === '';
	return rank(db, 'prospect', { order, limit }, async (rows) => {
		const some = rows.filter(isProspect);
		return alone ? some.map((row) => ({ row, lead: null })) : (await viewProspects(db, some)).filter(isFor(query));
	});
}

export async function thoseProspects(db: HiloDatabase, ids: readonly string[]): Promise<ProspectView[]> {
	return viewProspects(db, ofKind(await db.rows.bulkGet([...ids]), 'prospect').filter(isProspect));
}

async function viewProspects(db: HiloDatabase, rows: readonly ProspectRow[]): Promise<ProspectView[]> {
	const leads = await db.rows.bulkGet(rows.map(({ fields }) => fields.lead));
	return rows.map((row, i) => ({ row, lead: ofKind([leads[i]], 'lead')[0] ?? null }));
}

/**
 * The desk's tickets with the leads, prospects and orders they need, newest first: by a search all of them,
 * else as many as a desk works with.
 */
export async function findTickets(db: HiloDatabase, { query = '', limit = MOST_TICKETS }: Search): Promise<TicketView[]> {
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
