import { afterAll, beforeAll, expect, test } from 'vitest';
import { Room } from '#lib/docs/room.ts';
import * as Y from 'yjs';
import { freePort } from '../support/app.ts';
import { Killable } from '../support/killable.ts';
import { testDb, type TestDb } from '../support/postgres.ts';
import { RawClient, syncFrame } from '../support/sync-client.ts';
import { SyncWriter } from '../support/sync-writer.ts';
import { contextOn, DESK, makeBranches, signedIn, type Person } from '../support/sync-server.ts';

const KILLS = 20;

let base: TestDb;
let port: number;
let sofia: Person;
const server = new Killable();
beforeAll(async () => {
	base = await testDb();
	port = await freePort();
	await makeBranches(base);
	sofia = await signedIn(contextOn(base, port), 'seller');
});
afterAll(async () => {
	await server.kill();
	await base.drop();
});

test(
	`killed ${KILLS} times while somebody writes, the server forgets nothing that it acknowledged and takes nothing twice`,
	{ timeout: 180_000 },
	async () => {
		const writer = new SyncWriter(sofia);
		for (let round = 0; round < KILLS; round++) {
			await server.start(base.url, port);
			const client = await writer.connect(port);
			const enough = writer.acknowledged + 3 + round;
			while (writer.acknowledged < enough) {
				await client.send(...writer.write());
				await new Promise((later) => setTimeout(later, 2));
			}
			await server.kill();
			const before = writer.acknowledged;
			const stored = await base.db.selectFrom('records').select('id').execute();
			const found = new Set(stored.map(({ id }) => id));
			expect(writer.leads.slice(0, before).filter((id) => !found.has(id))).toEqual([]);
		}
		await server.start(base.url, port);
		const client = await writer.connect(port);
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
