import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Room } from '#lib/docs/room.ts';
import * as Y from 'yjs';
import { freePort } from '../support/app.ts';
import { testDb, type TestDb } from '../support/postgres.ts';
import { aLeadOf, AT, jsonFrame, RawClient, syncFrame, updateOf } from '../support/sync-client.ts';
import { anId, contextOn, DESK, makeBranches, signedIn, type Person } from '../support/sync-server.ts';

const KILLS = 20;

let base: TestDb;
let port: number;
let sofia: Person;
let server: ChildProcess;
beforeAll(async () => {
	base = await testDb();
	port = await freePort();
	await makeBranches(base);
	sofia = await signedIn(contextOn(base, port), 'seller');
});
afterAll(async () => {
	server?.kill('SIGKILL');
	await base.drop();
});

async function start() {
	server = spawn(process.execPath, [join(import.meta.dirname, '../support/sync-process.ts'), base.url, String(port)], {
		stdio: ['ignore', 'pipe', 'inherit']
	});
	await once(server.stdout!, 'data');
}
async function kill() {
	const ended = once(server, 'exit');
	server.kill('SIGKILL');
	await ended;
}

/** A device whose page is never closed: it says again whatever was not acknowledged. */
class Writer {
	readonly doc = new Y.Doc();
	readonly leads: string[] = [];
	acknowledged = 0;
	#frames: Uint8Array[][] = [];

	async connect() {
		const query = { ack: '1', epoch: '1', device: 'phone' };
		const client = new RawClient({ address: `ws://127.0.0.1:${port}/sync` }, DESK, { cookie: sofia.cookie }, query);
		await client.send(syncFrame(0, Y.encodeStateVector(this.doc)));
		await client.heard(100);
		client.ws.on('message', () => this.#hear(client));
		this.#hear(client);
		for (const frames of this.#frames.slice(this.acknowledged)) await client.send(...frames);
		return client;
	}
	#hear({ said }: RawClient) {
		for (const { type, value } of said.splice(0))
			if (type === 100)
				this.acknowledged = Math.max(
					this.acknowledged,
					(value as { clocks: Record<string, number> }).clocks[this.doc.clientID] ?? 0
				);
	}
	write(): Uint8Array[] {
		const [intent, lead] = [anId(), anId()];
		const update = updateOf(this.doc, () =>
			new Room(this.doc).apply([{ base: lead, value: aLeadOf(sofia) }], { intent, by: sofia.actor.user, at: AT })
		);
		const frames = [jsonFrame(102, { id: intent, name: 'test', at: AT, gesture: null }), syncFrame(2, update)];
		this.leads.push(lead);
		this.#frames.push(frames);
		return frames;
	}
}

test(
	`killed ${KILLS} times while somebody writes, the server forgets nothing that it acknowledged and takes nothing twice`,
	{ timeout: 180_000 },
	async () => {
		const writer = new Writer();
		for (let round = 0; round < KILLS; round++) {
			await start();
			const client = await writer.connect();
			const enough = writer.acknowledged + 3 + round;
			while (writer.acknowledged < enough) {
				await client.send(...writer.write());
				await new Promise((later) => setTimeout(later, 2));
			}
			await kill();
			const before = writer.acknowledged;
			const stored = await base.db.selectFrom('records').select('id').execute();
			const found = new Set(stored.map(({ id }) => id));
			expect(writer.leads.slice(0, before).filter((id) => !found.has(id))).toEqual([]);
		}
		await start();
		const client = await writer.connect();
		while (writer.acknowledged < writer.leads.length) await new Promise((later) => setTimeout(later, 5));
		client.ws.terminate();
		const fresh = new RawClient({ address: `ws://127.0.0.1:${port}/sync` }, DESK, { cookie: sofia.cookie });
		const empty = new Y.Doc();
		await fresh.send(syncFrame(0, Y.encodeStateVector(empty)));
		const answer = (await fresh.heard(0)) as Uint8Array;
		fresh.ws.terminate();
		Y.applyUpdate(empty, await step2Of(answer));
		expect([...new Room(empty).base.keys()].sort()).toEqual([...writer.leads].sort());
		const { count } = await base.db
			.selectFrom('journal')
			.select(({ fn }) => fn.countAll<number>().as('count'))
			.where('intent', 'is not', null)
			.executeTakeFirstOrThrow();
		expect(count).toBe(writer.leads.length);
	}
);

async function step2Of(tail: Uint8Array) {
	const { createDecoder, readVarUint, readVarUint8Array } = await import('lib0/decoding');
	const decoder = createDecoder(tail);
	expect(readVarUint(decoder)).toBe(1);
	return readVarUint8Array(decoder);
}
