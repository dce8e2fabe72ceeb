import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { newOrder } from '#lib/domain/delivery/order.ts';
import { copyDatabase } from '../support/postgres.ts';
import { DESK, NOW, type Person } from '../support/sync-server.ts';
import { doorOf } from './doors.ts';
import { agree, Hands, newId } from './people.ts';
import { startRestartable, type Restartable } from './restartable.ts';

let server: Restartable;
let backup: string;
let people: Person[];
let restores = 0;
const open: Hands[] = [];
beforeAll(async () => {
	server = await startRestartable();
	backup = `${server.test.url}_backup`;
	people = [await server.person('dispatcher'), await server.person('dispatcher')];
});
afterEach(async () => void (await Promise.all(open.splice(0).map((hands) => hands.close()))));
afterAll(() => server.stop());

async function hands(person: Person): Promise<Hands> {
	const found = await new Hands(doorOf(server, person), person.actor).open();
	open.push(found);
	return found;
}
const keep = () => server.restart(() => copyDatabase(server.test.url, backup));
const restore = () => server.restart(() => copyDatabase(backup, server.test.url));
/** A restored server calls its epochs by the second, by which devices know it: the clock that stands still goes on. */
const restoreLater = () =>
	server.restart(async () => {
		await copyDatabase(backup, server.test.url);
		await server.setClock(new Date(NOW.getTime() + ++restores * 60_000));
	});
const epoch = async () =>
	(await server.test.db.selectFrom('rooms').select('epoch').where('name', '=', DESK).executeTakeFirstOrThrow()).epoch;
const connected = (...all: Hands[]) => vi.waitFor(() => expect(all.every(({ writer }) => writer.connected)).toBe(true), 20_000);

/** As a re-founding leaves it. */
async function nextEpoch() {
	for (const table of ['rooms', 'journal'])
		await server.test.pool.query(`update ${table} set epoch = epoch + 1 where ${table === 'rooms' ? 'name' : 'room'} = $1`, [
			DESK
		]);
}
async function anOrder(by: Hands): Promise<string> {
	const id = newId();
	await by.writer.write(DESK, 'create', [
		{ base: id, value: { kind: 'order', fields: newOrder({ kind: 'installation', lead: newId() }) } }
	]);
	await by.sent();
	return id;
}
const standing = (by: Hands, id: string) => by.field(id, 'observations');

test('what was acknowledged after the backup comes again from the devices that wrote it', async () => {
	const [ana, luis] = [await hands(people[0]!), await hands(people[1]!)];
	const old = await anOrder(ana);
	await vi.waitFor(async () => expect(await luis.db.rows.get(old)).toBeDefined());
	await keep();
	await connected(ana, luis);
	await ana.edit(old, { observations: 'de Ana' });
	await ana.sent();
	await vi.waitFor(async () => expect(await standing(luis, old)).toBe('de Ana'));
	const fresh = await anOrder(luis);
	await luis.edit(fresh, { observations: 'de Luis' });
	await luis.sent();
	await restore();
	await vi.waitFor(async () => expect(await epoch()).toBeGreaterThan(1), 20_000);
	await connected(ana, luis);
	await vi.waitFor(
		async () => expect([await standing(luis, old), await standing(ana, fresh)]).toEqual(['de Ana', 'de Luis']),
		20_000
	);
	await agree(ana, luis);
	expect(new Set([...(await ana.states()), ...(await luis.states())])).toEqual(new Set(['done']));
	const kept = await server.test.db.selectFrom('records').select(['id', 'fields']).where('id', 'in', [old, fresh]).execute();
	expect(new Map(kept.map(({ id, fields }) => [id, (fields as Record<string, unknown>)['observations']]))).toEqual(
		new Map([
			[old, 'de Ana'],
			[fresh, 'de Luis']
		])
	);
}, 60_000);

