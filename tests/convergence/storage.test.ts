import { afterEach, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { Outbox } from '#lib/client/outbox.ts';
import { queueIntent } from '#lib/client/queue.ts';
import { newOrder } from '#lib/domain/delivery/order.ts';
import { newLead } from '#lib/domain/sales/lead.ts';
import { newVisit } from '#lib/domain/delivery/visit.ts';
import { Hub } from './hub.ts';
import { agree, DESK, LUIS, newId, opening, PAULA, SOFIA } from './people.ts';

afterEach(() => void vi.restoreAllMocks());
const lead = (name: string) => ({ kind: 'lead' as const, fields: newLead({ name }) });

test('what is on this device survives closing the tab, without network, and arrives after weeks one by one', async () => {
	const hub = new Hub(DESK);
	const sofia = await opening(hub, SOFIA);
	sofia.writer.online(false);
	const id = newId();
	await sofia.writer.write(DESK, 'create', [{ base: id, value: lead('Carmen Ruiz') }]);
	await sofia.close();
	await sofia.open(false);
	expect(await sofia.db.rows.get(id)).toMatchObject({ tick: 'device', fields: { name: 'Carmen Ruiz' } });
	await sofia.edit(id, { phone: '351' });
	await sofia.edit(id, { phone: '352' });
	await sofia.close();
	await sofia.open();
	await sofia.sent();
	expect(hub.taken).toHaveLength(3);
	const luis = await opening(hub, LUIS);
	await agree(sofia, luis);
	expect(await luis.field(id, 'phone')).toBe('352');
});

test('a full or closed store is told at once, and the edit gets no tick', async () => {
	const hub = new Hub(DESK);
	const sofia = await opening(hub, SOFIA);
	const id = newId();
	const full = vi.spyOn(sofia.db.updates, 'bulkAdd').mockRejectedValue(new Error('QuotaExceededError'));
	await expect(sofia.writer.write(DESK, 'create', [{ base: id, value: lead('Carmen Ruiz') }])).rejects.toThrow(
		'QuotaExceededError'
	);
	expect(sofia.told.storage).toBe(false);
	expect(await sofia.db.rows.get(id)).toBeUndefined();
	full.mockRestore();
	await sofia.writer.write(DESK, 'create', [{ base: id, value: lead('Carmen Ruiz') }]);
	expect(sofia.told.storage).toBe(true);
	await sofia.sent();
	expect(hub.stay(DESK).doc.getMap('base').size).toBe(1);
});

test('what is being stored while the socket opens is nothing that the server has lost', async () => {
	const hub = new Hub(DESK);
	const sofia = await opening(hub, SOFIA);
	sofia.writer.online(false);
	let release = () => {};
	const held = new Promise<void>((resolve) => (release = resolve));
	const { db } = sofia.around;
	const transaction = db.transaction.bind(db) as (...args: unknown[]) => Promise<unknown>;
	const slow = vi.spyOn(db, 'transaction') as unknown as { mockImplementationOnce(work: typeof transaction): void };
	slow.mockImplementationOnce((...args) => held.then(() => transaction(...args)));
	const writing = sofia.writer.write(DESK, 'create', [{ base: newId(), value: lead('Carmen Ruiz') }]);
	await vi.waitFor(() => expect(slow).toHaveBeenCalled());
	sofia.writer.online(true);
	await vi.waitFor(() => expect(sofia.writer.connected).toBe(true), 5_000);
	release();
	await writing;
	await sofia.sent();
	expect(hub.stay(DESK).doc.getMap('base').size).toBe(1);
});

test('a store that had no place for a room loaded afresh is sound again once it has', async () => {
	const hub = new Hub(DESK);
	const ana = await opening(hub);
	const order = newOrder({ kind: 'removal', lead: newId() });
	await ana.writer.write(DESK, 'create', [{ base: newId(), value: { kind: 'order', fields: order } }]);
	await ana.sent();
	const full = vi.spyOn(ana.db.updates, 'bulkAdd').mockRejectedValue(new Error('QuotaExceededError'));
	hub.restore(DESK, Y.encodeStateAsUpdate(hub.stay(DESK).doc));
	await vi.waitFor(() => expect(ana.told.storage).toBe(false), 5_000);
	full.mockRestore();
	await vi.waitFor(() => expect(ana.told.storage).toBe(true), 10_000);
});

test('what others write while the store is full is kept and stored later', async () => {
	const hub = new Hub(DESK);
	const [ana, luis] = [await opening(hub), await opening(hub, LUIS)];
	const full = vi.spyOn(luis.db.updates, 'bulkAdd').mockRejectedValue(new Error('QuotaExceededError'));
	const id = newId();
	await ana.writer.write(DESK, 'create', [
		{ base: id, value: { kind: 'order', fields: newOrder({ kind: 'removal', lead: newId() }) } }
	]);
	await vi.waitFor(() => expect(luis.told.storage).toBe(false));
	full.mockRestore();
	await vi.waitFor(async () => expect(await luis.db.rows.get(id)).toBeDefined(), 5_000);
	await luis.close();
	await luis.open(false);
	await luis.edit(id, { observations: 'Perro' });
});

test('a database that was closed under the app is opened again', async () => {
	const hub = new Hub(DESK);
	const sofia = await opening(hub, SOFIA);
	sofia.db.close({ disableAutoOpen: false });
	const id = newId();
	await sofia.writer.write(DESK, 'create', [{ base: id, value: lead('Carmen Ruiz') }]);
	await sofia.sent();
	expect(await sofia.db.rows.get(id)).toMatchObject({ tick: 'server' });
});

test('another tab writes into the database, and the tab that holds the rooms applies and sends it in order', async () => {
	const hub = new Hub(DESK);
	const sofia = await opening(hub, SOFIA);
	const id = newId();
	await queueIntent(sofia.around, DESK, 'create', [{ base: id, value: lead('Carmen Ruiz') }]);
	await vi.waitFor(async () => expect(await sofia.db.rows.get(id)).toBeDefined());
	await queueIntent(sofia.around, DESK, 'edit', [{ edit: id, field: 'phone', v: '351' }]);
	await queueIntent(sofia.around, DESK, 'edit', [{ edit: id, field: 'phone', v: '352' }]);
	await vi.waitFor(() => expect(hub.taken).toHaveLength(3));
	await sofia.sent();
	expect(await sofia.field(id, 'phone')).toBe('352');
});

test('a technician’s report written on two devices of his is one report', async () => {
	const REPORT = 'report/paula/2026-03';
	const hub = new Hub(REPORT);
	const [phone, tablet] = [await opening(hub, PAULA), await opening(hub, PAULA)];
	const id = newId();
	await phone.writer.write(REPORT, 'start', [
		{ base: id, value: { kind: 'visit', fields: newVisit({ order: newId(), plan: null }) } }
	]);
	await vi.waitFor(async () => expect(await tablet.db.rows.get(id)).toBeDefined());
	for (const device of [phone, tablet]) device.writer.online(false);
	await phone.edit(id, { notes: 'Fibra por el frente', arrived: { at: 5, lat: null, lng: null } });
	await tablet.writer.write(REPORT, 'equipment', [
		{ entry: id, list: 'equipment', value: { kind: 'onu', serial: 'HWTC1', mac: '' } }
	]);
	for (const device of [tablet, phone]) device.writer.online(true);
	await Promise.all([phone.sent(), tablet.sent()]);
	await agree(phone, tablet, REPORT);
});

test('a draft and the catalogue live in rooms of their own kind', async () => {
	const hub = new Hub('me/sofia', 'catalog');
	hub.stay('catalog').doc.getMap('facts').set('fibra/item', { kind: 'plan', id: 'fibra', name: 'Fibra 300 Mb' });
	hub.stay('catalog').seq = 1;
	const sofia = await opening(hub, SOFIA);
	const id = newId();
	await sofia.writer.write('me/sofia', 'draft', [
		{ base: id, value: { kind: 'draft', fields: { answers: { name: 'Carmen' }, step: 1, discarded: false } } }
	]);
	await sofia.edit(id, { answers: { name: 'Carmen Ruiz' } });
	await sofia.sent();
	expect(await sofia.field(id, 'answers')).toEqual({ name: 'Carmen Ruiz' });
	expect(await sofia.db.facts.toArray()).toMatchObject([
		{ room: 'catalog', record: 'fibra', field: 'item', value: { name: 'Fibra 300 Mb' } }
	]);
});

test('a command waits for what it rests on, and falls with it', async () => {
	const hub = new Hub(DESK);
	const sofia = await opening(hub, SOFIA);
	sofia.writer.online(false);
	const asked: unknown[] = [];
	const fetch = async (_path: string, init?: RequestInit) => {
		asked.push(JSON.parse(String(init?.body)));
		return Response.json({ ok: true, result: { number: 'C-1042' } });
	};
	let online = false;
	const outbox = new Outbox({ ...sofia.around, fetch }, () => online);
	const { intent } = await sofia.writer.write(DESK, 'create', [{ base: newId(), value: lead('Carmen Ruiz') }]);
	expect(await (await outbox.keep('contract.create', {}, [intent])).answer).toMatchObject({ ok: false, code: 'command.waiting' });
	online = true;
	await outbox.flush();
	expect(asked).toHaveLength(0);
	sofia.writer.online(true);
	await sofia.sent();
	await outbox.flush();
	expect(asked).toMatchObject([{ name: 'contract.create', rests: [intent] }]);
	expect(await sofia.db.outbox.toArray()).toMatchObject([{ state: 'answered', read: 0, answer: { ok: true } }]);

	hub.refuse = () => ({ code: 'right.missing' });
	const { intent: bad } = await sofia.writer.write(DESK, 'create', [{ base: newId(), value: lead('Mala') }]);
	await vi.waitFor(async () => expect((await sofia.db.intents.get({ id: bad }))?.state).toBe('refused'));
	expect(await (await outbox.keep('contract.create', {}, [bad])).answer).toMatchObject({
		ok: false,
		code: 'command.rests-refused'
	});
	outbox.stop();
});

test('a link that was handed over is told to whoever waits for it and stays in no database', async () => {
	const sofia = await opening(new Hub(DESK), SOFIA);
	const answer = { ok: true, result: { customer: 'c', email: '', link: 'https://hilo.example/portal/entrar/secret' } };
	const fetch = () => Promise.resolve(new Response(JSON.stringify(answer)));
	const outbox = new Outbox({ ...sofia.around, fetch }, () => true);
	expect(await (await outbox.keep('portal.grant', {}, [])).answer).toEqual(answer);
	const stored = await sofia.db.outbox.toArray();
	expect(stored).toMatchObject([{ state: 'answered', answer: { ok: false, code: 'link.given' } }]);
	expect(JSON.stringify(stored)).not.toContain('secret');
	outbox.stop();
});
