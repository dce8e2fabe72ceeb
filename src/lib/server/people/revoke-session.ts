import type { Payload } from '#lib/domain/commands.ts';
import type { Actor } from '#lib/domain/permissions.ts';
import { Refused } from '#lib/domain/shared/refused.ts';
import { revokeSession } from '../auth/session.ts';
import type { CommandContext } from '../commands/handler.ts';
import type { Db } from '../db/db.ts';
import { must } from '../must.ts';

/** A device was lost, or is no longer to be used: refused at once, emptied at its next contact. */
export async function endSession(
	tx: Db,
	actor: Actor,
	{ session }: Payload<'session.revoke'>,
	{ now }: Pick<CommandContext, 'now'>
): Promise<{ session: string }> {
	must(actor, 'people.manage');
	if (!(await revokeSession(tx, session, now))) throw new Refused('session.unknown');
	return { session };
}
