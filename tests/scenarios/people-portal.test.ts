import { afterAll, beforeAll, expect, test } from 'vitest';
import { cookieName, sealSession } from '#lib/server/auth/auth.ts';
import { createSession, portalSession, sessionFromCookie } from '#lib/server/auth/session.ts';
import { grantPortal } from '#lib/server/care/grant-portal.ts';
import { askToCancel, askToChange, openCase } from '#lib/server/care/open-case.ts';
import { readInvoice, readInvoices, readPayments, readServices } from '#lib/server/care/portal-account.ts';
import { readCase, readCases } from '#lib/server/care/portal-cases.ts';
import { makeLog } from '#lib/server/log.ts';
import { drainRoomWrites } from '../../sync-server/drain.ts';
import { askForPortalLink, enterPortal } from '#lib/server/care/portal-sign-in.ts';
import { startingText } from '#lib/server/care/starting-text.ts';
import { customerVisits } from '#lib/server/delivery/customer-visits.ts';
import { replyCase } from '#lib/server/care/reply-case.ts';
import { recordPayment } from '#lib/server/billing/record-payment.ts';
import { readRecord } from '#lib/server/records.ts';
import { readSettings, type Settings } from '#lib/server/settings.ts';
import { newCase } from '#lib/domain/care/help-case.ts';
import { ANA, ELENA, HUGO, MARTIN, NOW } from '../cast.ts';
import { aCustomer, type ACustomer } from '../support/customers.ts';
import { testDb, type TestDb } from '../support/postgres.ts';
import { aCompany, actorOf, anOrder, born, edited, planned, reported } from '../support/records.ts';

const now = new Date(NOW);
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
const settings: Settings = { ...readSettings({}), authSecret: 'a secret of at least thirty-two letters' };
const zone = 'America/Argentina/Cordoba';
const ctx = { now, zone, command: '', settings };

let base: TestDb;
let carmen: ACustomer;
let other: ACustomer;
const asCustomer = ({ customer }: ACustomer) => ({ user: customer, roles: [], branch: 'central', customer });

beforeAll(async () => {
	base = await testDb();
	await aCompany(base.db, now);
	carmen = await aCustomer(base.db, now);
	other = await aCustomer(base.db, now, { name: 'Omar Lema', email: '' });
});
afterAll(() => base.drop());

const grant = (contract: string, by: 'mail' | 'link', actor = actorOf(HUGO)) =>
	base.db.transaction().execute((tx) => grantPortal(tx, actor, { contract, by }, ctx));
const tokenOf = (text: string) => /\/portal\/entrar\/([\w-]+)/.exec(text)![1]!;
const mails = (event: string) => base.db.selectFrom('notices').selectAll().where('event', '=', event).orderBy('id').execute();

test('staff hand over a link that works once, for a week', async () => {
	const { link } = await grant(carmen.contract, 'link');
	const token = tokenOf(link!);
	expect(await enterPortal(base.db, token, later(8 * 24 * 60))).toBeNull();
	const sessions = await Promise.all([enterPortal(base.db, token, now), enterPortal(base.db, token, now)]);
	expect(sessions.filter(Boolean)).toHaveLength(1);
});

test('a mailed link is never shown to who asked for it, and the newest one works', async () => {
	const older = tokenOf((await grant(carmen.contract, 'link')).link!);
	expect(await grant(carmen.contract, 'mail')).toEqual({
		customer: carmen.customer,
		email: 'carmen.ruiz@example.com',
		link: null
	});
	const [mail] = await mails('portal-access');
	expect(mail).toMatchObject({ recipient: 'carmen.ruiz@example.com', secret: true, customer: carmen.customer });
	expect(mail!.html).toContain(tokenOf(mail!.text));
	expect(await enterPortal(base.db, older, now)).toBeNull();
	expect(await enterPortal(base.db, tokenOf(mail!.text), now)).not.toBeNull();
});

test('without an e-mail, without the right or without a contract there is no mail', async () => {
	await expect(grant(other.contract, 'mail')).rejects.toMatchObject({ code: 'portal.no-email' });
	await expect(grant(carmen.contract, 'link', actorOf(MARTIN))).rejects.toMatchObject({ code: 'right.missing' });
	await expect(grant(carmen.contract, 'link', { ...actorOf(ANA), branch: 'norte' })).rejects.toMatchObject({
		code: 'contract.unknown'
	});
	await expect(grant(carmen.customer, 'link')).rejects.toMatchObject({ code: 'contract.unknown' });
});

test('the link that a customer asks for lives a quarter of an hour; a stranger gets none', async () => {
	await askForPortalLink(base.db, 'stranger@example.com', ctx);
	await askForPortalLink(base.db, '', ctx);
	expect(await mails('magic-link')).toHaveLength(0);
	await askForPortalLink(base.db, ' Carmen.Ruiz@example.com', ctx);
	const [mail] = await mails('magic-link');
	const token = tokenOf(mail!.text);
	expect(await enterPortal(base.db, token, later(16))).toBeNull();
	expect(await enterPortal(base.db, token, later(14))).not.toBeNull();
});

