import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { signOut } from '#lib/server/auth/session.ts';
import { deskRoom } from '#lib/docs/rooms.ts';
import { connect } from 'node:net';
import * as Y from 'yjs';
import {
	act,
	aLeadOf,
	jsonFrame,
	joinStock,
	presenceFrame,
	RawClient,
	syncFrame,
	until,
	type Stock
} from '../support/sync-client.ts';
import { anId, DESK, startSyncedServer, type Person, type SyncedServer } from '../support/sync-server.ts';
import { recordIn } from '../support/room-records.ts';

let server: SyncedServer;
let sofia: Person;
let [ana, luis]: Stock[] = [];
beforeAll(async () => {
	server = await startSyncedServer();
	sofia = await server.person('seller');
});
afterAll(() => server.stop());

beforeEach(() => {
	[ana, luis] = [joinStock(server, sofia, DESK), joinStock(server, sofia, DESK)];
});
/** Whatever an enemy did: two others work on as if nothing had been, on the connections they had. */
afterEach(async () => {
	let lost = false;
	for (const { provider } of [ana!, luis!]) provider.on('connection-close', () => (lost = true));
	const lead = anId();
	act(ana!.room, sofia, { base: lead, value: aLeadOf(sofia) });
	await until(() => recordIn(luis!.room, lead));
	expect(lost).toBe(false);
	ana!.leave();
	luis!.leave();
});

const as = ({ cookie }: Person) => ({ cookie });

test.each<[string, Uint8Array | string]>([
	['words instead of bytes', 'hola'],
	['nothing', new Uint8Array()],
	['an unknown message', new Uint8Array([77])],
	['an unknown step', syncFrame(9, new Uint8Array())],
	['a length that lies', new Uint8Array([0, 2, 255, 255, 255, 127])],
	['an update that is none', syncFrame(2, new Uint8Array([1, 2, 3, 4]))],
	['a vector that is none', syncFrame(0, new Uint8Array([9, 9]))],
	['presence that is none', presenceFrame(1, 1, '{')],
	['an intent that is none', jsonFrame(102, { id: 'x' })]
])('%s closes that socket as malformed', async (_, bytes) => {
	const enemy = new RawClient(server, DESK, as(sofia), { ack: '1', epoch: '1', device: 'x' });
	await enemy.send(bytes);
	expect(await enemy.closed).toBe(4400);
});

test('a message of more than 1 MiB closes that socket as too big', async () => {
	const enemy = new RawClient(server, DESK, as(sofia));
	await enemy.send(new Uint8Array(1024 * 1024 + 1));
	expect(await enemy.closed).toBe(4413);
});

test.each([
	['https://evil.example', 403],
	['null', 403],
	['http://localhost:1', 403]
])('the page of %s is refused with %i before it has a socket', async (origin, status) => {
	const enemy = new RawClient(server, DESK, { ...as(sofia), origin });
	await expect(enemy.opened).rejects.toThrow(String(status));
});

test('our own page and a program without one are let in', async () => {
	for (const headers of [{ ...as(sofia), origin: server.origin }, as(sofia)]) {
		const friend = new RawClient(server, DESK, headers);
		await friend.send(syncFrame(0, Y.encodeStateVector(new Y.Doc())));
		await friend.heard(0);
		friend.ws.terminate();
	}
});

test('without a session, with a forged or with an ended one: closed by name', async () => {
	const gone = await server.person('seller');
	await signOut(server.test.db, gone.session, new Date());
	for (const headers of [{}, { cookie: 'hilo.staff=forged' }, { cookie: `${sofia.cookie}x` }, as(gone)])
		expect(await new RawClient(server, DESK, headers).closed).toBe(4401);
});

test('signing out closes the sockets that are open', async () => {
	const gone = await server.person('seller');
	const socket = new RawClient(server, DESK, as(gone));
	await socket.send(syncFrame(0, Y.encodeStateVector(new Y.Doc())));
	await socket.heard(0);
	await signOut(server.test.db, gone.session, new Date());
	expect(await socket.closed).toBe(4401);
});

