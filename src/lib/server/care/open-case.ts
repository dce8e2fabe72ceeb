import { newCase, type HelpCase } from '#lib/domain/care/help-case.ts';
import type { Actor } from '#lib/domain/permissions.ts';
import { Refused } from '#lib/domain/shared/refused.ts';
import * as m from '#lib/paraglide/messages.js';
import { takeNumbers } from '../counters.ts';
import type { Db } from '../db/db.ts';
import { newId } from '../new-id.ts';
import { writeBase, writeEntry } from '../room-writes.ts';
import { currentDesk } from '../rooms.ts';
import { messageFrom, textOf } from './case-message.ts';

const TITLE_MAX = 80;

/** A case's title is the beginning of what the customer wrote. */
function titleOf(text: string): string {
	const line = text.split('\n')[0]!.trim();
	return line.length <= TITLE_MAX ? line : `${line.slice(0, TITLE_MAX - 1).trimEnd()}…`;
}

const newestContract = (tx: Db, customer: string) =>
	tx
		.selectFrom('contracts')
		.select(['id', 'prospect', 'branch'])
		.where('customer', '=', customer)
		.orderBy('created_at', 'desc')
		.executeTakeFirst();

async function open(
	tx: Db,
	customer: string,
	title: string,
	text: string,
	category: HelpCase['category'],
	now: Date
): Promise<string> {
	const contract = await newestContract(tx, customer);
	if (!contract) throw new Refused('contract.unknown');
	const room = await currentDesk(tx, contract.branch, now);
	const id = newId(now);
	const fields = newCase({
		title,
		lead: customer,
		contract: contract.id,
		prospect: contract.prospect,
		origin: 'portal',
		category
	});
	await writeBase(tx, room, id, { kind: 'case', at: now.getTime(), by: customer, fields });
	await writeEntry(tx, room, id, 'messages', newId(now), messageFrom(customer, text, now));
	return id;
}

function customerOf(actor: Actor): string {
	if (!actor.customer) throw new Refused('right.missing');
	return actor.customer;
}

/** A customer tells a problem; it is in the desk's room, hence in front of the help desk, when this commits. */
export async function openCase(db: Db, actor: Actor, { text }: { text: string }, now: Date): Promise<string> {
	const said = textOf(text);
	const customer = customerOf(actor);
	return db.transaction().execute((tx) => open(tx, customer, titleOf(said), said, 'other', now));
}

/** A customer asks for other contact data; somebody of the help desk checks that it is him, and changes them. */
export async function askToChange(db: Db, actor: Actor, changes: readonly string[], now: Date): Promise<string> {
	const said = textOf(changes.join('\n'));
	const customer = customerOf(actor);
	return db.transaction().execute((tx) => open(tx, customer, m.portal_data_ask(), said, 'data', now));
}

/** The law wants a code at once for whoever asks to end his service; it is the case's title. */
export async function askToCancel(
	db: Db,
	actor: Actor,
	{ text }: { text: string },
	now: Date
): Promise<{ case: string; code: string }> {
	const customer = customerOf(actor);
	return db.transaction().execute(async (tx) => {
		const code = `BAJA-${String(await takeNumbers(tx, 'cancellation', 1)).padStart(6, '0')}`;
		const said = text.trim() ? `${code}\n${textOf(text)}` : code;
		return { case: await open(tx, customer, code, said, 'cancellation', now), code };
	});
}
