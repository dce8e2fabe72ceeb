import { companyName } from '../catalog/company.ts';
import type { Db } from '../db/db.ts';
import type { NoticeTable } from '../db/types.ts';
import { smtpMail, type MailPort } from '../ports/mail.ts';
import type { Settings } from '../settings.ts';
import type { Selectable } from 'kysely';

type Mailing = Pick<Settings, 'smtpUrl' | 'origin'>;
type Row = Selectable<NoticeTable>;

const TRIES = 12;
const FIRST_WAIT_MS = 5_000;
const LONGEST_WAIT_MS = 60 * 60_000;
const AT_ONCE = 50;

let port: { url: string; mail: MailPort } | null = null;

function portOf(url: string): MailPort {
	if (port?.url !== url) {
		port?.mail.close();
		port = { url, mail: smtpMail(url) };
	}
	return port.mail;
}

/** The mail server's own account when it is an address: others are often refused. */
function senderOf({ smtpUrl, origin }: Mailing, company: string): string {
	const account = decodeURIComponent(new URL(smtpUrl ?? origin).username);
	const address = account.includes('@') ? account : `hilo@${new URL(origin).hostname}`;
	return `"${company.replace(/["\\\r\n]/g, ' ')}" <${address}>`;
}

/** What a mail server's error says about trying again; its words may quote the mail and are not kept. */
function outcomeOf(error: unknown, attempts: number, now: Date) {
	const { code, responseCode } = error as { code?: string; responseCode?: number };
	const wait = Math.min(FIRST_WAIT_MS * 2 ** attempts, LONGEST_WAIT_MS);
	const final = (responseCode ?? 0) >= 500 || attempts + 1 >= TRIES;
	return {
		state: final ? ('failed' as const) : ('queued' as const),
		error: [code, responseCode].filter(Boolean).join(' ') || 'unknown',
		attempts: attempts + 1,
		next_try_at: final ? null : new Date(now.getTime() + wait)
	};
}

/** The words of a mail with a sign-in link are not needed once it has left. */
const sentRow = ({ secret, attempts }: Row, now: Date) => ({
	state: 'sent' as const,
	sent_at: now,
	error: null,
	attempts: attempts + 1,
	...(secret ? { text: '', html: '' } : {})
});

async function trySending(mail: MailPort, row: Row, from: string, host: string, now: Date) {
	try {
		const { recipient: to, subject, text, html } = row;
		await mail.send({ id: `${row.id}@${host}`, from, to, subject, text, html });
		return sentRow(row, now);
	} catch (error) {
		return outcomeOf(error, row.attempts, now);
	}
}

/** @returns false when nothing is due; the row stays locked while it leaves, so two processes never send it twice */
async function sendOne(db: Db, mail: MailPort, from: string, host: string, now: Date): Promise<boolean> {
	return db.transaction().execute(async (tx) => {
		const row = await tx
			.selectFrom('notices')
			.selectAll()
			.where('state', '=', 'queued')
			.where((at) => at.or([at('next_try_at', 'is', null), at('next_try_at', '<=', now)]))
			.orderBy('created_at')
			.limit(1)
			.forUpdate()
			.skipLocked()
			.executeTakeFirst();
		if (!row) return false;
		const after = await trySending(mail, row, from, host, now);
		await tx.updateTable('notices').set(after).where('id', '=', row.id).execute();
		return true;
	});
}

/**
 * Sends what waits, oldest first. What failed comes again after 5 s, 10 s … 1 h; a mail that the server refuses for good
 * is not repeated. The Message-ID stays the same, so that a mail sent just before a crash is known again.
 * @returns how many were tried
 */
export async function sendQueued(db: Db, settings: Mailing, now: Date): Promise<number> {
	if (!settings.smtpUrl) return 0;
	const from = senderOf(settings, await companyName(db));
	const host = new URL(settings.origin).hostname;
	let tried = 0;
	while (tried < AT_ONCE && (await sendOne(db, portOf(settings.smtpUrl), from, host, now))) tried++;
	return tried;
}
