import type { Payload } from '#lib/domain/commands.ts';
import type { Actor } from '#lib/domain/permissions.ts';
import { LIVES, dropLinks, makeLink } from '../auth/links.ts';
import { notify } from '../care/notify.ts';
import type { CommandContext } from '../commands/handler.ts';
import type { Db } from '../db/db.ts';
import { must } from '../must.ts';
import { newId } from '../new-id.ts';
import type { Settings } from '../settings.ts';
import { addUser, mustKnowBranch } from './users.ts';

/** `link` only where no mail can leave: somebody then has to hand it over. */
export type Invited = { user: string; link: string | null };

export const handedOver = (settings: Settings, path: string) => (settings.smtpUrl ? null : `${settings.origin}${path}`);

/** A colleague who can sign in once he has chosen his password. */
export async function inviteUser(tx: Db, actor: Actor, payload: Payload<'user.invite'>, ctx: CommandContext): Promise<Invited> {
	must(actor, 'people.manage');
	await mustKnowBranch(tx, payload.branch);
	const user = newId(ctx.now);
	await addUser(tx, { ...payload, id: user, password_hash: null }, ctx.now);
	return { user, link: await sendInvitation(tx, { user, ...payload }, ctx) };
}

/** An invitation sent again ends the one before. */
export async function sendInvitation(
	tx: Db,
	{ user, name, email }: { user: string; name: string; email: string },
	{ now, settings }: Pick<CommandContext, 'now' | 'settings'>
): Promise<string | null> {
	await dropLinks(tx, 'invite', { user });
	const token = await makeLink(tx, { purpose: 'invite', user, minutes: LIVES.invite }, now);
	const path = `/invitacion/${token}`;
	const key = `invite ${user} ${now.getTime()}`;
	await notify(tx, { event: 'invite', key, user, recipient: email, data: { name, path }, secret: true }, { now, settings });
	return handedOver(settings, path);
}