test('an epoch that the restored server never opened is not opened again', async () => {
	const ana = await hands(people[0]!);
	const order = await anOrder(ana);
	const before = await epoch();
	await keep();
	await connected(ana);
	await server.restart(nextEpoch);
	await vi.waitFor(
		async () =>
			expect(ana.writer.connected && (await ana.db.meta.get(`room:${DESK}`))?.value).toMatchObject({ epoch: before + 1 }),
		20_000
	);
	await ana.edit(order, { observations: 'en la época perdida' });
	await ana.sent();
	await restore();
	await vi.waitFor(async () => expect(await epoch()).toBeGreaterThan(before + 1), 20_000);
	const luis = await hands(people[1]!);
	await vi.waitFor(async () => expect(await standing(luis, order)).toBe('en la época perdida'), 20_000);
	await agree(ana, luis);
}, 60_000);

test('a device that has to load the room afresh from a restored server tells it what it has lost', async () => {
	const ana = await hands(people[0]!);
	const order = await anOrder(ana);
	const before = await epoch();
	await keep();
	await connected(ana);
	await ana.edit(order, { observations: 'después de la copia' });
	await ana.sent();
	await ana.close();
	// As a refusal leaves it when the tab dies before its replay.
	const { key, value } = (await ana.db.meta.get(`room:${DESK}`))!;
	await ana.db.meta.put({ key, value: { ...(value as object), tainted: true } });
	await restore();
	await ana.open();
	const luis = await hands(people[1]!);
	await vi.waitFor(async () => expect(await standing(luis, order)).toBe('después de la copia'), 20_000);
	expect(await epoch()).toBe(before);
	await agree(ana, luis);
}, 60_000);

test('what rests on work of others that a restored server lacks waits for them to bring it back', async () => {
	const [ana, luis] = [await hands(people[0]!), await hands(people[1]!)];
	const old = await anOrder(ana);
	await keep();
	await connected(ana, luis);
	const fresh = await anOrder(ana);
	await ana.edit(old, { observations: 'de Ana' });
	await ana.sent();
	await vi.waitFor(async () => expect(await standing(luis, old)).toBe('de Ana'));
	await vi.waitFor(async () => expect(await luis.db.rows.get(fresh)).toBeDefined());
	await luis.edit(old, { observations: 'de Luis' });
	await luis.edit(fresh, { observations: 'de Luis' });
	await luis.sent();
	await ana.close();
	await restoreLater();
	await connected(luis);
	await vi.waitFor(async () => expect(await luis.db.rows.get(fresh)).toBeUndefined(), 20_000);
	expect(await luis.states()).toEqual(['queued', 'queued']);
	await ana.open();
	await vi.waitFor(async () => expect(await luis.states()).toEqual(['done', 'done']), 20_000);
	for (const id of [old, fresh]) expect(await standing(luis, id)).toBe('de Luis');
	await agree(ana, luis);
}, 60_000);

test('what waits for others is not written over what somebody has written meanwhile', async () => {
	const [ana, luis] = [await hands(people[0]!), await hands(people[1]!)];
	const order = await anOrder(ana);
	await vi.waitFor(async () => expect(await luis.db.rows.get(order)).toBeDefined());
	await keep();
	await connected(ana, luis);
	await ana.edit(order, { observations: 'de Ana' });
	await ana.sent();
	await vi.waitFor(async () => expect(await standing(luis, order)).toBe('de Ana'));
	await luis.edit(order, { observations: 'sobre lo de Ana' });
	await luis.sent();
	await ana.close();
	const before = await epoch();
	await restoreLater();
	await connected(luis);
	await vi.waitFor(async () => expect(await epoch()).toBeGreaterThan(before), 20_000);
	await vi.waitFor(async () => expect(await luis.states()).toEqual(['queued']), 20_000);
	const third = await hands(people[0]!);
	await third.edit(order, { observations: 'de otra' });
	await third.sent();
	await vi.waitFor(async () => expect(await luis.states()).toEqual(['refused']), 20_000);
	expect(await luis.db.intents.toArray()).toMatchObject([{ code: 'edit.met', detail: { field: 'observations' } }]);
	await agree(luis, third);
	expect(await standing(luis, order)).toBe('de otra');
}, 60_000);
