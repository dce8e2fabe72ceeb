import type { CaseMessage, CaseState, HelpCase } from '#lib/domain/care/help-case.ts';
import type { BaseRecord } from '#lib/domain/records.ts';
import { ID_PATTERN } from '#lib/domain/shared/ids.ts';
import { sql } from 'kysely';
import type { Db } from '../db/db.ts';

/** A ticket as its customer may see it. `number` is null until the room's owner has granted it, moments after birth. */
export type PortalCase = {
	id: string;
	room: string;
	number: string | null;
	at: number;
	title: string;
	category: HelpCase['category'];
	state: CaseState;
};
/** `author` is null for the customer himself. */
export type PortalMessage = { id: string; text: string; at: number; author: string | null };
export type Conversation = PortalCase & { messages: PortalMessage[] };

type Found = { id: string; room: string; at: number; fields: HelpCase; number: unknown };

const asCase = ({ id, room, at, fields, number }: Found): PortalCase => ({
	id,
	room,
	number: typeof number === 'string' ? number : null,
	at,
	title: fields.title,
	category: fields.category,
	state: fields.state
});

/** What stands, and what was written a moment ago and waits for the room's owner. */
async function find(db: Db, customer: string): Promise<Found[]> {
	// In this order: what moves from the one to the other between two questions is found twice, and never not at all.
	const waiting = await db
		.selectFrom('room_writes')
		.select(['key', 'room', 'value'])
		.where('map', '=', 'base')
		.where(sql<boolean>`value ->> 'kind' = 'case' and value -> 'fields' ->> 'lead' = ${customer}`)
		.execute();
	const stored = await db
		.selectFrom('records')
		.select(['id', 'room', 'created_at', 'fields', 'facts'])
		.where('kind', '=', 'case')
		.where(sql<boolean>`fields ->> 'lead' = ${customer}`)
		.execute();
	return [
		...waiting.map(({ key, room, value }) => {
			const { at, fields } = value as BaseRecord<'case'>;
			return { id: key, room, at, fields, number: null };
		}),
		...stored.map(({ id, room, created_at, fields, facts }) => ({
			id,
			room,
			at: created_at.getTime(),
			fields: fields as unknown as HelpCase,
			number: facts.number
		}))
	];
}

const newestFirst = (a: PortalCase, b: PortalCase) => b.at - a.at;

/** A customer's tickets, newest first. */
export async function readCases(db: Db, customer: string): Promise<PortalCase[]> {
	const found = new Map((await find(db, customer)).map((row) => [row.id, asCase(row)]));
	return [...found.values()].sort(newestFirst);
}

/** What was said to the customer and by him; what staff says among themselves never leaves. */
async function messagesOf(db: Db, id: string): Promise<PortalMessage[]> {
	const prefix = `${id}/messages/`;
	const waiting = await db
		.selectFrom('room_writes')
		.select(['key', 'value'])
		.where('map', '=', 'entries')
		.where(sql<boolean>`starts_with(key, ${prefix})`)
		.execute();
	const stored = await db
		.selectFrom('record_entries')
		.select(['id', 'value'])
		.where('record', '=', id)
		.where('list', '=', 'messages')
		.execute();
	const all = new Map([
		...waiting.map(({ key, value }) => [key.slice(prefix.length), value as CaseMessage] as const),
		...stored.map((row) => [row.id, row.value as unknown as CaseMessage] as const)
	]);
	const open = [...all]
		.filter(([, message]) => !message.internal)
		.sort(([a, one], [b, other]) => one.at - other.at || (a < b ? -1 : 1));
	const names = await namesOf(
		db,
		open.map(([, message]) => message)
	);
	return open.map(([entry, { text, at, from, by }]) => ({
		id: entry,
		text,
		at,
		author: from === 'staff' ? (names.get(by) ?? '') : null
	}));
}

/** First names: a customer speaks with Hugo, not with an account. */
async function namesOf(db: Db, messages: readonly CaseMessage[]): Promise<Map<string, string>> {
	const ids = [...new Set(messages.filter(({ from }) => from === 'staff').map(({ by }) => by))].filter((id) =>
		ID_PATTERN.test(id)
	);
	if (ids.length === 0) return new Map();
	const users = await db.selectFrom('users').select(['id', 'name']).where('id', 'in', ids).execute();
	return new Map(users.map(({ id, name }) => [id, name.split(' ')[0] ?? name]));
}

/** @returns null for a ticket that is not there or somebody else's: a customer learns no difference */
export async function readCase(db: Db, customer: string, id: string): Promise<Conversation | null> {
	const found = (await readCases(db, customer)).find((one) => one.id === id);
	return found ? { ...found, messages: await messagesOf(db, id) } : null;
}

const PATIENCE_MS = 2_000;
const STEP_MS = 50;

/** Waits a moment for the room's owner, so that the customer sees his ticket's number; it is there in any case. */
export async function awaitNumber(db: Db, id: string, wake: () => void): Promise<void> {
	wake();
	for (let waited = 0; waited < PATIENCE_MS; waited += STEP_MS) {
		const row = await db.selectFrom('records').select('facts').where('id', '=', id).executeTakeFirst();
		if (typeof row?.facts.number === 'string') return;
		await new Promise((done) => setTimeout(done, STEP_MS));
	}
}
