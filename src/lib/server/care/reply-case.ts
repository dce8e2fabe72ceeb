import type { Actor } from '#lib/domain/permissions.ts';
import { Refused } from '#lib/domain/shared/refused.ts';
import type { Db } from '../db/db.ts';
import { newId } from '../new-id.ts';
import { writeEntry } from '../room-writes.ts';
import { messageFrom, textOf } from './case-message.ts';
import { readCase } from './portal-cases.ts';

/** A customer goes on with his ticket; what is closed stays closed, and he opens another. */
export async function replyCase(db: Db, actor: Actor, { id, text }: { id: string; text: string }, now: Date): Promise<void> {
	const said = textOf(text);
	const found = actor.customer ? await readCase(db, actor.customer, id) : null;
	if (!found || !actor.customer) throw new Refused('record.unknown');
	if (found.state === 'closed') throw new Refused('case.closed');
	const { customer } = actor;
	await db
		.transaction()
		.execute((tx) => writeEntry(tx, found.room, id, 'messages', newId(now), messageFrom(customer, said, now)));
}
