import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Plan } from '#lib/domain/delivery/order.ts';
import { act, anOrderOf, joinStock, until, type Stock } from '../support/sync-client.ts';
import { anId, DESK, startSyncedServer, type Person, type SyncedServer } from '../support/sync-server.ts';

let server: SyncedServer;
let ana: Person;
let desk: Stock;
let crew: string;
beforeAll(async () => {
	server = await startSyncedServer();
	ana = await server.person('dispatcher');
	desk = joinStock(server, ana, DESK);
	await until(() => desk.provider.synced);
});
afterAll(async () => {
	desk.leave();
	await server.stop();
});
beforeEach(() => {
	crew = `paula-${anId()}`;
});

const at = (hour: number, some: Partial<Plan> = {}): Plan => ({
	id: anId(),
	crew: [crew],
	start: Date.UTC(2026, 2, 3, hour),
	minutes: 120,
	...some
});
const fact = (id: string, field: string) => desk.room.facts.get(`${id}/${field}`);

type Slot = { plan: string; granted: boolean; clashes?: { order: string; technician: string }[] };
/** The decision about that plan, when it has come. */
const slot = (id: string, plan: Plan) =>
	until(() => {
		const decided = fact(id, 'slot') as Slot | null | undefined;
		return decided?.plan === plan.id ? decided : null;
	});
const freed = (id: string) => until(() => fact(id, 'slot') === null);
const granted = (id: string) => (fact(id, 'slot') as Slot).granted;

function anOrder(plan: Plan | null = null): string {
	const id = anId();
	act(desk.room, ana, { base: id, value: anOrderOf(ana, { plan }) });
	return id;
}
const set = (id: string, field: string, v: unknown) =>
	act(desk.room, ana, { edit: id, field, v, over: desk.room.standing(id, field) });

test('an hour belongs to one order; the other is told, and so is who holds it', async () => {
	const [nine, ten] = [at(9), at(10)];
	const first = anOrder(nine);
	expect(await slot(first, nine)).toEqual({ plan: nine.id, granted: true });
	const second = anOrder();
	set(second, 'plan', ten);
	expect(await slot(second, ten)).toEqual({ plan: ten.id, granted: false, clashes: [{ order: first, technician: crew }] });
	expect(await until(() => fact(first, 'clashes'))).toEqual([{ order: second, technician: crew }]);

	set(first, 'plan', null);
	await freed(first);
	await until(() => granted(second));
	await until(() => fact(first, 'clashes') === null);
	expect(fact(second, 'slot')).toEqual({ plan: ten.id, granted: true });
});

test('an hour that ends when the next begins is no clash', async () => {
	const [nine, eleven] = [at(9), at(11)];
	const orders = [anOrder(nine), anOrder(eleven)];
	expect([(await slot(orders[0]!, nine)).granted, (await slot(orders[1]!, eleven)).granted]).toEqual([true, true]);
});

test('a crew gets the hour whole or not at all', async () => {
	const alone = anOrder(at(9));
	const both = at(9, { crew: [`martin-${crew}`, crew, crew] });
	const two = anOrder(both);
	expect(await slot(two, both)).toMatchObject({ granted: false });
	const other = at(9, { crew: [`martin-${crew}`] });
	expect((await slot(anOrder(other), other)).granted).toBe(true);
	set(alone, 'cancelled', { reason: 'Se mudó', at: 1 });
	await freed(alone);
	await until(() => (fact(two, 'slot') as Slot).clashes!.every(({ order }) => order !== alone));
	expect(fact(two, 'slot')).toMatchObject({ granted: false });
});

test('moving an order onto its own hour is no clash, and what it leaves is free', async () => {
	const [nine, half, nineAgain] = [at(9), at(10), at(8)];
	const order = anOrder(nine);
	await slot(order, nine);
	set(order, 'plan', half);
	expect((await slot(order, half)).granted).toBe(true);
	expect((await slot(anOrder(nineAgain), nineAgain)).granted).toBe(true);
});

test('of twenty who ask for one hour at the same moment one has it, and all know', async () => {
	const plans = Array.from({ length: 20 }, () => at(9));
	const orders = plans.map((plan) => anOrder(plan));
	const slots = await Promise.all(orders.map((order, i) => slot(order, plans[i]!)));
	expect(slots.filter(({ granted }) => granted)).toHaveLength(1);
	const holder = orders[slots.findIndex(({ granted }) => granted)]!;
	await until(() => (fact(holder, 'clashes') as unknown[] | undefined)?.length === 19);
	const held = await server.test.db.selectFrom('slots').selectAll().where('technician', '=', crew).execute();
	expect(held).toHaveLength(1);
});
