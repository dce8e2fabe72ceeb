import type { Payload } from '#lib/domain/commands.ts';
import type { Actor } from '#lib/domain/permissions.ts';
import { Refused } from '#lib/domain/shared/refused.ts';
import { sql } from 'kysely';
import { recheckSessions, revokeSessions } from '../auth/session.ts';
import type { CommandContext } from '../commands/handler.ts';
import type { Db } from '../db/db.ts';
import { lock } from '../locks.ts';
import { must } from '../must.ts';
import { mustKnowBranch, publishStaff } from './users.ts';

type Saved = Payload<'user.save'>;

/** Two owners who dismiss each other at the same moment must not leave the company without one. */
async function keepAnOwner(tx: Db, { user, roles, active }: Saved): Promise<void> {
	if (active && roles.includes('owner')) return;
	const other = await tx
		.selectFrom('users')
		.select('id')
		.where('id', '!=', user)
		.where('active', '=', true)
		.where(sql<boolean>`'owner' = any(roles)`)
		.executeTakeFirst();
	if (!other) throw new Refused('user.last-owner');
}

/** What somebody may do changes with his next request, on an open socket within a minute; who left is signed out everywhere. */
export async function saveUser(
	tx: Db,
	actor: Actor,
	payload: Saved,
	{ now }: Pick<CommandContext, 'now'>
): Promise<{ user: string }> {
	must(actor, 'people.manage');
	await lock(tx, 'people');
	const { user, name, roles, branch, active } = payload;
	await mustKnowBranch(tx, branch);
	await keepAnOwner(tx, payload);
	const saved = await tx
		.updateTable('users')
		.set({ name, roles: [...new Set(roles)], branch, active })
		.where('id', '=', user)
		.returning('id')
		.executeTakeFirst();
	if (!saved) throw new Refused('user.unknown');
	await (active ? recheckSessions(tx, user) : revokeSessions(tx, { user }, now, { wipe: true }));
	await publishStaff(tx, user, now);
	return { user };
}
