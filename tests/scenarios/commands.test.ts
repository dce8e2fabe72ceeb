import { afterAll, beforeAll, expect, test } from 'vitest';
import { execute } from '#lib/server/commands/execute.ts';
import { newId } from '#lib/server/new-id.ts';
import { readSettings } from '#lib/server/settings.ts';
import { ANA, JULIA, LUIS, NOW } from '../cast.ts';
import { testDb, type TestDb } from '../support/postgres.ts';
import { aCompany, actorOf, anOrder, DESK } from '../support/records.ts';

const now = new Date(NOW);
const TECH = { server: 'srv-norte', node: 'nodo-centro', mode: 'dhcp', equipment: 'ONU', pool: 'pool-norte', ip: null, mac: '' };

let base: TestDb;
const send = (envelope: unknown, actor = actorOf(ANA)) =>
	execute({ db: base.db, clock: { now: () => now }, settings: readSettings({}) }, actor, envelope);
const envelopeFor = (order: string, rests: string[] = []) => ({
	id: newId(now),
	name: 'contract.create',
	payload: { order, tech: TECH },
	rests
});
const contractsOf = (order: string) => base.db.selectFrom('contracts').select('id').where('order', '=', order).execute();

beforeAll(async () => {
	base = await testDb();
	await aCompany(base.db, now);
});
afterAll(() => base.drop());

test('one command, however often it arrives: one effect and one answer', async () => {
	const { order } = await anOrder(base.db, now);
	const envelope = envelopeFor(order);
	const answers = await Promise.all(Array.from({ length: 5 }, () => send(envelope)));
	answers.push(await send({ ...envelope, payload: { tech: TECH, order } }));
	expect(answers[0]).toMatchObject({ ok: true });
	for (const answer of answers) expect(answer).toEqual(answers[0]);
	expect(await contractsOf(order)).toHaveLength(1);
});

test('a refusal is an answer too and stays, when what it complained of is mended', async () => {
	const { order } = await anOrder(base.db, now);
	const envelope = { ...envelopeFor(order), payload: { order, tech: { ...TECH, server: 'srv-oeste' } } };
	expect(await send(envelope)).toMatchObject({ ok: false, code: 'server.unknown' });
	const data = JSON.stringify({ name: 'Oeste', address: '10.0.0.3', nodes: [] });
	await base.db
		.insertInto('catalog_items')
		.values({ id: 'srv-oeste', kind: 'server', data, created_at: now, updated_at: now })
		.execute();
	expect(await send(envelope)).toMatchObject({ ok: false, code: 'server.unknown' });
	expect(await contractsOf(order)).toHaveLength(0);
});

test('the same id with other words, or of another person, is refused', async () => {
	const { order } = await anOrder(base.db, now);
	const envelope = envelopeFor(order);
	await send(envelope);
	const other = { ...envelope, payload: { order, tech: { ...TECH, mode: 'static' } } };
	expect(await send(other)).toMatchObject({ ok: false, code: 'command.reused' });
	expect(await send(envelope, actorOf(LUIS))).toMatchObject({ ok: false, code: 'command.reused' });
});

test('a command waits for the edits it rests on, and then has its effect', async () => {
	const { order } = await anOrder(base.db, now);
	const intent = newId(now);
	const envelope = envelopeFor(order, [intent]);
	expect(await send(envelope)).toEqual({ ok: false, code: 'command.not-yet', detail: {}, retry: true });
	expect(await contractsOf(order)).toHaveLength(0);
	const row = {
		room: DESK,
		epoch: 1,
		seq: 1,
		update: Buffer.from([0]),
		name: null,
		gesture: null,
		by: null,
		device: null,
		done_at: now
	};
	await base.db
		.insertInto('journal')
		.values({ ...row, intent, received_at: now })
		.execute();
	expect(await send(envelope)).toMatchObject({ ok: true });
});

test('a single-use link is told once and kept nowhere', async () => {
	const payload = { name: 'Nadia Nueva', email: 'nadia@example.com', roles: ['seller'], branch: 'central' };
	const envelope = { id: newId(now), name: 'user.invite', payload, rests: [] };
	const answer = await send(envelope, actorOf(JULIA));
	expect(answer).toMatchObject({ ok: true, result: { link: expect.stringContaining('/invitacion/') } });
	expect(await send(envelope, actorOf(JULIA))).toMatchObject({ ok: false, code: 'link.given' });
	const rows = await base.db.selectFrom('commands').select('answer').where('id', '=', envelope.id).execute();
	expect(JSON.stringify(rows)).not.toContain('/invitacion/');
});

test('what is no command is answered and not kept', async () => {
	expect(await send(null)).toMatchObject({ ok: false, code: 'value.wrong' });
	expect(await send({ id: newId(now), name: 'contract.burn', payload: {}, rests: [] })).toMatchObject({
		code: 'command.unknown'
	});
	expect(await send({ id: newId(now), name: 'toString', payload: {}, rests: [] })).toMatchObject({ code: 'command.unknown' });
	expect(await send({ id: newId(now), name: 'contract.create', payload: { order: 'x' }, rests: [] })).toMatchObject({
		code: 'value.wrong'
	});
});
