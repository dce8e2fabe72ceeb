import { LIVES, makeLink, takeLink } from '../auth/links.ts';
import { createSession } from '../auth/session.ts';
import type { CommandContext } from '../commands/handler.ts';
import type { Db } from '../db/db.ts';
import { notify } from './notify.ts';

/** One mail a customer of that address; nothing for anybody else, and nobody is told which. */
export async function askForPortalLink(
	db: Db,
	email: string,
	{ now, settings }: Pick<CommandContext, 'now' | 'settings'>
): Promise<void> {
	const typed = email.trim();
	if (!typed) return;
	const customers = await db
		.selectFrom('customers')
		.select(['id', 'name', 'email'])
		.where((at) => at.eb(at.fn<string>('lower', ['email']), '=', typed.toLowerCase()))
		.execute();
	for (const { id: customer, name, email: recipient } of customers)
		await db.transaction().execute(async (tx) => {
			const token = await makeLink(tx, { purpose: 'portal', customer, minutes: LIVES.portalMail }, now);
			const data = { name, path: `/portal/entrar/${token}` };
			const key = `magic ${customer} ${now.getTime()}`;
			await notify(tx, { event: 'magic-link', key, customer, recipient, data, secret: true }, { now, settings });
		});
}

/** @returns the new session's id, or null when the link is spent, old or invented */
export async function enterPortal(db: Db, token: string, now: Date): Promise<string | null> {
	return db.transaction().execute(async (tx) => {
		const link = await takeLink(tx, 'portal', token, now);
		return link?.customer ? createSession(tx, { customer: link.customer }, now) : null;
	});
}
