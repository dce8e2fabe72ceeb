import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { newOrder } from '#lib/domain/delivery/order.ts';
import { Room } from '#lib/docs/room.ts';
import type { Role } from '#lib/domain/catalog.ts';
import { act, aLeadOf, joinStock, until } from '../support/sync-client.ts';
import { anId, DESK } from '../support/sync-server.ts';
import { doorOf } from './doors.ts';
import { agree, Hands, newId } from './people.ts';
import { startRestartable, type Restartable } from './restartable.ts';

let server: Restartable;
const open: Hands[] = [];
beforeAll(async () => void (server = await startRestartable()));
afterEach(async () => void (await Promise.all(open.splice(0).map((hands) => hands.close()))));
afterAll(() => server.stop());

async function hands(role: Role, line?: { deaf: boolean }): Promise<Hands> {
	const person = await server.person(role);
	const found = await new Hands(doorOf(server, person, line), person.actor).open();
	open.push(found);
	return found;
}
const desk = () => server.test.db.selectFrom('rooms').selectAll().where('name', '=', DESK).executeTakeFirstOrThrow();

/** A colleague whose page was loaded so often that the room must be founded anew at the next quiet moment. */
async function manyPageLoads(times: number): Promise<void> {
	const person = await server.person('seller');
	const whole = new Y.Doc();
	for (let n = 0; n < times; n++) {
		const page = new Room(new Y.Doc());
		act(page, person, { base: anId(), value: aLeadOf(person) });
		Y.applyUpdate(whole, Y.encodeStateAsUpdate(page.doc));
	}
	const stock = joinStock(server, person, DESK, whole);
	await until(() => stock.provider.synced);
	expect(await stock.closed).toBe(4410);
	stock.leave();
}

const comment = (by: Hands, order: string, n: number) =>
	by.writer.write(DESK, 'comment', [{ entry: order, list: 'comments', value: { text: `${n}`, at: 1, by: by.actor.user } }]);
const intentsOf = async ({ actor }: Hands) =>
	(await server.test.db.selectFrom('journal').select('intent').where('by', '=', actor.user).execute()).length;

test('whoever was away when a room was founded anew loses nothing, doubles nothing and undoes nobody', async () => {
	const line = { deaf: false };
	const [ana, luis] = [await hands('dispatcher', line), await hands('dispatcher')];
	const order = newId();
	await ana.writer.write(DESK, 'create', [
		{ base: order, value: { kind: 'order', fields: newOrder({ kind: 'installation', lead: newId() }) } }
	]);
	await ana.sent();
	await vi.waitFor(async () => expect(await luis.db.rows.get(order)).toBeDefined());

	line.deaf = true;
	for (let n = 0; n < 9; n++) await comment(ana, order, n);
	await ana.edit(order, { observations: 'de Ana' });
	await until(async () => (await intentsOf(ana)) === 11);
	ana.writer.online(false);
	line.deaf = false;
	for (let n = 9; n < 18; n++) await comment(ana, order, n);
	await ana.edit(order, { plan: { id: newId(), crew: ['paula'], start: 9, minutes: 60 } });
	expect((await ana.states()).filter((state) => state === 'saved')).toHaveLength(20);

	await vi.waitFor(async () => expect(await luis.field(order, 'observations')).toBe('de Ana'));
	// Twice: only the clocks of the closed epoch can tell that Ana's value had arrived beneath them.
	await luis.edit(order, { observations: 'también de Luis' });
	await luis.edit(order, { observations: 'de Luis' });
	await comment(luis, order, 100);
	await luis.sent();
	await manyPageLoads(201);
	expect(await desk()).toMatchObject({ epoch: 2 });
	await comment(luis, order, 101);
	await luis.sent();

	ana.writer.online(true);
	await vi.waitFor(async () => expect(new Set(await ana.states())).toEqual(new Set(['done'])), 10_000);
	await agree(ana, luis);
	const { entries, fields } = (await luis.db.rows.get(order))!;
	const texts = entries['comments']!.map(({ text }) => Number(text)).sort((a, b) => a - b);
	expect(texts).toEqual([...Array.from({ length: 18 }, (_, n) => n), 100, 101]);
	expect(fields).toMatchObject({ observations: 'de Luis', plan: { start: 9 } });
	expect(await intentsOf(ana)).toBe(21);
	const stock = joinStock(server, await server.person('dispatcher'), DESK);
	await until(() => stock.provider.synced);
	expect(stock.doc.store.clients.size).toBeLessThan(6);
	stock.leave();
});
