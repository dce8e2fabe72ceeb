import type { HiloDatabase, Row, RowOf } from '#lib/client/database.ts';
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
/** A ticket as the desk shows it. */
export type TicketView = {
	row: TicketRow;
	lead: LeadRow | null;
	prospect: ProspectRow | null;
	orders: OrderRow[];
	story: TicketStory;
};

const CHUNK = 200;

export const isKind = <K extends Kind>(row: Row | undefined, kind: K): row is Row & RowOf<K> => row?.kind === kind;
const ofKind = <K extends Kind>(rows: readonly (Row | undefined)[], kind: K) =>
	rows.filter((row): row is Row & RowOf<K> => isKind(row, kind));

function newest(db: HiloDatabase, kind: Kind) {
	return db.rows.where('[kind+at]').between([kind, 0], [kind, Infinity]).reverse();
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
export async function findLeads(db: HiloDatabase, { query = '', status = '', limit = CHUNK }): Promise<LeadView[]> {
	const found: LeadView[] = [];
	for (let offset = 0; found.length < limit; offset += CHUNK) {
		const chunk = await newest(db, 'lead').offset(offset).limit(CHUNK).toArray();
		const rows = ofKind(chunk, 'lead').filter((row) => !row.fields.archived && finds(query, row));
		const views = await viewLeads(db, rows);
		found.push(...views.filter((view) => status === '' || view.status === status));
		if (chunk.length < CHUNK) break;
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
	if (ids.length === 0) return about;
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

export async function findProspects(
	db: HiloDatabase,
	{ query = '', limit = CHUNK }
): Promise<{ row: ProspectRow; lead: LeadRow | null }[]> {
	const found: { row: ProspectRow; lead: LeadRow | null }[] = [];
	for (let offset = 0; found.length < limit; offset += CHUNK) {
		const chunk = await newest(db, 'prospect').offset(offset).limit(CHUNK).toArray();
		const rows = ofKind(chunk, 'prospect').filter(({ fields }) => !fields.archived);
		const leads = await db.rows.bulkGet(rows.map(({ fields }) => fields.lead));
		rows.forEach((row, i) => {
			const lead = leads[i];
			if (finds(query, row) || (lead && finds(query, lead))) found.push({ row, lead: isKind(lead, 'lead') ? lead : null });
		});
		if (chunk.length < CHUNK) break;
	}
	return found.slice(0, limit);
}

/** The desk's tickets with the leads, prospects and orders they need, newest first. */
export async function findTickets(db: HiloDatabase, { query = '', limit = 500 }): Promise<TicketView[]> {
	const rows = ofKind(await newest(db, 'ticket').limit(limit).toArray(), 'ticket').filter(({ fields }) => !fields.archived);
	const views = await viewTickets(db, rows);
	return views.filter(({ row, lead }) => finds(query, row) || (lead !== null && finds(query, lead)));
}

export async function viewTickets(db: HiloDatabase, rows: readonly TicketRow[]): Promise<TicketView[]> {
	const [leads, prospects, about] = await Promise.all([
		db.rows.bulkGet(rows.map(({ fields }) => fields.lead)),
		db.rows.bulkGet(rows.map(({ fields }) => fields.prospect)),
		around(
			db,
			rows.map(({ id }) => id)
		)
	]);
	return rows.map((row, i) => {
		const orders = ofKind(about.get(row.id) ?? [], 'order');
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
	const rows = ofKind(await newest(db, 'draft').toArray(), 'draft').filter(({ fields }) => !fields.discarded);
	const made = await db.rows.bulkGet(rows.map(({ fields }) => ticketOf(fields.answers)));
	return rows.filter((_, i) => !made[i]);
}

function ticketOf(answers: Record<string, unknown>): string {
	return (answers['ids'] as { ticket?: string } | undefined)?.ticket ?? '';
}
