import type { Payload } from '#lib/domain/commands.ts';
import type { Actor } from '#lib/domain/permissions.ts';
import { Refused } from '#lib/domain/shared/refused.ts';
import { LIVES, dropLinks, makeLink, takeLink, type Purpose } from '../auth/links.ts';
import { hashPassword } from '../auth/password.ts';
import { revokeSessions } from '../auth/session.ts';
import { notify } from '../care/notify.ts';
import type { CommandContext } from '../commands/handler.ts';
import type { Db } from '../db/db.ts';
import { must } from '../must.ts';
import { handedOver, sendInvitation, type Invited } from './invite-user.ts';
import { findUser } from './users.ts';

type Context = Pick<CommandContext, 'now' | 'settings'>;
type Person = { id: string; name: string; email: string; password_hash: string | null };

async function sendReset(tx: Db, { id: user, name, email }: Person, { now, settings }: Context): Promise<string | null> {
	await dropLinks(tx, 'reset', { user });
	const token = await makeLink(tx, { purpose: 'reset', user, minutes: LIVES.reset }, now);
	const path = `/clave/${token}`;
	const key = `reset ${user} ${now.getTime()}`;
	await notify(tx, { event: 'reset', key, user, recipient: email, data: { name, path }, secret: true }, { now, settings });
	return handedOver(settings, path);
}

/** The owner helps a colleague: a new password, or the invitation again when he never chose one. */
export async function resetUser(tx: Db, actor: Actor, { user: id }: Payload<'user.reset'>, ctx: Context): Promise<Invited> {
	must(actor, 'people.manage');
	const user = await tx.selectFrom('users').selectAll().where('id', '=', id).where('active', '=', true).executeTakeFirst();
	if (!user) throw new Refused('user.unknown');
	const link = user.password_hash ? await sendReset(tx, user, ctx) : await sendInvitation(tx, { ...user, user: id }, ctx);
	return { user: id, link };
}

/** «Olvidé mi contraseña»: whoever asks learns nothing about who works here. */
export async function askForReset(db: Db, email: string, ctx: Context): Promise<void> {
	const user = await findUser(db, email);
	if (!user?.active) return;
	await db.transaction().execute(async (tx) => {
		await sendReset(tx, user, ctx);
	});
}

/**
 * Spends a link and sets the password; every session that was open under the old one ends.
 * @returns the user's id, or null when the link no longer serves
 */
export async function choosePassword(
	db: Db,
	{ purpose, token, password }: { purpose: Extract<Purpose, 'invite' | 'reset'>; token: string; password: string },
	now: Date
): Promise<string | null> {
	const password_hash = await hashPassword(password);
	return db.transaction().execute(async (tx) => {
		const link = await takeLink(tx, purpose, token, now);
		if (!link?.user) return null;
		const changed = await tx
			.updateTable('users')
			.set({ password_hash })
			.where('id', '=', link.user)
			.where('active', '=', true)
			.returning('id')
			.executeTakeFirst();
		if (!changed) return null;
		await revokeSessions(tx, { user: link.user }, now);
		return link.user;
	});
}
