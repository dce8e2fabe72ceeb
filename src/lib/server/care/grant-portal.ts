import type { Payload } from '#lib/domain/commands.ts';
import type { Actor } from '#lib/domain/permissions.ts';
import { Refused } from '#lib/domain/shared/refused.ts';
import { dropLinks, LIVES, makeLink } from '../auth/links.ts';
import type { CommandContext } from '../commands/handler.ts';
import { ofBranch } from '../contracts/reach.ts';
import type { Db } from '../db/db.ts';
import { must } from '../must.ts';
import { notify } from './notify.ts';

/** `link` is there when staff hands it over; a mailed one is never shown to them. */
export type Granted = { customer: string; email: string; link: string | null };

const customerOf = (tx: Db, actor: Actor, contract: string) =>
	tx
		.selectFrom('contracts')
		.innerJoin('customers', 'customers.id', 'contracts.customer')
		.select(['customers.id', 'customers.name', 'customers.email'])
		.where('contracts.id', '=', contract)
		.where(ofBranch(actor))
		.executeTakeFirst();

/** A customer's first way into his portal: a mail with a link, or a link that staff gives him in hand. The newest one works. */
export async function grantPortal(
	tx: Db,
	actor: Actor,
	{ contract, by }: Payload<'portal.grant'>,
	{ now, settings }: Pick<CommandContext, 'now' | 'settings'>
): Promise<Granted> {
	must(actor, 'portal.grant');
	const found = await customerOf(tx, actor, contract);
	if (!found) throw new Refused('contract.unknown');
	const { id: customer, name, email } = found;
	if (by === 'mail' && !email) throw new Refused('portal.no-email');
	await dropLinks(tx, 'portal', { customer });
	const token = await makeLink(tx, { purpose: 'portal', customer, minutes: LIVES.portalHanded }, now);
	const path = `/portal/entrar/${token}`;
	if (by === 'link') return { customer, email, link: `${settings.origin}${path}` };
	const key = `portal ${customer} ${now.getTime()}`;
	await notify(
		tx,
		{ event: 'portal-access', key, customer, recipient: email, data: { name, path }, secret: true },
		{ now, settings }
	);
	return { customer, email, link: null };
}
