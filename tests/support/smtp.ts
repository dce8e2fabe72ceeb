import { SMTPServer } from 'smtp-server';
import { freePort } from './app.ts';

/** A mail as it came over the wire, its letters read. */
export type ReceivedMail = { to: string[]; subject: string; text: string };

export type MailServer = {
	url: string;
	/** Everything that arrived, oldest first. */
	mails: readonly ReceivedMail[];
	/** What this address has received so far under a subject. */
	to(address: string, subject: RegExp): ReceivedMail[];
	stop(): Promise<void>;
};

const encoded = (bytes: string) => Buffer.from(bytes, 'latin1').toString('utf8');
const quoted = (text: string) =>
	encoded(text.replace(/=\r?\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))));
const base64 = (text: string) => Buffer.from(text, 'base64').toString('utf8');

/** RFC 2047: `=?UTF-8?Q?…?=`, as often as a subject needs it. */
const words = (header: string) =>
	header
		.replace(/\?=\s+=\?/g, '?==?')
		.replace(/=\?utf-8\?([qb])\?(.*?)\?=/gi, (_, how: string, text: string) =>
			how.toLowerCase() === 'b' ? base64(text) : quoted(text.replaceAll('_', ' '))
		);

function headersOf(part: string): [headers: string, body: string] {
	const end = part.indexOf('\r\n\r\n');
	return [part.slice(0, end).replace(/\r\n[ \t]+/g, ' '), part.slice(end + 4)];
}
const header = (headers: string, name: string) => new RegExp(`^${name}: *(.*)$`, 'im').exec(headers)?.[1] ?? '';

/** The first text/plain of a message, however it was wrapped. */
function plainText(part: string): string | null {
	const [headers, body] = headersOf(part);
	const boundary = /boundary="?([^";\r\n]+)"?/i.exec(headers)?.[1];
	if (boundary) {
		const texts = body.split(`--${boundary}`).slice(1, -1);
		return texts.map((each) => plainText(each.replace(/^\r\n/, ''))).find((text) => text !== null) ?? null;
	}
	if (!/text\/plain/i.test(header(headers, 'content-type'))) return null;
	const how = header(headers, 'content-transfer-encoding').toLowerCase();
	return how === 'base64' ? base64(body) : how === 'quoted-printable' ? quoted(body) : encoded(body);
}

/** A real SMTP server on a free port that keeps what it is handed. */
export async function startMailServer(): Promise<MailServer> {
	const mails: ReceivedMail[] = [];
	const port = await freePort();
	const server = new SMTPServer({
		authOptional: true,
		disabledCommands: ['STARTTLS', 'AUTH'],
		onData(stream, session, done) {
			const parts: Buffer[] = [];
			stream.on('data', (part: Buffer) => parts.push(part));
			stream.on('end', () => {
				const raw = Buffer.concat(parts).toString('latin1');
				const subject = words(header(headersOf(raw)[0], 'subject'));
				mails.push({ to: session.envelope.rcptTo.map(({ address }) => address), subject, text: plainText(raw) ?? '' });
				done();
			});
		}
	});
	await new Promise<void>((listening) => server.listen(port, '127.0.0.1', listening));
	return {
		url: `smtp://127.0.0.1:${port}`,
		mails,
		to: (address, subject) => mails.filter((mail) => mail.to.includes(address) && subject.test(mail.subject)),
		stop: () => new Promise((stopped) => server.close(() => stopped()))
	};
}
