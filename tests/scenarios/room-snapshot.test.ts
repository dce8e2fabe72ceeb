import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Room } from '#lib/docs/room.ts';
import { compact, docOf } from '#lib/server/compact.ts';
import { listRooms, roomSnapshot } from '#lib/server/room-snapshot.ts';
import * as Y from 'yjs';
import { loadRoom, saveSnapshot } from '../../sync-server/store.ts';
import { act, aLeadOf, joinStock, until, type Stock } from '../support/sync-client.ts';
import { anId, DESK, startSyncedServer, type Person, type SyncedServer } from '../support/sync-server.ts';
import { recordsIn } from '../support/room-records.ts';

let server: SyncedServer;
let sofia: Person;
let desk: Stock;
const lead = anId();
beforeAll(async () => {
	server = await startSyncedServer();
	sofia = await server.person('seller');
	desk = joinStock(server, sofia, DESK);
	await until(() => desk.provider.synced);
	act(desk.room, sofia, { base: lead, value: aLeadOf(sofia) });
	await journalled(1);
	const first = act(desk.room, sofia, { edit: lead, field: 'observations', v: 'un secreto', over: null });
	await journalled(2);
	act(desk.room, sofia, { edit: lead, field: 'observations', v: 'nada', over: first });
	await journalled(3);
});
afterAll(async () => {
	desk.leave();
	await server.stop();
});

const { stringify } = JSON;
const journalled = (seq: number) =>
	until(async () => (await listRooms(server.test.db)).find(({ name, head }) => name === DESK && head === seq));
const bytesOf = async (seq: number, epoch = 1) => {
	const packed = await roomSnapshot(server.context, { name: DESK, epoch, seq });
	return packed && gunzipSync(packed);
};
function roomOf(bytes: Uint8Array | null) {
	const doc = new Y.Doc();
	Y.applyUpdate(doc, bytes!);
	return recordsIn(new Room(doc));
}

test('a room is handed out as it was at a sequence', async () => {
	expect(roomOf(await bytesOf(1))).toMatchObject([{ id: lead, fields: { observations: '' } }]);
	expect(roomOf(await bytesOf(2))).toMatchObject([{ fields: { observations: 'un secreto' } }]);
	expect(roomOf(await bytesOf(3))).toEqual(recordsIn(desk.room));
});

test('what was overwritten is not in it any more', async () => {
	expect(stringify((await bytesOf(3))!.toString('latin1'))).not.toContain('un secreto');
});

test('what has not been, and another epoch, is not there', async () => {
	expect([
		await bytesOf(4),
		await bytesOf(1, 2),
		await roomSnapshot(server.context, { name: 'desk/x/2026-03', epoch: 1, seq: 0 })
	]).toEqual([null, null, null]);
});

test('a stored snapshot is announced, and serves older sequences too', async () => {
	await saveSnapshot(server.test.db, { fullName: DESK, epoch: 1 }, 3, compact([Y.encodeStateAsUpdate(desk.doc)]));
	expect((await listRooms(server.test.db)).find(({ name }) => name === DESK)).toEqual({
		name: DESK,
		epoch: 1,
		seq: 3,
		head: 3,
		sealed: false
	});
	expect(roomOf(await bytesOf(0))).toEqual(recordsIn(desk.room));
});

test('pages and sockets hold one copy of a stored snapshot', async () => {
	const page = await roomSnapshot(server.context, { name: DESK, epoch: 1, seq: 3 });
	const room = await loadRoom(server.test.db, DESK);
	expect(room!.snapshot!.packed.buffer).toBe(page!.buffer);
	expect(recordsIn(new Room(docOf([gunzipSync(room!.snapshot!.packed), ...room!.updates])))).toEqual(recordsIn(desk.room));
});

test('a database that was restored meanwhile is read again, though its snapshot has the same sequence', async () => {
	const other = compact([Y.encodeStateAsUpdate(new Y.Doc())]);
	const [snapshot, snapshot_vector] = [Buffer.from(other.packed), Buffer.from(other.vector)];
	await server.test.db.updateTable('rooms').set({ snapshot, snapshot_vector }).where('name', '=', DESK).execute();
	expect(Buffer.from((await loadRoom(server.test.db, DESK))!.snapshot!.packed)).toEqual(snapshot);
});
