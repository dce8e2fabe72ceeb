import { randomBytes } from 'node:crypto';
import type { Role } from '#lib/domain/catalog.ts';
import type { Actor } from '#lib/domain/permissions.ts';
import { HELD_DAYS } from '#lib/domain/quarantine.ts';
import { ID_PATTERN, mintId } from '#lib/domain/shared/ids.ts';
import DataLoader from 'dataloader';
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

/**
 * @param who `device` is how a browser names itself, for the list of somebody's devices
 * @returns the new session's id; put it in a cookie with `sealSession`
 */
export async function createSession(
	db: Db,
	who: { user: string; device?: string | null } | { customer: string },
	now: Date
): Promise<string> {
	const id = mintId(now.getTime(), randomBytes(10));
	const owner = 'user' in who ? { user_id: who.user, customer: null } : { user_id: null, customer: who.customer };
	const device = ('device' in who && who.device?.slice(0, 300)) || null;
	const row = { id, ...owner, device, created_at: now, expires_at: inDays(now, SESSION_DAYS), revoked_at: null };
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

/**
 * Ends one session for good, as an administrator does: its device hands in what it had not sent and empties itself.
 * @returns false when it had ended before
 */
export async function revokeSession(db: Db, session: string, now: Date): Promise<boolean> {
	const revoked = await db
		.updateTable('sessions')
		.set({ revoked_at: now, wipe: true })
		.where('id', '=', session)
		.where('user_id', 'is not', null)
		.where('revoked_at', 'is', null)
		.returning('id')
		.executeTakeFirst();
	if (revoked) await sql`select pg_notify(${NOTICE}, ${session})`.execute(db);
	return revoked !== undefined;
}

/**
 * Ends every session of a person: he left, or his password changed.
 * @param wipe his devices are to empty themselves
 */
export async function revokeSessions(
	db: Db,
	who: { user: string } | { customer: string },
	now: Date,
	{ wipe = false } = {}
): Promise<void> {
	const query = db.updateTable('sessions').set({ revoked_at: now, wipe }).where('revoked_at', 'is', null).returning('id');
	const revoked = await (
		'user' in who ? query.where('user_id', '=', who.user) : query.where('customer', '=', who.customer)
	).execute();
	for (const { id } of revoked) await sql`select pg_notify(${NOTICE}, ${id})`.execute(db);
}

/** What a person may do has changed: sockets that are open ask again now instead of in a minute. */
export async function recheckSessions(db: Db, user: string): Promise<void> {
	await sql`select pg_notify(${NOTICE}, id::text) from sessions where user_id = ${user} and revoked_at is null`.execute(db);
}

async function sessionIn(cookieHeader: string | undefined, audience: Audience, settings: Settings): Promise<string | null> {
	const token = cookieOf(cookieHeader, cookieName(audience, settings));
	const id = token && (await openSession(token, audience, settings));
	return id && ID_PATTERN.test(id) ? id : null;
}

/** The device behind a session that an administrator took away; for 30 days it may hand in what it had not sent. */
export async function revokedDevice(
	db: Db,
	cookieHeader: string | undefined,
	settings: Settings,
	now: Date
): Promise<{ session: string; user: string; branch: string } | null> {
	const id = await sessionIn(cookieHeader, 'staff', settings);
	if (!id) return null;
	const found = await db
		.selectFrom('sessions')
		.innerJoin('users', 'users.id', 'sessions.user_id')
		.select(['sessions.id as session', 'users.id as user', 'users.branch'])
		.where('sessions.id', '=', id)
		.where('wipe', '=', true)
		.where('revoked_at', '>', inDays(now, -HELD_DAYS))
		.executeTakeFirst();
	return found ?? null;
}

type Staff = {
	session: string;
	expires_at: Date;
	id: string;
	roles: string[];
	branch: string;
	name: string;
	email: string;
	thread: string;
};

/** In words: building this query anew for each batch costs more than all else about it. */
async function sessionsOfStaff(db: Db, ids: readonly string[]): Promise<Staff[]> {
	const { rows } = await sql<Staff>`
		select sessions.id as session, expires_at, users.id, roles, branch, name, email, thread
		from sessions join users on users.id = sessions.user_id
		where sessions.id = any(${ids}::uuid[]) and revoked_at is null and users.active`.execute(db);
	return rows;
}

/** A company that comes back after a restart asks for all its sessions within a second: while one question is asked, the next gathers. */
function staffLoader(db: Db): DataLoader<string, Staff | null> {
	let asking: Promise<unknown> = Promise.resolve();
	const ask = async (ids: readonly string[]) => {
		const found = sessionsOfStaff(db, ids);
		asking = found.catch(() => {});
		const byId = new Map((await found).map((row) => [row.session, row]));
		return ids.map((id) => byId.get(id) ?? null);
	};
	return new DataLoader(ask, { cache: false, batchScheduleFn: (go) => void asking.then(() => setImmediate(go)) });
}

const loaders = new WeakMap<Db, DataLoader<string, Staff | null>>();
const loaderOf = (db: Db) => loaders.get(db) ?? loaders.set(db, staffLoader(db)).get(db)!;

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
	const session = await sessionIn(cookieHeader, 'staff', settings);
	if (!session) return null;
	const found = await loaderOf(db).load(session);
	if (!found || found.expires_at <= now) return null;
	const { id: user, roles, branch, name, email, thread } = found;
	return { session, actor: { user, roles: roles as Role[], branch }, name, email, thread };
}

/** The customer behind a page of the portal. His id is his lead's. */
export async function portalSession(
	db: Db,
	cookieHeader: string | undefined,
	settings: Settings,
	now: Date
): Promise<SessionInfo | null> {
	const session = await sessionIn(cookieHeader, 'portal', settings);
	if (!session) return null;
	const customer = await db
		.selectFrom('sessions')
		.innerJoin('customers', 'customers.id', 'sessions.customer')
		.select(['customers.id', 'customers.name', 'customers.email'])
		.where('sessions.id', '=', session)
		.where('revoked_at', 'is', null)
		.where('expires_at', '>', now)
		.executeTakeFirst();
	if (!customer) return null;
	const actor = await customerActor(db, customer.id);
	return { session, actor, name: customer.name, email: customer.email, thread: '' };
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
