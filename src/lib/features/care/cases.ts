import { isKind, type HiloDatabase, type Row, type RowOf } from '#lib/client/database.ts';
import { awaitsAnswer, isDone, waitingSince } from '#lib/domain/care/conversation.ts';
import type { CaseMessage, HelpCase } from '#lib/domain/care/help-case.ts';
import type { ContractFact } from '#lib/domain/contracts/contract.ts';
import { orderStatus, type OrderStatus } from '#lib/domain/delivery/order.ts';
import type { Visit } from '#lib/domain/delivery/visit.ts';
import { shortForm } from '#lib/domain/shared/ids.ts';
import { digits, matches } from '#lib/domain/shared/text.ts';

export type Message = CaseMessage & { id: string };
/** A ticket with its customer and all that was said, oldest first. */
export type CaseView = {
	row: RowOf<'case'>;
	id: string;
	number: string;
	lead: RowOf<'lead'> | null;
	customer: string;
	messages: Message[];
	awaits: boolean;
	/** Since when the customer waits, and when anything last happened. */
	since: number;
	lastAt: number;
};

export const VIEWS = ['unanswered', 'mine', 'waiting', 'open', 'done'] as const;
export type View = (typeof VIEWS)[number];
export type Filter = { view: View; topic: HelpCase['category'] | ''; query: string };

const MOST = 2_000;

/** The newest tickets of this device's months. */
export async function findCases(db: HiloDatabase): Promise<CaseView[]> {
	const rows = await db.rows.where('[kind+at]').between(['case', 0], ['case', Infinity]).reverse().limit(MOST).toArray();
	const cases = rows.filter((row) => isKind(row, 'case'));
	const leads = await db.rows.bulkGet(cases.map(({ fields }) => fields.lead));
	return cases.map((row, i) => viewCase(row, leads[i]));
}

export function viewCase(row: RowOf<'case'>, lead: Row | undefined): CaseView {
	const messages = ((row.entries['messages'] ?? []) as Message[]).toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
	return {
		row,
		id: row.id,
		number: row.number ?? shortForm(row.id),
		lead: isKind(lead, 'lead') ? lead : null,
		customer: isKind(lead, 'lead') ? lead.fields.name : '',
		messages,
		awaits: awaitsAnswer(row.fields.state, messages),
		since: waitingSince(row.at, messages),
		lastAt: messages.at(-1)?.at ?? row.at
	};
}

/** Whether a ticket stands in a view of this person. */
export function inView({ row, awaits }: CaseView, view: View, user: string): boolean {
	const { state, assignee } = row.fields;
	const open = !isDone(state) || awaits;
	if (view === 'unanswered') return awaits;
	if (view === 'mine') return open && assignee === user;
	if (view === 'waiting') return state === 'waiting-customer' && !awaits;
	return view === 'open' ? open : !open;
}

/** Who waits longest comes first; what is finished, newest first. */
export function filterCases(cases: readonly CaseView[], { view, topic, query }: Filter, user: string): CaseView[] {
	const found = cases.filter(
		(one) =>
			inView(one, view, user) &&
			(topic === '' || one.row.fields.category === topic) &&
			matches(query, `${one.row.text} ${one.lead?.text ?? ''}`)
	);
	const first = (one: CaseView) => (one.row.fields.priority === 'high' ? 0 : 1);
	if (view === 'unanswered') return found.toSorted((a, b) => first(a) - first(b) || a.since - b.since);
	return found.toSorted((a, b) => b.lastAt - a.lastAt);
}

export type OrderLine = {
	id: string;
	number: string;
	kind: RowOf<'order'>['fields']['kind'];
	at: number;
	status: OrderStatus;
	help: string | null;
};
export type KnownContract = Pick<ContractFact, 'id' | 'number'> & { prospect: string | null };
/** What this device knows of a customer: his orders, newest first, and the contracts they became. */
export type CustomerFacts = { orders: OrderLine[]; contracts: KnownContract[] };

export async function customerFacts(db: HiloDatabase, lead: string): Promise<CustomerFacts> {
	const rows = await db.rows.where('refs').equals(lead).toArray();
	const orders = rows.filter((row) => isKind(row, 'order')).toSorted((a, b) => b.at - a.at);
	return {
		orders: orders.map((row) => ({
			id: row.id,
			number: row.number ?? shortForm(row.id),
			kind: row.fields.kind,
			at: row.at,
			status: orderStatus({ ...row.fields, visits: (row.facts['visits'] ?? []) as readonly Visit[] }),
			help: row.fields.help
		})),
		contracts: orders.flatMap(({ facts, fields }) => {
			const contract = facts['contract'] as ContractFact | undefined;
			return contract ? [{ id: contract.id, number: contract.number, prospect: fields.prospect }] : [];
		})
	};
}

const CONTRACT = /^c-?\d+$/i;
const CHUNK = 300;

/** Customers by name, document, telephone or the number of a contract, newest first. */
export async function findCustomers(db: HiloDatabase, query: string, limit = 8): Promise<RowOf<'lead'>[]> {
	if (CONTRACT.test(query.trim())) return byContract(db, digits(query), limit);
	const found: RowOf<'lead'>[] = [];
	for (let offset = 0; found.length < limit; offset += CHUNK) {
		const chunk = await db.rows
			.where('[kind+at]')
			.between(['lead', 0], ['lead', Infinity])
			.reverse()
			.offset(offset)
			.limit(CHUNK)
			.toArray();
		found.push(...chunk.filter((row) => isKind(row, 'lead')).filter((row) => !row.fields.archived && isNamed(row, query)));
		if (chunk.length < CHUNK) break;
	}
	return found.slice(0, limit);
}

function isNamed({ text }: Row, query: string): boolean {
	const number = digits(query);
	return matches(query, text) || (number.length >= 4 && /^[\d\s()+.\-/]+$/.test(query) && text.includes(number));
}

async function byContract(db: HiloDatabase, number: string, limit: number): Promise<RowOf<'lead'>[]> {
	const orders = await db.rows
		.where('kind')
		.equals('order')
		.and(({ facts }) => (facts['contract'] as ContractFact | undefined)?.number.startsWith(`C-${number}`) ?? false)
		.limit(limit)
		.toArray();
	const leads = await db.rows.bulkGet([...new Set(orders.map(({ fields }) => String(fields['lead'])))]);
	return leads.filter((row) => isKind(row, 'lead'));
}
