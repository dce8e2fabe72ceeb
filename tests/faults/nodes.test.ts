import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeBase } from '#lib/server/room-writes.ts';
import { testDb, type TestDb } from '../support/postgres.ts';
import { aLeadOf, act, joinStock, until, type RawClient, type Stock } from '../support/sync-client.ts';
import { anId, contextOn, DESK, makeBranches, signedIn, type Person } from '../support/sync-server.ts';
import { SyncWriter } from '../support/sync-writer.ts';
import { Nodes, type Node } from './nodes.ts';

let base: TestDb;
let nodes: Nodes;
let sofia: Person;
let tomas: Person;

beforeAll(async () => {
	base = await testDb();
	await makeBranches(base);
	[sofia, tomas] = [await signedIn(contextOn(base, 1), 'seller'), await signedIn(contextOn(base, 1), 'seller')];
	nodes = new Nodes(base);
	await nodes.begin(sofia);
});
afterAll(async () => {
	await nodes.end();
	await base.drop();
});

const leadsOf = ({ room }: Pick<Stock, 'room'>) => [...room.base.keys()].sort();

/** Says again what was not acknowledged, through whichever node answers, until all of it is. */
async function deliverAll(writer: SyncWriter, through: readonly Node[]) {
	for (let turn = 0; writer.acknowledged < writer.leads.length; turn++) {
		const client = await writer.connect(through[turn % through.length]!.port).catch(() => null);
		if (!client) await pause(100);
		else await Promise.race([client.closed, until(() => writer.acknowledged === writer.leads.length)]);
		client?.ws.terminate();
	}
}

/** Writes until the socket is gone, as whoever works does not know what happens to machines. */
async function writeOn(writer: SyncWriter, client: RawClient) {
	while (client.ws.readyState === client.ws.OPEN) {
		await client.send(...writer.write());
		await pause(5);
	}
}

async function everyoneAgrees(writers: readonly SyncWriter[], through: readonly Node[]) {
	const expected = writers.flatMap(({ leads }) => leads);
	const readers = through.map((node) => joinStock(node, sofia, DESK));
	for (const reader of readers) await until(() => expected.every((id) => reader.room.base.has(id)));
	expect(new Set(readers.map((reader) => JSON.stringify(leadsOf(reader)))).size).toBe(1);
	for (const reader of readers) reader.leave();
	const journalled = await base.db
		.selectFrom('journal')
		.select(({ fn }) => fn.countAll<number>().as('count'))
		.where('intent', 'is not', null)
		.executeTakeFirstOrThrow();
	return { expected: expected.length, journalled: journalled.count };
}

test('whichever node a socket comes to, it is in the room with everybody else', async () => {
	const people = nodes.all.map((node) => joinStock(node, sofia, DESK));
	await until(() => people.every(({ provider }) => provider.synced));
	const lead = anId();
	act(people[0]!.room, sofia, { base: lead, value: aLeadOf(sofia) });
	for (const { room } of people) await until(() => room.base.has(lead));
	people[1]!.provider.awareness.setLocalState({ user: 'tomas' });
	await until(() => [...people[2]!.provider.awareness.getStates().values()].some(({ user }) => user === 'tomas'));
	for (const person of people) person.leave();
	const { owner, others } = await nodes.ownerAndOthers();
	expect(others).not.toContain(owner);
});

test('a service writes into a room wherever it is served, once', async () => {
	const id = anId();
	await writeBase(base.db, DESK, id, aLeadOf(sofia, { name: 'Desde un servicio' }));
	const reader = joinStock(nodes.all[2]!, sofia, DESK);
	await until(() => reader.room.base.has(id));
	reader.leave();
	expect(await base.db.selectFrom('room_writes').selectAll().where('key', '=', id).execute()).toEqual([]);
});

test('a room’s node is killed, another one takes it over, and nothing that was acknowledged is lost', async () => {
	const { owner, others } = await nodes.ownerAndOthers();
	const writers = [new SyncWriter(sofia, 'one'), new SyncWriter(tomas, 'two')];
	const before = (await everyoneAgrees([], nodes.all)).journalled;
	const clients = await Promise.all(writers.map((writer, i) => writer.connect(others[i]!.port)));
	const writing = Promise.all(writers.map((writer, i) => writeOn(writer, clients[i]!)));
	await until(() => writers.every(({ acknowledged }) => acknowledged > 20));
	await nodes.kill(owner);
	await writing;
	await Promise.all(writers.map((writer) => deliverAll(writer, others)));
	const { expected, journalled } = await everyoneAgrees(writers, others);
	expect(journalled - before).toBe(expected);
	expect(others).toContain((await nodes.ownerAndOthers()).owner);
	await nodes.start();
});

test('a node that slept through its lease has lost its rooms, and writes nothing into them', async () => {
	const { owner, others } = await nodes.ownerAndOthers();
	const [sleeper, awake] = [new SyncWriter(sofia, 'three'), new SyncWriter(tomas, 'four')];
	const before = (await everyoneAgrees([], nodes.all)).journalled;
	const asleep = await sleeper.connect(owner.port);
	owner.run.child.kill('SIGSTOP');
	for (let i = 0; i < 10; i++) await asleep.send(...sleeper.write());
	for (let i = 0; i < 10; i++) awake.write();
	await deliverAll(awake, others);
	expect((await nodes.ownerAndOthers()).owner).not.toBe(owner);
	owner.run.child.kill('SIGCONT');
	await asleep.closed;
	await deliverAll(sleeper, [owner, ...others]);
	const { expected, journalled } = await everyoneAgrees([sleeper, awake], nodes.all);
	expect(journalled - before).toBe(expected);
});

test('a process of pages serves no room and hands its sockets on', async () => {
	const web = await nodes.start('web');
	const reader = joinStock(web, sofia, DESK);
	await until(() => reader.provider.synced);
	const { owner } = await nodes.ownerAndOthers();
	expect(owner.port).not.toBe(web.port);
	reader.leave();
});
