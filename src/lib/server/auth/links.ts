import { createHash, randomBytes } from 'node:crypto';
import type { Db } from '../db/db.ts';
import type { LinkTable } from '../db/types.ts';

export type Purpose = LinkTable['purpose'];
export type Link = { purpose: Purpose; user: string | null; customer: string | null };

const HOUR = 60;
const DAY = 24 * HOUR;
/** Minutes that a link lives. */
export const LIVES = { invite: 7 * DAY, owner: 7 * DAY, reset: HOUR, portalMail: 15, portalHanded: 7 * DAY } as const;

// A token has 256 random bits, so a plain hash is as good as a slow one.
const hashOf = (token: string) => createHash('sha256').update(token).digest();

/** @returns the token to put in an address; the database keeps its hash alone */
export async function makeLink(
	db: Db,
	link: { purpose: Purpose; user?: string; customer?: string; minutes: number },
	now: Date
): Promise<string> {
	const token = randomBytes(32).toString('base64url');
	const expires_at = new Date(now.getTime() + link.minutes * 60_000);
	const row = { hash: hashOf(token), purpose: link.purpose, user_id: link.user ?? null, customer: link.customer ?? null };
	await db
		.insertInto('links')
		.values({ ...row, created_at: now, expires_at, used_at: null })
		.execute();
	return token;
}

const asLink = (row: Pick<LinkTable, 'purpose' | 'user_id' | 'customer'> | undefined): Link | null =>
	row ? { purpose: row.purpose, user: row.user_id, customer: row.customer } : null;

/** Looks without using: a mail scanner that follows a link must not spend it. @returns null when it is spent, old or invented */
export async function peekLink(db: Db, purpose: Purpose, token: string, now: Date): Promise<Link | null> {
	const row = await db
		.selectFrom('links')
		.select(['purpose', 'user_id', 'customer'])
		.where('hash', '=', hashOf(token))
		.where('purpose', '=', purpose)
		.where('used_at', 'is', null)
		.where('expires_at', '>', now)
		.executeTakeFirst();
	return asLink(row);
}

/** Uses it, once: of two who come at the same time one gets null. */
export async function takeLink(db: Db, purpose: Purpose, token: string, now: Date): Promise<Link | null> {
	const row = await db
		.updateTable('links')
		.set({ used_at: now })
		.where('hash', '=', hashOf(token))
		.where('purpose', '=', purpose)
		.where('used_at', 'is', null)
		.where('expires_at', '>', now)
		.returning(['purpose', 'user_id', 'customer'])
		.executeTakeFirst();
	return asLink(row);
}

/** Older links of the same kind stop working when a newer one leaves. */
export async function dropLinks(db: Db, purpose: Purpose, who: { user?: string; customer?: string } = {}): Promise<void> {
	let query = db.deleteFrom('links').where('purpose', '=', purpose).where('used_at', 'is', null);
	if (who.user) query = query.where('user_id', '=', who.user);
	if (who.customer) query = query.where('customer', '=', who.customer);
	await query.execute();
}
