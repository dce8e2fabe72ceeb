import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TechRequest } from '#lib/domain/commands.ts';
import { execute } from '#lib/server/commands/execute.ts';
import { newId } from '#lib/server/new-id.ts';
import { readSettings } from '#lib/server/settings.ts';
import { ANA, NOW, SOFIA } from '../cast.ts';
import { testDb, type TestDb } from '../support/postgres.ts';
import { aCompany, actorOf, anOrder, edited } from '../support/records.ts';

const now = new Date(NOW);
const FIBRE: TechRequest = {
	server: 'srv-norte',
	node: 'nodo-centro',
	mode: 'pppoe',
	equipment: 'Huawei HG8145V5',
	pool: 'pool-norte',
	ip: null,
	mac: ''
};

let base: TestDb;
const given = () => ({ db: base.db, clock: { now: () => now }, settings: readSettings({}) });
const create = (order: string, tech: Partial<TechRequest> = {}, actor = actorOf(ANA)) =>
	execute(given(), actor, {
		id: newId(now),
		name: 'contract.create',
		payload: { order, tech: { ...FIBRE, ...tech } },
		rests: []
	});
const sell = async (some = {}) => (await anOrder(base.db, now, some)).order;

beforeAll(async () => {
	base = await testDb();
	await aCompany(base.db, now);
});
afterAll(() => base.drop());

test('the contract of an order: number, address, login, and the prices of the day', async () => {
	const { order, lead } = await anOrder(base.db, now, {
		service: { items: [{ id: 'router-wifi6', quantity: 1 }], discounts: ['bienvenida'] }
	});
	const answer = await create(order);
	expect(answer).toMatchObject({ ok: true, result: { number: 'C-1000', ip: '100.64.0.1', user: 'carmen.ruiz.1000' } });
	const contract = await base.db.selectFrom('contracts').selectAll().where('order', '=', order).executeTakeFirstOrThrow();
	expect(contract).toMatchObject({
		customer: lead,
		network: 'enabled',
		commercial: 'signed',
		billing: 'not-started',
		branch: 'central'
	});
	expect(contract.terms).toMatchObject({
		plan: { price: 20_000_00 },
		items: [{ id: 'router-wifi6' }],
		oneOffs: [{ id: 'instalacion' }],
		discounts: [{ percent: 50 }]
	});
	expect(contract.tech.secret).toMatch(/^\w{14}$/);
	const facts = await base.db.selectFrom('room_writes').select(['key', 'value']).where('key', '=', `${order}/contract`).execute();
	expect(facts).toEqual([
		{ key: `${order}/contract`, value: { id: contract.id, number: 'C-1000', network: 'enabled', commercial: 'signed' } }
	]);
});

test('what cannot become a contract is refused, and leaves nothing behind', async () => {
	const order = await sell();
	await create(order);
	expect(await create(order)).toMatchObject({ code: 'order.has-contract' });
	expect(await create(newId(now))).toMatchObject({ code: 'order.unknown' });
	expect(await create(await sell({ kind: 'technical' }))).toMatchObject({ code: 'order.wrong-status' });
	const cancelled = await sell();
	await edited(base.db, cancelled, 'cancelled', { reason: 'Se mudó', at: now.getTime() });
	expect(await create(cancelled)).toMatchObject({ code: 'order.wrong-status' });
	expect(await create(await sell({ service: { plan: 'antena-20' } }))).toMatchObject({
		code: 'plan.not-sold',
		detail: { plan: 'Antena 20 Mb' }
	});
	expect(await create(await sell(), { server: 'x' })).toMatchObject({ code: 'server.unknown' });
	expect(await create(await sell(), { node: 'x' })).toMatchObject({ code: 'node.unknown' });
	expect(await create(await sell(), { pool: 'pool-sur' })).toMatchObject({ code: 'pool.unknown' });
	expect(await create(await sell(), { ip: '100.64.8.9' })).toMatchObject({ code: 'address.outside-pool' });
	expect(await create(await sell(), { pool: null, mode: 'static' })).toMatchObject({ code: 'address.missing' });
	expect(await create(await sell(), { mac: 'zz' })).toMatchObject({ code: 'value.wrong', detail: { field: 'tech.mac' } });
	expect(await create(await sell(), { equipment: '' })).toMatchObject({
		code: 'value.wrong',
		detail: { field: 'tech.equipment' }
	});
	expect(await create(await sell(), {}, { ...actorOf(ANA), branch: 'norte' })).toMatchObject({ code: 'order.unknown' });
	expect(await create(await sell(), {}, actorOf(SOFIA))).toMatchObject({ code: 'right.missing' });
	const { count } = await base.db
		.selectFrom('contracts')
		.select((eb) => eb.fn.countAll<number>().as('count'))
		.executeTakeFirstOrThrow();
	expect(count).toBe(2);
	const taken = await create(await sell(), { ip: '100.64.0.1' });
	expect(taken).toMatchObject({ ok: false, code: 'address.taken', detail: { ip: '100.64.0.1' } });
	expect(await create(await sell())).toMatchObject({ ok: true, result: { number: 'C-1002', ip: '100.64.0.3' } });
});

test('twenty at once for one address: one wins', async () => {
	const orders = await Promise.all(Array.from({ length: 20 }, () => sell()));
	const answers = await Promise.all(orders.map((order) => create(order, { mode: 'static', ip: '100.64.2.2' })));
	expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
	expect(answers.filter((answer) => !answer.ok && answer.code === 'address.taken')).toHaveLength(19);
});

test('twenty at once for any address: each has its own, and the numbers have no gap', async () => {
	const orders = await Promise.all(Array.from({ length: 20 }, () => sell()));
	await Promise.all(orders.map((order) => create(order)));
	const addresses = await base.db.selectFrom('ip_addresses').select('ip').execute();
	const contracts = await base.db.selectFrom('contracts').select('number').orderBy('number').execute();
	expect(new Set(addresses.map(({ ip }) => ip)).size).toBe(contracts.length);
	expect(contracts.map(({ number }) => number)).toEqual(contracts.map((_, i) => 1000 + i));
});

test('twenty at once for one order: one contract', async () => {
	const order = await sell();
	const answers = await Promise.all(Array.from({ length: 20 }, () => create(order)));
	expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
});

test('a second service of the same person is a second contract of one customer', async () => {
	const first = await anOrder(base.db, now);
	const second = await anOrder(base.db, now);
	await edited(base.db, second.prospect, 'lead', first.lead);
	await Promise.all([create(first.order), create(second.order)]);
	const contracts = await base.db.selectFrom('contracts').select('id').where('customer', '=', first.lead).execute();
	expect(contracts).toHaveLength(2);
});
