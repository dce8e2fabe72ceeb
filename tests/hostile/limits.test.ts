import { afterAll, beforeAll, expect, test } from 'vitest';
import { Room } from '#lib/docs/room.ts';
import * as Y from 'yjs';
import { act, aLeadOf, AT, joinStock, jsonFrame, RawClient, syncFrame, until, updateOf } from '../support/sync-client.ts';
import { anId, DESK, startSyncedServer, type Person, type SyncedServer } from '../support/sync-server.ts';
import { recordIn } from '../support/room-records.ts';

let server: SyncedServer;
let [sofia, tomas]: Person[] = [];
beforeAll(async () => {
	server = await startSyncedServer();
	[sofia, tomas] = [await server.person('seller'), await server.person('seller')];
});
afterAll(() => server.stop());

const QUESTION = syncFrame(0, Y.encodeStateVector(new Y.Doc()));
const DEVICE = { ack: '1', epoch: '1', device: 'x' };

test.each(['99999999999', '1e300', '-1', '1.5', 'NaN', ''])('the epoch «%s», which is none, is another one', async (epoch) => {
	const client = new RawClient(server, DESK, { cookie: sofia!.cookie }, { ...DEVICE, epoch });
	expect(await client.heard(103)).toEqual({ epoch: 1, clocks: {} });
	expect(await client.closed).toBe(4410);
});

test('who asks for the whole room a thousand times gets it a few times, and a colleague works on', async () => {
	const [writer, reader] = [joinStock(server, sofia!, DESK), joinStock(server, tomas!, DESK)];
	await until(() => writer.provider.synced && reader.provider.synced);
	const enemy = new RawClient(server, DESK, { cookie: sofia!.cookie });
	await enemy.send(...Array.from({ length: 1_000 }, () => QUESTION));
	await enemy.heard(0);
	const lead = anId();
	act(writer.room, sofia!, { base: lead, value: aLeadOf(sofia!) });
	await until(() => recordIn(reader.room, lead));
	// Each answer is two messages: what the room has, and what it asks in return.
	expect(enemy.said.filter(({ type }) => type === 0).length).toBeLessThan(50);
	enemy.ws.terminate();
	writer.leave();
	reader.leave();
});

test('who borrows a colleague’s intent harms neither him nor the room', async () => {
	const [writer, reader] = [joinStock(server, sofia!, DESK), joinStock(server, tomas!, DESK)];
	await until(() => writer.provider.synced && reader.provider.synced);
	const lead = anId();
	const device = new RawClient(server, DESK, { cookie: sofia!.cookie }, DEVICE);
	const borrower = new RawClient(server, DESK, { cookie: tomas!.cookie }, DEVICE);
	for (const client of [device, borrower]) {
		await client.send(QUESTION);
		await client.heard(100);
	}
	const intent = anId();
	const says = (person: Person, base: string) => {
		const doc = new Y.Doc();
		const change = () => new Room(doc).apply([{ base, value: aLeadOf(person) }], { intent, by: person.actor.user, at: AT });
		return [jsonFrame(102, { id: intent, name: 'x', at: AT, gesture: null }), syncFrame(2, updateOf(doc, change))];
	};
	let lost = false;
	reader.provider.on('connection-close', () => (lost = true));
	await device.send(...says(sofia!, lead));
	await until(() => recordIn(reader.room, lead));
	const other = anId();
	await borrower.send(...says(tomas!, other));
	await until(() => recordIn(reader.room, other));
	const rows = await server.test.db.selectFrom('journal').select('by').where('intent', '=', intent).execute();
	expect(rows).toEqual([{ by: sofia!.actor.user }]);
	expect(lost).toBe(false);
	for (const client of [device, borrower]) client.ws.terminate();
	writer.leave();
	reader.leave();
});