test("a customer's cookie opens the portal and nothing of the office", async () => {
	const session = await createSession(base.db, { customer: carmen.customer }, now);
	const cookie = `${cookieName('portal', settings)}=${await sealSession(session, 'portal', settings)}`;
	expect(await portalSession(base.db, cookie, settings, now)).toMatchObject({
		name: 'Carmen Ruiz',
		actor: { user: carmen.customer, customer: carmen.customer, roles: [], branch: 'central' }
	});
	expect(await sessionFromCookie(base.db, cookie, settings, now)).toBeNull();
	const disguised = `${cookieName('staff', settings)}=${await sealSession(session, 'staff', settings)}`;
	expect(await sessionFromCookie(base.db, disguised, settings, now)).toBeNull();
});

test('invoices, payments and services are those of the customer alone', async () => {
	const paid = { contract: carmen.contract, amount: 5_000_00, method: 'efectivo', on: '2026-03-02', note: '' };
	await base.db.transaction().execute((tx) => recordPayment(tx, actorOf(ELENA), paid, ctx));
	const [invoice, ...more] = await readInvoices(base.db, carmen.customer);
	expect(more).toEqual([]);
	expect(invoice).toMatchObject({ id: carmen.invoice, label: 'B 0003-00000001', paidOn: '2026-03-02' });
	expect(invoice!.owed).toBe(invoice!.total - 5_000_00);
	const detail = await readInvoice(base.db, carmen.customer, carmen.invoice);
	expect(detail!.lines.reduce((sum, line) => sum + line.amount, 0)).toBe(invoice!.total);
	expect(await readInvoice(base.db, other.customer, carmen.invoice)).toBeNull();
	expect(await readInvoice(base.db, carmen.customer, 'no-id')).toBeNull();
	expect(await readPayments(base.db, carmen.customer)).toMatchObject([
		{ label: 'R-000001', amount: 5_000_00, method: 'Efectivo en la oficina' }
	]);
	expect(await readPayments(base.db, other.customer)).toEqual([]);
	expect(await readServices(base.db, other.customer)).toMatchObject([
		{ plan: 'Fibra 300 Mb', commercial: 'active', network: 'enabled' }
	]);
});

test('a ticket stands in the desk of the month at once, and its customer reads it before the room has it', async () => {
	const id = await openCase(base.db, asCustomer(carmen), { text: '  No anda.\r\nDesde ayer.  ' }, now);
	const writes = await base.db.selectFrom('room_writes').selectAll().where('key', 'like', `${id}%`).orderBy('id').execute();
	expect(writes.map(({ room, map }) => [room, map])).toEqual([
		['desk/central/2026-03', 'base'],
		['desk/central/2026-03', 'entries']
	]);
	expect(writes[0]!.value).toMatchObject({
		kind: 'case',
		by: carmen.customer,
		fields: { lead: carmen.customer, contract: carmen.contract, origin: 'portal' }
	});
	const ticket = await readCase(base.db, carmen.customer, id);
	expect(ticket).toMatchObject({
		title: 'No anda.',
		state: 'pending',
		number: null,
		messages: [{ text: 'No anda.\nDesde ayer.', author: null }]
	});
	expect(await readCase(base.db, other.customer, id)).toBeNull();
	expect(await readCases(base.db, other.customer)).toEqual([]);
});

test('a ticket that reaches its room while its customer looks is there all the same', async () => {
	const id = await openCase(base.db, asCustomer(carmen), { text: 'Se corta a la noche' }, now);
	const drain = () => drainRoomWrites({ db: base.db, pool: base.pool, clock: { now: () => now }, log: makeLog('silent') });
	/** The room's owner is as quick as it can be: it writes between any two questions. */
	const busy = base.db.withPlugin({
		transformQuery: ({ node }) => node,
		transformResult: async ({ result }) => (await drain(), result)
	});
	expect(await readCase(busy, carmen.customer, id)).toMatchObject({ id, messages: [{ text: 'Se corta a la noche' }] });
});

test('nothing written is no ticket, and too much is none either', async () => {
	await expect(openCase(base.db, asCustomer(carmen), { text: ' \n ' }, now)).rejects.toMatchObject({ code: 'text.missing' });
	await expect(openCase(base.db, asCustomer(carmen), { text: 'a'.repeat(10_001) }, now)).rejects.toMatchObject({
		code: 'value.wrong'
	});
	await expect(openCase(base.db, asCustomer(carmen), { text: 'a\u0000b' }, now)).rejects.toMatchObject({ code: 'value.wrong' });
	await expect(openCase(base.db, actorOf(HUGO), { text: 'hola' }, now)).rejects.toMatchObject({ code: 'right.missing' });
});

async function said(record: string, id: string, some: object) {
	const value = { text: 'Hola', at: now.getTime(), by: HUGO.id, from: 'staff', internal: false, ...some };
	const row = { record, list: 'messages', id, room: 'desk/central/2026-03', value: JSON.stringify(value), seq: 1 };
	await base.db.insertInto('record_entries').values(row).execute();
}

