import type { Role } from '#lib/domain/catalog.ts';
import * as m from '#lib/paraglide/messages.js';
import { dropLinks, LIVES, makeLink, takeLink } from '../auth/links.ts';
import { hashPassword } from '../auth/password.ts';
import { openDesks } from '../catalog/open-desks.ts';
import { publishCatalogItem } from '../catalog/publish.ts';
import type { Db } from '../db/db.ts';
import { newId } from '../new-id.ts';
import { addUser } from './users.ts';

const FIRST_BRANCH = 'central';
const OWNER: readonly Role[] = ['owner'];

async function hasPeople(db: Db): Promise<boolean> {
	return (await db.selectFrom('users').select('id').limit(1).executeTakeFirst()) !== undefined;
}

/**
 * The one way into a Hilo without people; a start that finds nobody replaces the link of the start before.
 * @returns the token of `/bienvenida/<token>`, or null once somebody works here
 */
export async function makeFirstOwnerLink(db: Db, now: Date): Promise<string | null> {
	if (await hasPeople(db)) return null;
	await dropLinks(db, 'owner');
	return makeLink(db, { purpose: 'owner', minutes: LIVES.owner }, now);
}

/**
 * Spends the link and makes the owner with the first branch.
 * @returns the new user's id, or null when the link no longer serves
 */
export async function welcomeOwner(
	db: Db,
	{ token, name, email, password }: { token: string; name: string; email: string; password: string },
	now: Date
): Promise<string | null> {
	const password_hash = await hashPassword(password);
	return db.transaction().execute(async (tx) => {
		if (!(await takeLink(tx, 'owner', token, now)) || (await hasPeople(tx))) return null;
		await publishCatalogItem(tx, { kind: 'branch', id: FIRST_BRANCH, name: m.shared_first_branch(), locality: '' }, now);
		await openDesks(tx, FIRST_BRANCH, now);
		const id = newId(now);
		await addUser(tx, { id, name, email, password_hash, roles: OWNER, branch: FIRST_BRANCH }, now);
		return id;
	});
}
