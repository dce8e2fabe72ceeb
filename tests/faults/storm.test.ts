import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Connection } from '#lib/client/provider.ts';
import { dbOver, openPool } from '#lib/server/db/db.ts';
import { Room } from '#lib/docs/room.ts';
import { deskRoom, meRoom } from '#lib/docs/rooms.ts';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { startApp, type App } from '../support/app.ts';
import { startKillable } from '../support/killable.ts';
import { act, aLeadOf, AT, jsonFrame, RawClient, syncFrame, until, updateOf } from '../support/sync-client.ts';
import { anId, BRANCH, contextOn, DESK, makeBranches, signedIn, type Person } from '../support/sync-server.ts';
import { SyncWriter } from '../support/sync-writer.ts';
import { COMPANY } from './nodes.ts';

const DEVICES = 1_000;
const PEOPLE = 50;
/** GUARANTEES P6. */
const BACK_MS = 30_000;
const DELAY_MS = 100;
const STALLED = 50;

const silent = { acknowledged() {}, refused() {}, moved() {}, closed() {}, status() {}, presence() {} };

/** One room of a device that holds it and has nothing to send: our client's own line, with its way of coming back. */
function aLine(port: number, { cookie }: Person, device: string, room: string): Connection {
	class WithCookie extends WebSocket {
		constructor(url: string) {
			super(url, { headers: { cookie } });
		}
	}
	const ours = { pending: () => [], unsent: () => [], late: () => false, heard: silent };
	const place = { url: `ws://127.0.0.1:${port}/sync`, room, doc: new Y.Doc(), epoch: 1, device };
	return new Connection({ ...place, ...ours, WebSocket: WithCookie as unknown as typeof globalThis.WebSocket }, true);
}

describe('a storm', () => {
	let app: App;
	const lines: Connection[] = [];
	beforeAll(async () => void (app = await startApp({ env: COMPANY })));
	afterAll(async () => {
		for (const line of lines) line.destroy();
		await app.stop();
	});
	const back = () => until(() => lines.every(({ connected }) => connected));

	test(`${DEVICES} devices × 4 rooms are back within 30 s after the server was killed`, async () => {
		const pool = openPool(app.databaseUrl!);
		const base = { pool, db: dbOver(pool) };
		await makeBranches(base);
		const people = await Promise.all(Array.from({ length: PEOPLE }, () => signedIn(contextOn(base, 1), 'seller')));
		await pool.end();
		const writer = new SyncWriter(people[0]!);
		const client = await writer.connect(app.port);
		for (let n = 0; n < 200; n++) await client.send(...writer.write());
		await until(() => writer.acknowledged === 200);
		client.ws.terminate();
		for (let n = 0; n < DEVICES; n++) {
			const person = people[n % PEOPLE]!;
			const rooms = [DESK, deskRoom(BRANCH, '2026-04'), 'catalog', meRoom(person.actor.user)];
			lines.push(...rooms.map((room) => aLine(app.port, person, `device-${n}`, room)));
			await pause(5);
		}
		await back();
		await app.kill9();
		await until(() => lines.every(({ connected }) => !connected));
		const from = performance.now();
		await app.restart();
		const listening = performance.now() - from;
		await back();
		const all = performance.now() - from;
		console.log(
			`${lines.length} sockets: listening after ${(listening / 1000).toFixed(1)} s, all back after ${(all / 1000).toFixed(1)} s`
		);
		expect(all).toBeLessThan(BACK_MS);
	}, 180_000);
});

describe('who does not read', () => {
	let hilo: Awaited<ReturnType<typeof startKillable>>;
	beforeAll(async () => void (hilo = await startKillable(2)));
	afterAll(() => hilo.stop());

	async function aReader(n: number) {
		const query = { ack: '1', epoch: '1', device: `reader-${n}` };
		const client = new RawClient(
			{ address: `ws://127.0.0.1:${hilo.port}/sync` },
			DESK,
			{ cookie: hilo.people[1]!.cookie },
			query
		);
		await client.send(syncFrame(0, Y.encodeStateVector(new Y.Doc())));
		await client.heard(100);
		return client;
	}
	/** Fifty leads in one intent, some 50 KiB. */
	function manyLeads(doc: Y.Doc) {
		const author = hilo.people[1];
		const notes = 'Portón azul, tocar timbre. '.repeat(20);
		const ops = Array.from({ length: 50 }, () => ({ base: anId(), value: aLeadOf(author!, { observations: notes }) }));
		const update = updateOf(doc, () => void act(new Room(doc), author!, ...ops));
		return [jsonFrame(102, { id: anId(), name: 'import', at: AT, gesture: null }), syncFrame(2, update)];
	}
	/** Writes 160 × 50 leads. @returns the 99th percentile of the server's event loop delay meanwhile, ms */
	async function delayWhileWriting(): Promise<number> {
		const doc = new Y.Doc();
		const writer = await aReader(0);
		await hilo.server.delay();
		for (let n = 1; n <= 160; n++) {
			await writer.send(...manyLeads(doc));
			await until(() =>
				writer.said.some(
					({ type, value }) => type === 100 && (value as { clocks: Record<string, number> }).clocks[doc.clientID]! >= n * 50
				)
			);
		}
		writer.ws.terminate();
		return hilo.server.delay();
	}

	test(`${STALLED} sockets that stand still leave the event loop’s p99 delay at 100 ms or less`, async () => {
		const alone = await delayWhileWriting();
		const stalled = await Promise.all(Array.from({ length: STALLED }, (_, n) => aReader(n + 1)));
		for (const { ws } of stalled) ws.pause();
		const beside = await delayWhileWriting();
		console.log(
			`event loop, p99: ${alone.toFixed(0)} ms without them, ${beside.toFixed(0)} ms beside ${STALLED} that stand still`
		);
		expect(beside).toBeLessThanOrEqual(DELAY_MS);
		for (const { ws } of stalled) ws.terminate();
	});
});
