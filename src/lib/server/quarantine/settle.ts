import type { Payload } from '#lib/domain/commands.ts';
import type { Actor } from '#lib/domain/permissions.ts';
import { Refused } from '#lib/domain/shared/refused.ts';
import type { CommandContext } from '../commands/handler.ts';
import type { Db } from '../db/db.ts';
import { must } from '../must.ts';

/** A supervisor has made it his own edit, which the command rested on, or wants it no more. */
export async function settleHeld(
	tx: Db,
	actor: Actor,
	{ session, intent, outcome }: Payload<'quarantine.settle'>,
	{ now }: Pick<CommandContext, 'now'>
): Promise<{ intent: string }> {
	must(actor, 'quarantine.review');
	let query = tx
		.updateTable('quarantine')
		.set({ outcome, settled_by: actor.user, settled_at: now })
		.where('session', '=', session)
		.where('intent', '=', intent)
		.where('outcome', 'is', null);
	if (!actor.roles.includes('owner')) query = query.where('branch', '=', actor.branch);
	const settled = await query.returning('intent').executeTakeFirst();
	if (!settled) throw new Refused('quarantine.unknown');
	return { intent };
}
