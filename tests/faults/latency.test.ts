import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort } from '../support/app.ts';
import { Killable } from '../support/killable.ts';
import { testDb, type TestDb } from '../support/postgres.ts';
import { until } from '../support/sync-client.ts';
import { contextOn, makeBranches, signedIn, type Person } from '../support/sync-server.ts';
import { SyncWriter } from '../support/sync-writer.ts';
import { BadNetwork } from './proxy.ts';

const PEOPLE = 50;
const EDITS = 20;
/** Three edits a second each: busier than any desk. */
const EVERY_MS = 300;
/** GUARANTEES D3. */
const LOCAL_MS = 300;
const FAR_MS = 600;
const ROUND_TRIP_MS = 150;

const server = new Killable();
let base: TestDb;
let port: number;
let people: Person[];
beforeAll(async () => {
	[base, port] = [await testDb(), await freePort()];
	await makeBranches(base);
	people = await Promise.all(Array.from({ length: PEOPLE }, () => signedIn(contextOn(base, port), 'seller')));
	await server.start(base.url, port);
});
afterAll(async () => {
	await server.kill();
	await base.drop();
});

/** @returns for each edit of one person, milliseconds until «En el servidor» */
async function work(writer: SyncWriter, at: number): Promise<number[]> {
	const client = await writer.connect(at);
	const waiting: number[] = [];
	const took: number[] = [];
	client.ws.on('message', () => {
		while (waiting.length > 0 && took.length < writer.acknowledged) took.push(performance.now() - waiting.shift()!);
	});
	await pause(Math.random() * EVERY_MS);
	for (let n = 0; n < EDITS; n++) {
		waiting.push(performance.now());
		await client.send(...writer.write());
		await pause(EVERY_MS);
	}
	await until(() => took.length === EDITS);
	client.ws.terminate();
	return took;
}

/** @returns what 95 of 100 edits do not exceed, ms */
async function everybodyWorks(at: number, where: 'near' | 'far'): Promise<number> {
	const writers = people.map((person, n) => new SyncWriter(person, `${where}-${n}`));
	const took = (await Promise.all(writers.map((writer) => work(writer, at)))).flat().sort((a, b) => a - b);
	const [p50, p95] = [0.5, 0.95].map((share) => took[Math.ceil(took.length * share) - 1]!) as [number, number];
	console.log(`${took.length} edits of ${PEOPLE} people, ${where}: p50 ${p50.toFixed(0)} ms, p95 ${p95.toFixed(0)} ms`);
	return p95;
}

test(`95 % of edits are on the server within ${LOCAL_MS} ms while ${PEOPLE} people edit`, async () => {
	expect(await everybodyWorks(port, 'near')).toBeLessThanOrEqual(LOCAL_MS);
});

test(`… and within ${FAR_MS} ms over a line with a round trip of ${ROUND_TRIP_MS} ms`, async () => {
	const network = await BadNetwork.before(port);
	network.delayMs = ROUND_TRIP_MS / 2;
	expect(await everybodyWorks(network.port, 'far')).toBeLessThanOrEqual(FAR_MS);
	await network.close();
});
