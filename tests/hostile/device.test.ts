import { afterAll, beforeAll, expect, test } from 'vitest';
import { Room, type Op } from '#lib/docs/room.ts';
import * as Y from 'yjs';
import { act, aLeadOf, AT, jsonFrame, joinStock, RawClient, syncFrame, until, updateOf } from '../support/sync-client.ts';
import { anId, DESK, startSyncedServer, type Person, type SyncedServer } from '../support/sync-server.ts';

let server: SyncedServer;
beforeAll(async () => {
	server = await startSyncedServer();
});
afterAll(() => server.stop());

/** As our own client: it names its intents and hears what became of them. */
function join(person: Person, doc: Y.Doc, { device = 'phone', epoch = '1', room = DESK } = {}) {
	const client = new RawClient(server, room, { cookie: person.cookie }, { ack: '1', epoch, device });
	void client.send(syncFrame(0, Y.encodeStateVector(doc)));
	return client;
}
function gesture(doc: Y.Doc, person: Person, ...ops: Op[]) {
	const id = anId();
	const update = updateOf(doc, () => new Room(doc).apply(ops, { intent: id, by: person.actor.user, at: AT }));
	return { id, frames: [jsonFrame(102, { id, name: 'test', at: AT, gesture: null }), syncFrame(2, update)] };
}

test('an intent is acknowledged when the journal has it, under its name, and again after a lost acknowledgement', async () => {
	const sofia = await server.person('seller');
	const doc = new Y.Doc();
	const lead = anId();
	const made = gesture(doc, sofia, { base: lead, value: aLeadOf(sofia) });
	const first = join(sofia, doc);
	await first.heard(100);
	first.said.length = 0;
	await first.send(...made.frames);
	expect(await first.heard(100)).toMatchObject({ clocks: { [doc.clientID]: 1 } });
	const row = await server.test.db.selectFrom('journal').selectAll().where('intent', '=', made.id).executeTakeFirstOrThrow();
	expect(row).toMatchObject({ room: DESK, name: 'test', by: sofia.actor.user, device: 'phone', done_at: new Date(AT) });
	first.ws.terminate();

	const second = join(sofia, doc);
	expect(await second.heard(100)).toEqual({ seq: row.seq, clocks: { [doc.clientID]: 1 } });
	second.said.length = 0;
	await second.send(...made.frames);
	expect(await second.heard(100)).toEqual({ seq: row.seq, clocks: { [doc.clientID]: 1 } });
	second.ws.terminate();
});

test('an intent replayed under a new client id has one effect', async () => {
	const sofia = await server.person('seller');
	const lead = anId();
	const [before, after] = [new Y.Doc(), new Y.Doc()];
	const base = { base: lead, value: aLeadOf(sofia) };
	const edit = { edit: lead, field: 'phone', v: '351 555-0101', over: null };
	const intent = anId();
	const frames = (doc: Y.Doc) => {
		const update = updateOf(doc, () => new Room(doc).apply([base, edit], { intent, by: sofia.actor.user, at: AT }));
		return [jsonFrame(102, { id: intent, name: 'test', at: AT, gesture: null }), syncFrame(2, update)];
	};
	for (const doc of [before, after]) {
		const client = join(sofia, new Y.Doc());
		await client.heard(100);
		client.said.length = 0;
		await client.send(...frames(doc));
		expect(await client.heard(100)).toMatchObject({ clocks: { [doc.clientID]: 2 } });
		client.ws.terminate();
	}
	const history = await server.test.db.selectFrom('history').selectAll().where('record', '=', lead).execute();
	expect(history.map(({ field }) => field)).toEqual(['', 'phone']);
});

test('one refusal names every refused intent, then the socket is closed; what was permitted before it stays', async () => {
	const [hugo, sofia] = [await server.person('helpdesk'), await server.person('seller')];
	const observer = joinStock(server, sofia, DESK);
	const lead = anId();
	act(observer.room, sofia, { base: lead, value: aLeadOf(sofia) });
	const doc = new Y.Doc();
	const client = join(hugo, doc);
	await client.heard(100);
	await until(() => server.test.db.selectFrom('records').select('id').where('id', '=', lead).executeTakeFirst());
	const fine = gesture(doc, hugo, { edit: lead, field: 'phone', v: '1', over: null });
	const bad = gesture(doc, hugo, {
		base: anId(),
		value: {
			kind: 'prospect',
			at: AT,
			by: hugo.actor.user,
			fields: { lead, service: null, location: null, observations: '', archived: false }
		}
	});
	const alsoBad = gesture(doc, hugo, { edit: lead, field: 'name', v: '', over: null });
	const also = gesture(doc, hugo, { edit: lead, field: 'taxId', v: '20-1', over: null });
	await client.send(...fine.frames, ...bad.frames, ...alsoBad.frames, ...also.frames);
	expect(await client.heard(101)).toEqual({
		intents: [
			{ id: bad.id, code: 'right.missing', detail: {} },
			{ id: alsoBad.id, code: 'value.wrong', detail: { field: 'name' } }
		]
	});
	expect(await client.closed).toBe(4409);
	await until(() => observer.room.standing(lead, 'phone') === fine.id);
	expect(observer.room.standing(lead, 'taxId')).toBeNull();
	observer.leave();
});

test('another epoch is named before one byte of sync; one that was never opened here was lost, and is not opened again', async () => {
	const sofia = await server.person('seller');
	const room = `me/${sofia.actor.user}`;
	const stale = join(sofia, new Y.Doc(), { epoch: '0', room });
	expect(await stale.heard(103)).toEqual({ epoch: 1, clocks: {} });
	const ahead = join(sofia, new Y.Doc(), { epoch: '7', room });
	const { epoch, clocks } = (await ahead.heard(103)) as { epoch: number; clocks: object };
	expect([epoch > 7, clocks]).toEqual([true, {}]);
	const again = join(sofia, new Y.Doc(), { epoch: '70', room });
	expect(await again.heard(103)).toEqual({ epoch, clocks: {} });
	for (const client of [stale, ahead, again]) {
		expect(await client.closed).toBe(4410);
		expect(client.said.map(({ type }) => type)).toEqual([103]);
	}
});

test('everybody learns how far the room has come', async () => {
	const [sofia, tomas] = [await server.person('seller'), await server.person('seller')];
	const watcher = join(tomas, new Y.Doc());
	const { seq } = (await watcher.heard(100)) as { seq: number };
	watcher.said.length = 0;
	const writer = joinStock(server, sofia, DESK);
	act(writer.room, sofia, { base: anId(), value: aLeadOf(sofia) });
	expect(await watcher.heard(100)).toEqual({ seq: seq + 1, clocks: {} });
	writer.leave();
	watcher.ws.terminate();
});

test("a technician's own report room is made when he asks for it; nobody else's is there for him", async () => {
	const paula = await server.person('technician');
	const mine = join(paula, new Y.Doc(), { room: `report/${paula.actor.user}/2026-03` });
	expect(await mine.heard(100)).toEqual({ seq: 0, clocks: {} });
	for (const room of [`report/${paula.actor.user}/1999-01`, `report/${anId()}/2026-03`, DESK])
		expect(await join(paula, new Y.Doc(), { room }).closed).toBe(4404);
	mine.ws.terminate();
});
