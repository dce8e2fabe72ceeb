import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Room } from '#lib/docs/room.ts';
import * as Y from 'yjs';
import { compactAside } from '../../sync-server/aside.ts';
import { inPostgres } from '../../sync-server/journal-store.ts';
import { Registry } from '../../sync-server/registry.ts';
import { act, aLeadOf, joinStock, until, type Stock } from '../support/sync-client.ts';
import { anId, DESK, startSyncedServer, type Person, type SyncedServer } from '../support/sync-server.ts';
import { recordIn, recordsIn } from '../support/room-records.ts';

const SECRET = 'la clave es perro123';
const lead = anId();
let server: SyncedServer;
let sofia: Person;
let desk: Stock;

/** A lead, a secret, and what was written over it; enough beside it to be worth a thread. */
beforeAll(async () => {
	server = await startSyncedServer();
	sofia = await server.person('seller');
	desk = joinStock(server, sofia, DESK);
	await until(() => desk.provider.synced);
	for (let n = 0; n < 200; n++) act(desk.room, sofia, { base: n === 0 ? lead : anId(), value: aLeadOf(sofia) });
	const first = act(desk.room, sofia, { edit: lead, field: 'observations', v: SECRET, over: null });
	act(desk.room, sofia, { edit: lead, field: 'observations', v: 'nada', over: first });
	await until(async () => (await stored()).seq === 202);
});
afterAll(async () => {
	desk.leave();
	await server.stop();
});

const stored = () => server.test.db.selectFrom('rooms').selectAll().where('name', '=', DESK).executeTakeFirstOrThrow();
async function rows() {
	const found = await server.test.db.selectFrom('journal').select('update').where('room', '=', DESK).orderBy('seq').execute();
	return found.map(({ update }) => update);
}
function observations(update: Uint8Array) {
	const doc = new Y.Doc();
	Y.applyUpdate(doc, update);
	return recordIn(new Room(doc), lead)?.fields['observations'];
}

test('the event loop goes on, and what was overwritten is gone', async () => {
	const updates = await rows();
	expect(Buffer.concat(updates).includes(SECRET)).toBe(true);
	let turns = 0;
	const timer = setInterval(() => turns++);
	const { packed, vector } = await compactAside(updates);
	clearInterval(timer);
	const update = gunzipSync(packed);
	expect(turns).toBeGreaterThan(0);
	expect(update.includes(SECRET)).toBe(false);
	expect(observations(update)).toBe('nada');
	expect(Y.decodeStateVector(vector)).toEqual(Y.decodeStateVector(Y.encodeStateVector(desk.doc)));
});

test('what is written while a room is compacted stays behind the snapshot', async () => {
	const { clock, log } = server.context;
	const registry = new Registry({ journal: inPostgres(server.test), clock, log });
	const room = (await registry.get(DESK))!;
	const saving = registry.save(room);
	act(desk.room, sofia, { base: anId(), value: aLeadOf(sofia) });
	await until(async () => (await stored()).seq === 203);
	room.committed((await rows()).slice(202), 203);
	await saving;
	const { snapshot, snapshot_seq } = await stored();
	expect([snapshot_seq, room.snapshotSeq]).toEqual([202, 202]);
	expect(gunzipSync(snapshot!).includes(SECRET)).toBe(false);
	const again = (await new Registry({ journal: inPostgres(server.test), clock, log }).get(DESK))!;
	for (const one of [room, again]) expect(recordsIn(one.room)).toEqual(recordsIn(desk.room));
});

test('a room of which most was overwritten is worn, and one that was founded anew is not', async () => {
	const { clock, log } = server.context;
	const registry = new Registry({ journal: inPostgres(server.test), clock, log });
	await fillNext(2_000, 3);
	const room = (await registry.get(NEXT))!;
	await registry.save(room);
	expect(room.isWorn).toBe(true);
	expect(await registry.refound(room)).toBe(true);
	const fresh = (await registry.get(NEXT))!;
	expect([fresh.epoch, fresh.room.edits.size]).toEqual([2, 2_000]);
	fresh.seq++;
	await registry.save(fresh);
	expect(fresh.isWorn).toBe(false);
});

const NEXT = 'desk/centro/2026-04';
/** So many fields, each written over so many times. */
async function fillNext(fields: number, times: number) {
	const room = new Room(new Y.Doc());
	const keys = Array.from({ length: fields }, () => anId());
	for (let time = 0; time <= times; time++)
		room.doc.transact(() => {
			for (const key of keys)
				room.edits.set(`${key}/phone`, { v: time, by: sofia.actor.user, at: Date.now(), i: anId(), over: null });
		});
	const row = { room: NEXT, epoch: 1, seq: 1, update: Buffer.from(Y.encodeStateAsUpdate(room.doc)), by: sofia.actor.user };
	await server.test.db
		.insertInto('journal')
		.values({ ...row, received_at: new Date() })
		.execute();
	await server.test.db.updateTable('rooms').set({ seq: 1 }).where('name', '=', NEXT).execute();
}