test('what staff say among themselves never reaches the customer; what they answer comes with a first name', async () => {
	const id = await born(base.db, 'case', newCase({ title: 'Anda lento', lead: carmen.customer }), now);
	await edited(base.db, id, 'state', 'in-progress');
	await said(id, 'a', { text: 'Cuidado, debe dos meses', internal: true });
	await said(id, 'b', { text: 'Ya lo miramos', at: now.getTime() + 1 });
	await replyCase(base.db, asCustomer(carmen), { id, text: 'Gracias' }, later(5));
	const ticket = await readCase(base.db, carmen.customer, id);
	expect(ticket).toMatchObject({
		state: 'in-progress',
		messages: [
			{ text: 'Ya lo miramos', author: 'Hugo' },
			{ text: 'Gracias', author: null }
		]
	});
});

test("nobody answers in somebody else's ticket, nor in one that is closed", async () => {
	const id = await born(base.db, 'case', newCase({ title: 'Anda lento', lead: carmen.customer }), now);
	await expect(replyCase(base.db, asCustomer(other), { id, text: 'Hola' }, now)).rejects.toMatchObject({
		code: 'record.unknown'
	});
	await edited(base.db, id, 'state', 'closed');
	await expect(replyCase(base.db, asCustomer(carmen), { id, text: 'Hola' }, now)).rejects.toMatchObject({ code: 'case.closed' });
});

test('other contact data are asked for in a ticket of his own, and change nothing by themselves', async () => {
	const before = await readRecord(base.db, 'lead', carmen.customer);
	const id = await askToChange(base.db, asCustomer(carmen), ['Teléfono: 1', 'Prefiere: WhatsApp'], now);
	expect(await readCase(base.db, carmen.customer, id)).toMatchObject({
		category: 'data',
		title: 'Cambio de datos',
		messages: [{ text: 'Teléfono: 1\nPrefiere: WhatsApp', author: null }]
	});
	expect(await readCase(base.db, other.customer, id)).toBeNull();
	expect(await readRecord(base.db, 'lead', carmen.customer)).toEqual(before);
	await expect(askToChange(base.db, asCustomer(carmen), [], now)).rejects.toMatchObject({ code: 'text.missing' });
});

test('whoever asks to leave gets a code at once', async () => {
	const first = await askToCancel(base.db, asCustomer(carmen), { text: '' }, now);
	const second = await askToCancel(base.db, asCustomer(other), { text: 'Me mudo' }, now);
	expect([first.code, second.code]).toEqual(['BAJA-000001', 'BAJA-000002']);
	expect(await readCase(base.db, other.customer, second.case)).toMatchObject({
		category: 'cancellation',
		title: 'BAJA-000002',
		messages: [{ text: 'BAJA-000002\nMe mudo' }]
	});
});

test('a customer sees who comes and when once the hour is granted, that he is on the way, and no longer when he was there', async () => {
	const { lead, order } = await anOrder(base.db, now, { lead: { name: 'Nilda Vera', email: '' }, kind: 'technical' });
	const visits = () => customerVisits(base.db, lead, now);
	const plan = await planned(base.db, order, MARTIN.id, later(120), 90);
	const coming = { order, kind: 'technical', technician: 'Martín', start: plan.start, minutes: 90 };
	expect(await visits()).toEqual([{ ...coming, status: 'scheduled', address: 'Güemes 742, Villa Ejemplo' }]);
	const asked = (of: string, customer = lead) => startingText(base.db, customer, new URLSearchParams(of), now);
	expect(await asked(`visita=${order}`)).toContain('lun 2 mar');
	expect(await asked(`visita=${order}`, carmen.customer)).toBe('');
	expect(await customerVisits(base.db, carmen.customer, now)).toEqual([]);
	expect(await customerVisits(base.db, lead, later(240))).toEqual([]);
	const log = { order, technician: MARTIN.id, at: now };
	await base.db.insertInto('agenda_log').values(log).execute();
	const visit = await reported(base.db, { order, technician: MARTIN.id, plan: plan.id, outcome: null, received: later(100) });
	expect(await visits()).toMatchObject([{ ...coming, status: 'on-site' }]);
	await edited(base.db, visit, 'outcome', { result: 'success', reason: null, feasible: null, at: later(110).getTime() });
	expect(await visits()).toEqual([]);
});

test('an hour that was only wished is not promised to a customer', async () => {
	const { lead, order } = await anOrder(base.db, now, { lead: { name: 'Nilda Vera', email: '' } });
	await planned(base.db, order, MARTIN.id, later(600));
	await base.db.deleteFrom('slots').where('order', '=', order).execute();
	expect(await customerVisits(base.db, lead, now)).toEqual([]);
});

test('who has paid begins his ticket with the amount and number of his own invoice', async () => {
	const asked = (customer: string) => startingText(base.db, customer, new URLSearchParams({ pague: carmen.invoice }), now);
	expect(await asked(carmen.customer)).toMatch(/^Ya pagué \$.+ de la factura B 0003-00000001/);
	expect(await asked(other.customer)).toBe('');
});
