import { isKind, type HiloDatabase, type OutboxRow, type RowOf } from '#lib/client/database.ts';
import { awaitsAnswer, isDone } from '#lib/domain/care/conversation.ts';
import type { CaseMessage } from '#lib/domain/care/help-case.ts';
import { recordAddress } from '#lib/domain/journey.ts';
import { canWrite, type Actor } from '#lib/domain/permissions.ts';
import { shortForm } from '#lib/domain/shared/ids.ts';
import * as m from '#lib/paraglide/messages.js';
import { describe } from './sync-names.ts';

/** Something this person should know of. `key` names the very event: what happens anew on the same record is unread again. */
export type News = {
	key: string;
	kind: 'case' | 'clash' | 'answer' | 'waiting';
	sentence: string;
	detail: string;
	at: number;
	href?: string;
};
type NameOf = (user: string) => string;

/** How far back it looks: what needs somebody is among the newest of its kind. */
const CASES = 300;
const ORDERS = 300;
const LONG_MS = 10_000;

export async function findNews(db: HiloDatabase, actor: Actor, nameOf: NameOf): Promise<News[]> {
	const found = [...(await ofCases(db, actor, nameOf)), ...(await ofClashes(db, actor)), ...(await ofCommands(db))];
	return found.sort((a, b) => b.at - a.at);
}

const newest = (db: HiloDatabase, kind: 'case' | 'order', most: number) =>
	db.rows.where('[kind+at]').between([kind, 0], [kind, Infinity]).reverse().limit(most).toArray();

/** Open tickets of this person: the customer wrote last, or somebody else gave it to him and he has not spoken since. */
async function ofCases(db: HiloDatabase, { user }: Actor, nameOf: NameOf): Promise<News[]> {
	const rows = (await newest(db, 'case', CASES)).filter((row) => isKind(row, 'case'));
	return rows.filter(({ fields }) => fields.assignee === user).flatMap((row) => caseNews(row, user, nameOf) ?? []);
}

export function caseNews(row: RowOf<'case'>, user: string, nameOf: NameOf): News | null {
	const { state, title } = row.fields;
	const messages = ((row.entries['messages'] ?? []) as (CaseMessage & { id: string })[]).toSorted((a, b) => a.at - b.at);
	const awaits = awaitsAnswer(state, messages);
	if (isDone(state) && !awaits) return null;
	const number = row.number ?? shortForm(row.id);
	const about = { kind: 'case' as const, detail: title, href: recordAddress('case', row.id) };
	const written = messages.findLast(({ from }) => from === 'customer');
	if (awaits && written) return { ...about, key: written.id, sentence: m.bell_customer_wrote({ number }), at: written.at };
	const { by, at } = row.wrote['assignee'] ?? row;
	if (by === user || messages.some((said) => said.by === user && said.at > at)) return null;
	return {
		...about,
		key: row.seen['assignee'] ?? row.id,
		sentence: m.bell_case_assigned({ name: nameOf(by), number }),
		at
	};
}

/** Visits this person planned and the server found somebody else's time taken for. */
async function ofClashes(db: HiloDatabase, actor: Actor): Promise<News[]> {
	if (!canWrite(actor, 'order', 'plan')) return [];
	const rows = (await newest(db, 'order', ORDERS)).filter((row) => isKind(row, 'order'));
	return rows.flatMap((row) => clashNews(row, actor.user) ?? []);
}

export function clashNews(row: RowOf<'order'>, user: string): News | null {
	const slot = row.facts['slot'] as { plan: string; granted: boolean } | undefined;
	const { plan } = row.fields;
	const planned = row.wrote['plan'];
	if (!plan || !slot || slot.granted || slot.plan !== plan.id || planned?.by !== user) return null;
	const number = row.number ?? shortForm(row.id);
	return {
		key: plan.id,
		kind: 'clash',
		sentence: m.bell_clash({ number }),
		detail: m.bell_clash_detail(),
		at: planned.at,
		href: '/ordenes/planificar'
	};
}

/** What the server still works on, and answers that came when nobody waited for them any more. */
async function ofCommands(db: HiloDatabase): Promise<News[]> {
	const rows = await db.outbox.reverse().limit(50).toArray();
	const told = rows.filter(({ state, answer, read }) => state === 'waiting' || (read === 0 && answer?.ok));
	return Promise.all(told.map(async (row) => commandNews(row, await describe(db, row))));
}

const commandNews = ({ id, state, at, settled }: OutboxRow, name: string): News =>
	state === 'waiting'
		? { key: id, kind: 'waiting', sentence: name, detail: m.bell_under_way(), at }
		: { key: `${id}/done`, kind: 'answer', sentence: name, detail: m.bell_done(), at: settled ?? at };

/** A command is waited for where it was asked; what takes longer is found here. */
export const isShown = ({ kind, at }: News, now: number) => kind !== 'waiting' || now - at > LONG_MS;
