import { createTransport } from 'nodemailer';

export type Mail = { id: string; from: string; to: string; subject: string; text: string; html: string };

/** Sends mails. `id` is the same for every try, so that a mailbox can tell a repetition. */
export interface MailPort {
	/** @throws when it could not be handed over; `responseCode` 5xx means that it never will be */
	send(mail: Mail): Promise<void>;
	close(): void;
}

/** @param url `smtp://user:password@host:port` */
export function smtpMail(url: string): MailPort {
	const transport = createTransport({ url, pool: true, maxConnections: 2, connectionTimeout: 10_000, socketTimeout: 20_000 });
	return {
		async send({ id, ...mail }) {
			await transport.sendMail({ ...mail, messageId: `<${id}>` });
		},
		close: () => transport.close()
	};
}