test.each([
	deskRoom('norte', '2026-03'),
	deskRoom('centro', '2019-01'),
	`me/${anId()}`,
	`agenda/${anId()}`,
	'desk/centro',
	'../etc/passwd',
	'%E0%A4%A',
	'desk/centro/2026-03/more'
])('the room %s, which is not his or not there, does not exist for a seller', async (room) => {
	expect(await new RawClient(server, room, as(sofia)).closed).toBe(4404);
});

test('a technician does not open the desk, nor an office the agenda', async () => {
	const paula = await server.person('technician');
	expect(await new RawClient(server, DESK, as(paula)).closed).toBe(4404);
	expect(await new RawClient(server, `agenda/${paula.actor.user}`, as(sofia)).closed).toBe(4404);
});

test('what is refused is seen by nobody and leaves nothing behind', async () => {
	const hugo = await server.person('cashier');
	const enemy = joinStock(server, hugo, DESK);
	await until(() => enemy.provider.synced);
	const lead = anId();
	act(enemy.room, hugo, { base: lead, value: aLeadOf(hugo) });
	expect(await enemy.closed).toBe(4409);
	expect(recordIn(ana!.room, lead)).toBeNull();
	expect(await server.test.db.selectFrom('records').select('id').where('id', '=', lead).execute()).toEqual([]);
	enemy.leave();
});

test('a record that another desk holds is not taken over', async () => {
	const lead = anId();
	act(ana!.room, sofia, { base: lead, value: aLeadOf(sofia) });
	await until(() => recordIn(luis!.room, lead));
	const thief = joinStock(server, sofia, deskRoom('centro', '2026-04'));
	await until(() => thief.provider.synced);
	act(thief.room, sofia, { base: lead, value: aLeadOf(sofia, { name: 'Otra' }) });
	expect(await thief.closed).toBe(4409);
	thief.leave();
});

test('presence is one state a socket, of at most 2 KiB, and never another’s', async () => {
	const enemy = new RawClient(server, DESK, as(sofia));
	const watcher = joinStock(server, sofia, DESK);
	await enemy.send(syncFrame(0, Y.encodeStateVector(new Y.Doc())));
	watcher.provider.awareness.setLocalStateField('user', { name: 'Luis' });
	await until(() => watcher.provider.synced);
	const own = watcher.doc.clientID;
	await until(() => ana!.provider.awareness.getStates().has(own));
	await enemy.send(presenceFrame(own, 99, 'null'), presenceFrame(4242, 1, JSON.stringify({ long: 'x'.repeat(3_000) })));
	await enemy.send(presenceFrame(4243, 1, '{"user":1}'), presenceFrame(4244, 1, '{"user":2}'));
	await until(() => ana!.provider.awareness.getStates().has(4243));
	const states = ana!.provider.awareness.getStates();
	expect([states.has(own), states.has(4242), states.has(4244)]).toEqual([true, false, false]);
	enemy.ws.terminate();
	await until(() => !ana!.provider.awareness.getStates().has(4243));
	watcher.leave();
});

test('who does not read is let go', async () => {
	const sleeper = new RawClient(server, DESK, as(sofia));
	await sleeper.send(syncFrame(0, Y.encodeStateVector(new Y.Doc())));
	await sleeper.heard(0);
	sleeper.ws.pause();
	const text = 'x'.repeat(9_000);
	const connections = () => new Promise<number>((done) => server.http.getConnections((_, count) => done(count)));
	const before = await connections();
	await until(async () => {
		const leads = Array.from({ length: 40 }, () => ({ base: anId(), value: aLeadOf(sofia, { observations: text }) }));
		act(ana!.room, sofia, ...leads);
		await until(() => recordIn(luis!.room, leads.at(-1)!.base));
		return (await connections()) < before;
	});
	sleeper.ws.terminate();
});

test('a connection that speaks no websocket harms nobody', async () => {
	const { port } = new URL(server.origin);
	const socket = connect(Number(port), '127.0.0.1');
	socket.on('error', () => {});
	socket.resume();
	socket.write(
		`GET /sync/${DESK} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: no\r\n\r\n`
	);
	await new Promise((done) => socket.once('close', done));
});
