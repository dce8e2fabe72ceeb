import { randomBytes } from 'node:crypto';
import type { Role } from '#lib/domain/catalog.ts';
import type { Actor } from '#lib/domain/permissions.ts';
import { ID_PATTERN, mintId } from '#lib/domain/shared/ids.ts';
import { sql } from 'kysely';
import type { Db } from '../db/db.ts';
import type { Settings } from '../settings.ts';
import { cookieName, openSession, SESSION_DAYS, type Audience } from './auth.ts';

/** Whoever holds a valid session. `thread` is his colour on every screen, empty for a customer. */
export type SessionInfo = { session: string; actor: Actor; name: string; email: string; thread: string };

const DAY = 24 * 60 * 60 * 1000;
const inDays = (now: Date, days: number) => new Date(now.getTime() + days * DAY);

/** @returns the value of one cookie of a raw `Cookie` header */
export function cookieOf(header: string | undefined, name: string): string | null {
	for (const part of header?.split(';') ?? []) {
		const at = part.indexOf('=');
		if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim();
	}
	return null;
}

/** @returns the new session's id; put it in a cookie with `sealSession` */
export async function createSession(db: Db, who: { user: string } | { customer: string }, now: Date): Promise<string> {
	const id = mintId(now.getTime(), randomBytes(10));
	const owner = 'user' in who ? { user_id: who.user, customer: null } : { user_id: null, customer: who.customer };
	const row = { id, ...owner, device: null, created_at: now, expires_at: inDays(now, SESSION_DAYS), revoked_at: null };
	await db.insertInto('sessions').values(row).execute();
	return id;
}

/** A session that is used daily does not end. */
export async function renewSession(db: Db, session: string, now: Date): Promise<void> {
	await db
		.updateTable('sessions')
		.set({ expires_at: inDays(now, SESSION_DAYS) })
		.where('id', '=', session)
		.execute();
}

const NOTICE = 'session_revoked';

/** Ends one session now, also on sockets that are open. */
export async function signOut(db: Db, session: string, now: Date): Promise<void> {
	await db.updateTable('sessions').set({ revoked_at: now }).where('id', '=', session).where('revoked_at', 'is', null).execute();
	await sql`select pg_notify(${NOTICE}, ${session})`.execute(db);
}

/** Ends every session of a person: he left, or his password changed. */
export async function revokeSessions(db: Db, who: { user: string } | { customer: string }, now: Date): Promise<void> {
	const query = db.updateTable('sessions').set({ revoked_at: now }).where('revoked_at', 'is', null).returning('id');
	const revoked = await (
		'user' in who ? query.where('user_id', '=', who.user) : query.where('customer', '=', who.customer)
	).execute();
	for (const { id } of revoked) await sql`select pg_notify(${NOTICE}, ${id})`.execute(db);
}

/** What a person may do has changed: sockets that are open ask again now instead of in a minute. */
export async function recheckSessions(db: Db, user: string): Promise<void> {
	await sql`select pg_notify(${NOTICE}, id::text) from sessions where user_id = ${user} and revoked_at is null`.execute(db);
}

async function standing(db: Db, cookieHeader: string | undefined, audience: Audience, settings: Settings, now: Date) {
	const token = cookieOf(cookieHeader, cookieName(audience, settings));
	const id = token && (await openSession(token, audience, settings));
	if (!id || !ID_PATTERN.test(id)) return undefined;
	return db
		.selectFrom('sessions')
		.selectAll()
		.where('id', '=', id)
		.where('revoked_at', 'is', null)
		.where('expires_at', '>', now)
		.executeTakeFirst();
}

/**
 * The member of staff behind a request or a socket; asked each time, so a revoked session ends at once.
 * @param now the domain's clock, which also dated the session
 */
export async function sessionFromCookie(
	db: Db,
	cookieHeader: string | undefined,
	settings: Settings,
	now: Date
): Promise<SessionInfo | null> {
	const session = await standing(db, cookieHeader, 'staff', settings, now);
	if (!session?.user_id) return null;
	const user = await db
		.selectFrom('users')
		.selectAll()
		.where('id', '=', session.user_id)
		.where('active', '=', true)
		.executeTakeFirst();
	if (!user) return null;
	const actor: Actor = { user: user.id, roles: user.roles as Role[], branch: user.branch };
	return { session: session.id, actor, name: user.name, email: user.email, thread: user.thread };
}

/** The customer behind a page of the portal. His id is his lead's. */
export async function portalSession(
	db: Db,
	cookieHeader: string | undefined,
	settings: Settings,
	now: Date
): Promise<SessionInfo | null> {
	const session = await standing(db, cookieHeader, 'portal', settings, now);
	if (!session?.customer) return null;
	const customer = await db
		.selectFrom('customers')
		.select(['id', 'name', 'email'])
		.where('id', '=', session.customer)
		.executeTakeFirst();
	if (!customer) return null;
	const actor = await customerActor(db, customer.id);
	return { session: session.id, actor, name: customer.name, email: customer.email, thread: '' };
}

/** A customer acts in the branch of his newest contract. */
export async function customerActor(db: Db, customer: string): Promise<Actor> {
	const contract = await db
		.selectFrom('contracts')
		.select('branch')
		.where('customer', '=', customer)
		.orderBy('created_at', 'desc')
		.executeTakeFirst();
	return { user: customer, roles: [], branch: contract?.branch ?? '', customer };
}
