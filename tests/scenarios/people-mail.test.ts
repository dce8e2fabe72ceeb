import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { SMTPServer } from 'smtp-server';
import type { AddressInfo } from 'node:net';
import { newCase } from '#lib/domain/care/help-case.ts';
import { cents } from '#lib/domain/shared/money.ts';
import { day } from '#lib/domain/shared/day.ts';
import { notify, sendQueued, type Notice } from '#lib/server/care/notify.ts';
import { tellAnswer } from '#lib/server/care/tell-answer.ts';
import { HUGO, NOW } from '../cast.ts';
import { aCustomer } from '../support/customers.ts';
import { testDb, type TestDb } from '../support/postgres.ts';
import { aCompany, born } from '../support/records.ts';

const now = new Date(NOW);
const later = (seconds: number) => new Date(now.getTime() + seconds * 1000);
const origin = 'http://localhost:3000';

type Received = { to: string; raw: string };
let base: TestDb;
let received: Received[] = [];
let answer: (() => Error & { responseCode?: number }) | null = null;
const server = new SMTPServer({
	authOptional: true,
	disabledCommands: ['STARTTLS'],
	onData(stream, session, done) {
		const parts: Buffer[] = [];
		stream.on('data', (part: Buffer) => parts.push(part));
		stream.on('end', () => {
			if (answer) return done(answer());
			received.push({ to: session.envelope.rcptTo[0]!.address, raw: Buffer.concat(parts).toString() });
			done();
		});
	}
});
let smtpUrl: string;

beforeAll(async () => {
	base = await testDb();
	await aCompany(base.db, now);
	await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
	smtpUrl = `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
});
afterEach(async () => {
	received = [];
	answer = null;
	await base.db.deleteFrom('notices').execute();
});
afterAll(async () => {
	await new Promise<void>((done) => server.close(() => done()));
	await base.drop();
});

const rows = () => base.db.selectFrom('notices').selectAll().orderBy('key').execute();
const INVOICE: Notice<'invoice-issued'> = {
	event: 'invoice-issued',
	key: 'invoice 1',
	recipient: 'carmen.ruiz@example.com',
	data: { name: '<Carmen> Ruiz', invoice: 'the-id', label: 'B 0003-00000012', total: cents(24_900_50), due: day('2026-03-12') }
};
const tell = (some: Partial<Notice<'invoice-issued'>> = {}, smtp: string | null = smtpUrl) =>
	base.db.transaction().execute((tx) => notify(tx, { ...INVOICE, ...some }, { now, settings: { origin, smtpUrl: smtp } }));
const send = (at = now) => sendQueued(base.db, { smtpUrl, origin }, at);

test('an invoice is told once, in words and in HTML, with the way to pay', async () => {
	expect(await tell()).not.toBeNull();
	expect(await tell()).toBeNull();
	expect(await Promise.all([tell({ key: 'twin' }), tell({ key: 'twin' })])).toContain(null);
	const [row] = await rows();
	expect(row).toMatchObject({ state: 'queued', subject: 'Tu factura: $\u00a024.900,50, vence el jueves 12 de marzo' });
	for (const words of ['B 0003-00000012', '24.900,50', 'RED.EJEMPLO.COBROS', `${origin}/portal/facturas/the-id`]) {
		expect(row!.text).toContain(words);
		expect(row!.html).toContain(words);
	}
	expect(row!.text).toContain('Hola, <Carmen>');
	expect(row!.html).toContain('Hola, &lt;Carmen&gt;');
	expect(row!.html).not.toMatch(/%%\w+%%/);
});

test('without a mail server it is kept, without an address it says so; nothing is dropped', async () => {
	await tell({}, null);
	await tell({ key: 'nobody', recipient: ' ' });
	expect((await rows()).map(({ state, error }) => [state, error])).toEqual([
		['kept', null],
		['failed', 'no-address']
	]);
	expect(await send()).toBe(0);
});

test('what a transaction takes back is not sent', async () => {
	const undone = base.db.transaction().execute(async (tx) => {
		await notify(tx, INVOICE, { now, settings: { origin, smtpUrl } });
		throw new Error('the service failed');
	});
	await expect(undone).rejects.toThrow('the service failed');
	expect(await send()).toBe(0);
});

test('two senders at once: every mail arrives once', async () => {
	for (let n = 0; n < 6; n++) await tell({ key: `invoice ${n}` });
	await Promise.all([send(), send(), send()]);
	expect(received).toHaveLength(6);
	expect((await rows()).every(({ state, attempts }) => state === 'sent' && attempts === 1)).toBe(true);
	expect(received[0]!.raw).toMatch(/^Message-ID: <[\w-]+@localhost>/im);
	expect(received[0]!.raw).toMatch(/multipart\/alternative/);
	expect(received[0]!.raw).toMatch(/^From: "?Red Ejemplo"? <hilo@localhost>/m);
});

test('a server that is busy is asked again later; the mail keeps its Message-ID', async () => {
	await tell();
	answer = () => Object.assign(new Error('busy'), { responseCode: 451 });
	expect(await send()).toBe(1);
	expect(await rows()).toMatchObject([{ state: 'queued', attempts: 1, error: 'EMESSAGE 451' }]);
	answer = null;
	expect(await send(later(1))).toBe(0);
	expect(await send(later(6))).toBe(1);
	const [row] = await rows();
	expect(row).toMatchObject({ state: 'sent', attempts: 2, error: null });
	expect(received[0]!.raw).toContain(`<${row!.id}@localhost>`);
});

test('what a server refuses for good is not repeated', async () => {
	await tell();
	answer = () => Object.assign(new Error('no such user'), { responseCode: 550 });
	await send();
	expect(await rows()).toMatchObject([{ state: 'failed', attempts: 1 }]);
	expect(await send(later(10_000))).toBe(0);
});

test('a sign-in link is forgotten once it has left', async () => {
	const data = { name: 'Carmen', path: '/portal/entrar/the-token' };
	const notice = { event: 'magic-link' as const, key: 'magic', recipient: 'carmen.ruiz@example.com', data, secret: true };
	await base.db.transaction().execute((tx) => notify(tx, notice, { now, settings: { origin, smtpUrl } }));
	await send();
	expect(received[0]!.raw).toContain('the-token');
	expect(JSON.stringify(await rows())).not.toContain('the-token');
});

test("the help desk's answer reaches the customer's mailbox once; what is internal or old does not", async () => {
	const { customer } = await aCustomer(base.db, now);
	const id = await born(base.db, 'case', newCase({ title: 'Anda lento', lead: customer }), now);
	const message = (entry: string, some: object) => ({
		record: id,
		list: 'messages',
		id: entry,
		room: 'desk/central/2026-03',
		value: JSON.stringify({ text: 'Ya lo miramos', at: now.getTime(), by: HUGO.id, from: 'staff', internal: false, ...some }),
		seq: 1
	});
	const entries = [
		message('a', {}),
		message('b', { internal: true }),
		message('c', { from: 'customer' }),
		message('d', { at: now.getTime() - 2 * 86_400_000 })
	];
	await base.db.insertInto('record_entries').values(entries).execute();
	const around = { now, settings: { origin, smtpUrl } };
	await Promise.all([tellAnswer(base.db, id, around), tellAnswer(base.db, id, around)]);
	expect((await rows()).map(({ key, recipient }) => [key, recipient])).toEqual([['answer a', 'carmen.ruiz@example.com']]);
});
