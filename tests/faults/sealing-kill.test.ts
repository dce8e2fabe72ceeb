import { setTimeout as pause } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Room } from '#lib/docs/room.ts';
import { deskRoom } from '#lib/docs/rooms.ts';
import { makeLog } from '#lib/server/log.ts';
import { ensureRoom } from '#lib/server/rooms.ts';
import * as Y from 'yjs';
import { inPostgres } from '../../sync-server/journal-store.ts';
import { OwnNode } from '../../sync-server/nodes.ts';
import { Registry } from '../../sync-server/registry.ts';
import { freePort } from '../support/app.ts';
import { Killable } from '../support/killable.ts';
import { testDb, type TestDb } from '../support/postgres.ts';
import { act, aLeadOf, until } from '../support/sync-client.ts';
import { anId, BRANCH, contextOn, makeBranches, NOW, signedIn, type Person } from '../support/sync-server.ts';

const KILLS = 4;
const LEADS = 40;
const LONG_AGO = new Date('2025-12-20T12:00:00Z');
const MONTHS = ['2023', '2024', '2025'].flatMap((year) =>
	Array.from({ length: 11 }, (_, n) => `${year}-${String(n + 1).padStart(2, '0')}`)
);

let base: TestDb;
let sofia: Person;
const server = new Killable();
beforeAll(async () => {
	base = await testDb();
	await makeBranches(base);
	sofia = await signedIn(contextOn(base, 1), 'seller');
	for (const month of MONTHS) await fill(deskRoom(BRANCH, month));
});
afterAll(async () => {
	await server.kill();
	await base.drop();
});

/** A month as people left it, and nothing open in it. */
async function fill(name: string) {
	await ensureRoom(base.db, name, LONG_AGO);
	const room = new Room(new Y.Doc());
	for (let n = 0; n < LEADS; n++) act(room, sofia, { base: anId(), value: aLeadOf(sofia) });
	const update = Buffer.from(Y.encodeStateAsUpdate(room.doc));
	const row = { room: name, epoch: 1, seq: 1, update, by: sofia.actor.user, received_at: LONG_AGO };
	await base.db.insertInto('journal').values(row).execute();
	await base.db.updateTable('rooms').set({ seq: 1 }).where('name', '=', name).execute();
}
const old = () =>
	base.db
		.selectFrom('rooms')
		.selectAll()
		.where(
			'name',
			'in',
			MONTHS.map((month) => deskRoom(BRANCH, month))
		)
		.execute();
const sealed = async () => (await old()).filter(({ sealed_at }) => sealed_at).length;

const start = async () => server.start(base.url, await freePort());

/** Once each: another epoch and nothing lost of what was said. */
async function everyMonthIsWhole() {
	for (const { name, epoch, seq, sealed_at, snapshot } of await old()) {
		const doc = new Y.Doc();
		if (sealed_at) Y.applyUpdate(doc, gunzipSync(snapshot!));
		expect({ name, epoch, seq }).toEqual({ name, epoch: sealed_at ? 2 : 1, seq: 1 });
		if (sealed_at) expect(new Room(doc).base.size).toBe(LEADS);
	}
}

test(`killed ${KILLS} times while it seals, the server seals each month once and whole`, { timeout: 180_000 }, async () => {
	for (let round = 0; round < KILLS; round++) {
		const before = await sealed();
		await start();
		if (before < MONTHS.length - 10) await until(async () => (await sealed()) > before);
		await pause(round * 14);
		await server.kill();
		await everyMonthIsWhole();
	}
	await start();
	await until(async () => (await sealed()) === MONTHS.length);
	await server.kill();
	await everyMonthIsWhole();
	const told = await base.db.selectFrom('catalog_items').select('data').where('kind', '=', 'room').execute();
	expect(told.filter(({ data }) => (data as { sealed?: boolean }).sealed)).toHaveLength(MONTHS.length);
});

test('of several processes the one that serves a month seals it, and of those that nobody serves each is sealed once', async () => {
	await base.db.updateTable('rooms').set({ sealed_at: null, epoch: 1 }).execute();
	await base.db.updateTable('journal').set({ epoch: 1 }).execute();
	const log = makeLog('silent');
	const nodes = await Promise.all([1, 2].map((n) => OwnNode.join({ db: base.db, log }, `127.0.0.1:${n}`)));
	const registries = nodes.map((node) => new Registry({ journal: inPostgres(base, node), clock: { now: () => NOW }, log }));
	const served = deskRoom(BRANCH, MONTHS[0]!);
	await registries[0]!.get(served);
	await registries[1]!.sealOld();
	expect((await old()).filter(({ sealed_at }) => !sealed_at).map(({ name }) => name)).toEqual([served]);
	await Promise.all(registries.map((registry) => registry.sealOld()));
	expect(await sealed()).toBe(MONTHS.length);
	await everyMonthIsWhole();
	for (const node of nodes) await node.close();
});
