import { readZone } from '../catalog/company.ts';
import { readItems } from '../catalog/items.ts';
import { companyName } from '../catalog/company.ts';
import type { Db } from '../db/db.ts';
import { newId } from '../new-id.ts';
import type { Settings } from '../settings.ts';
import type { Around, LetterData, NoticeEvent } from './mails/letter.ts';
import { writeLetter } from './mails/letters.ts';
import { asHtml, asText } from './mails/render.ts';

export type { LetterData, NoticeEvent } from './mails/letter.ts';

/** `key` makes it exactly once. `recipient` empty: nothing leaves, and Envíos says so. `secret` carries a sign-in link. */
export type Notice<E extends NoticeEvent = NoticeEvent> = {
	event: E;
	key: string;
	customer?: string;
	user?: string;
	recipient: string;
	data: LetterData[E];
	secret?: boolean;
};

type Surroundings = { now: Date; settings: Pick<Settings, 'origin' | 'smtpUrl'> };

async function around(tx: Db, { origin }: Pick<Settings, 'origin'>): Promise<Around> {
	const payments = (await readItems(tx, 'payment')).filter(({ sold }) => sold);
	return { company: await companyName(tx), origin, zone: await readZone(tx), payments };
}

/** Without an address nothing can leave; without a mail server it waits for somebody to read it here. */
function firstState(recipient: string, { smtpUrl }: Pick<Settings, 'smtpUrl'>) {
	if (!recipient.trim()) return { state: 'failed' as const, error: 'no-address' };
	return { state: smtpUrl ? ('queued' as const) : ('kept' as const), error: null };
}

/**
 * Writes a mail in the caller's transaction; it leaves after the commit, and not at all when that is rolled back.
 * @returns the notice's id, or null when this key was told before
 */
export async function notify<E extends NoticeEvent>(
	tx: Db,
	notice: Notice<E>,
	{ now, settings }: Surroundings
): Promise<string | null> {
	const told = await tx.selectFrom('notices').select('id').where('key', '=', notice.key).executeTakeFirst();
	if (told) return null;
	const places = await around(tx, settings);
	const letter = writeLetter(notice.event, notice.data, places);
	const row = {
		id: newId(now),
		event: notice.event,
		key: notice.key,
		customer: notice.customer ?? null,
		user_id: notice.user ?? null,
		recipient: notice.recipient.trim(),
		subject: letter.subject,
		text: asText(letter),
		html: await asHtml(letter, places),
		secret: notice.secret ?? false,
		...firstState(notice.recipient, settings),
		created_at: now
	};
	const inserted = await tx
		.insertInto('notices')
		.values(row)
		.onConflict((conflict) => conflict.column('key').doNothing())
		.returning('id')
		.executeTakeFirst();
	return inserted?.id ?? null;
}

export { sendQueued } from './send-queued.ts';
