import { afterAll, beforeAll, expect, test } from 'vitest';
import { Room } from '#lib/docs/room.ts';
import { currentDesk } from '#lib/server/rooms.ts';
import * as Y from 'yjs';
import { act, aLeadOf, joinStock, until } from '../support/sync-client.ts';
import { anId, BRANCH, DESK, NOW, startSyncedServer, type Person, type SyncedServer } from '../support/sync-server.ts';

let server: SyncedServer;
let sofia: Person;
beforeAll(async () => {
	server = await startSyncedServer();
	sofia = await server.person('seller');
});
afterAll(() => server.stop());

/** So many records, as a month of work would have left them in the journal. */
async function fill(records: number) {
	const { actor } = sofia;
	const room = new Room(new Y.Doc());
	room.doc.transact(() => {
		for (let n = 0; n < records; n++) room.base.set(anId(), JSON.stringify(aLeadOf(sofia)));
	});
	const row = {
		room: DESK,
		epoch: 1,
		seq: 1,
		update: Buffer.from(Y.encodeStateAsUpdate(room.doc)),
		by: actor.user,
		received_at: NOW
	};
	await server.test.db.insertInto('journal').values(row).execute();
	await server.test.db.updateTable('rooms').set({ seq: 1 }).where('name', '=', DESK).execute();
}

test('a desk of 10,000 records goes on in a second room, which the catalogue announces', async () => {
	await fill(9_999);
	const [catalog, desk] = [joinStock(server, sofia, 'catalog'), joinStock(server, sofia, DESK)];
	await until(() => catalog.provider.synced && desk.provider.synced);
	expect(await currentDesk(server.test.db, BRANCH, NOW)).toBe(DESK);
	act(desk.room, sofia, { base: anId(), value: aLeadOf(sofia) });
	const next = `${DESK}.2`;
	const announced = await until(() => catalog.room.facts.get(`${next.replaceAll('/', '.')}/item`));
	expect(announced).toMatchObject({ kind: 'room', name: next, branch: BRANCH });
	expect(await currentDesk(server.test.db, BRANCH, NOW)).toBe(next);
	const second = joinStock(server, sofia, next);
	await until(() => second.provider.synced);
	const lead = anId();
	act(second.room, sofia, { base: lead, value: aLeadOf(sofia) });
	const stored = () => server.test.db.selectFrom('records').select('room').where('id', '=', lead).executeTakeFirst();
	expect(await until(stored)).toEqual({ room: next });
	for (const one of [catalog, desk, second]) one.leave();
});
