import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { newOrder } from '#lib/domain/delivery/order.ts';
import { newLead } from '#lib/domain/sales/lead.ts';
import type { Role } from '#lib/domain/catalog.ts';
import { DESK } from '../support/sync-server.ts';
import { doorOf } from './doors.ts';
import { startRestartable, type Restartable } from './restartable.ts';
import { agree, Hands, newId } from './people.ts';

let server: Restartable;
const open: Hands[] = [];
beforeAll(async () => void (server = await startRestartable()));
afterEach(async () => void (await Promise.all(open.splice(0).map((hands) => hands.close()))));
afterAll(() => server.stop());

async function hands(role: Role): Promise<Hands> {
	const person = await server.person(role);
	const found = await new Hands(doorOf(server, person), person.actor).open();
	open.push(found);
	return found;
}

const plan = (start: number) => ({ id: newId(), crew: ['paula'], start, minutes: 60 });
async function anOrder(by: Hands): Promise<string> {
	const id = newId();
	await by.writer.write(DESK, 'create', [
		{ base: id, value: { kind: 'order', fields: newOrder({ kind: 'installation', lead: newId() }) } }
	]);
	await by.sent();
	return id;
}

test('lead, prospect, ticket and order arrive together, and the server gives the numbers', async () => {
	const [seller, dispatcher] = [await hands('seller'), await hands('dispatcher')];
	const [lead, order] = [newId(), newId()];
	await seller.writer.write(DESK, 'ticket.create', [
		{ base: lead, value: { kind: 'lead', fields: newLead({ name: 'Carmen Ruiz' }) } },
		{ base: order, value: { kind: 'order', fields: newOrder({ kind: 'installation', lead }) } }
	]);
	await seller.sent();
	await vi.waitFor(async () => expect((await dispatcher.db.rows.get(order))?.number).toMatch(/^OR-\d+$/), 5_000);
	await agree(seller, dispatcher, DESK);
	expect(await seller.db.rows.get(lead)).toMatchObject({ tick: 'server' });
});

test('weeks of work without network arrive intent by intent', async () => {
	const [seller, other] = [await hands('seller'), await hands('seller')];
	seller.writer.online(false);
	const ids = Array.from({ length: 80 }, newId);
	for (const id of ids) {
		await seller.writer.write(DESK, 'lead.create', [{ base: id, value: { kind: 'lead', fields: newLead({ name: 'Lead' }) } }]);
		await seller.edit(id, { phone: '351' });
	}
	await seller.close();
	await seller.open();
	await vi.waitFor(async () => expect(await seller.states()).not.toContain('saved'), 20_000);
	await agree(seller, other, DESK);
	const journal = await server.test.db.selectFrom('journal').select('intent').where('by', '=', seller.actor.user).execute();
	expect(journal).toHaveLength(160);
});

test('a server that stops and starts again loses nothing, and nobody has to do anything', async () => {
	const [ana, luis] = [await hands('dispatcher'), await hands('dispatcher')];
	const id = await anOrder(ana);
	await ana.edit(id, { observations: 'Perro' });
	await server.restart();
	await ana.edit(id, { plan: plan(9) });
	await vi.waitFor(async () => expect(await ana.states()).not.toContain('saved'), 15_000);
	await vi.waitFor(async () => expect((await luis.db.rows.get(id))?.fields.plan).toBeTruthy(), 15_000);
	await agree(ana, luis, DESK);
});

test('an edit that slept is refused, set aside with both values, and what came after it arrives', async () => {
	const [ana, luis] = [await hands('dispatcher'), await hands('dispatcher')];
	const id = await anOrder(ana);
	await vi.waitFor(async () => expect(await luis.db.rows.get(id)).toBeDefined());
	ana.writer.online(false);
	const [nine, four] = [plan(9), plan(16)];
	const { intent } = await ana.edit(id, { plan: nine });
	const { intent: after } = await ana.edit(id, { observations: 'Perro' });
	await luis.edit(id, { plan: four });
	await luis.sent();
	// What a server has loaded from its journal is older than the moment in which two people may meet.
	await server.restart();
	ana.writer.online(true);
	await vi.waitFor(async () => expect((await ana.db.intents.get({ id: intent }))?.state).toBe('refused'), 10_000);
	await vi.waitFor(
		async () => expect(await ana.db.intents.get({ id: after })).toMatchObject({ state: 'done', code: null }),
		10_000
	);
	await agree(ana, luis, DESK);
	expect(await luis.field(id, 'plan')).toEqual(four);
	expect(await luis.field(id, 'observations')).toBe('Perro');
});

test('a right that was lost while away sets the work aside, with its reason', async () => {
	const person = await server.person('seller');
	const seller = await new Hands(doorOf(server, person), person.actor).open();
	open.push(seller);
	await seller.close();
	await server.test.db
		.updateTable('users')
		.set({ roles: ['billing'] })
		.where('id', '=', person.actor.user)
		.execute();
	await seller.open(false);
	const id = newId();
	const { intent } = await seller.writer.write(DESK, 'lead.create', [
		{ base: id, value: { kind: 'lead', fields: newLead({ name: 'Tarde' }) } }
	]);
	seller.writer.online(true);
	await vi.waitFor(
		async () => expect(await seller.db.intents.get({ id: intent })).toMatchObject({ state: 'refused', code: 'right.missing' }),
		10_000
	);
	await vi.waitFor(async () => expect(await seller.db.rows.get(id)).toBeUndefined());
});
