import { afterAll, beforeAll, expect, test } from 'vitest';
import { act, aLeadOf, joinStock, until } from '../support/sync-client.ts';
import { anId, DESK, startSyncedServer, type SyncedServer } from '../support/sync-server.ts';
import { recordIn } from '../support/room-records.ts';

let server: SyncedServer;
beforeAll(async () => {
	server = await startSyncedServer();
});
afterAll(() => server.stop());

test('two stock clients meet in a room, and the journal has what they did', async () => {
	const [sofia, tomas] = [await server.person('seller'), await server.person('seller')];
	const one = joinStock(server, sofia, DESK);
	const two = joinStock(server, tomas, DESK);
	const lead = anId();
	act(one.room, sofia, { base: lead, value: aLeadOf(sofia) });
	await until(() => recordIn(two.room, lead));
	const intent = act(two.room, tomas, { edit: lead, field: 'phone', v: '351 555-0101', over: null });
	await until(() => one.room.standing(lead, 'phone') === intent);
	const row = await server.test.db.selectFrom('records').selectAll().where('id', '=', lead).executeTakeFirstOrThrow();
	expect(row).toMatchObject({
		kind: 'lead',
		room: DESK,
		created_by: sofia.actor.user,
		fields: { name: 'Carmen Ruiz', phone: '351 555-0101' }
	});
	one.leave();
	two.leave();
});
