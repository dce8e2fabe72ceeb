import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startKillable } from '../support/killable.ts';
import { until } from '../support/sync-client.ts';
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

let hilo: Awaited<ReturnType<typeof startKillable>>;
beforeAll(async () => void (hilo = await startKillable(PEOPLE)));
afterAll(() => hilo.stop());

/** @returns for each edit of one person, milliseconds until «En el servidor» */
async function work(writer: SyncWriter, at: number, afterMs: number): Promise<number[]> {
	const client = await writer.connect(at);
	const waiting: number[] = [];
	const took: number[] = [];
	client.ws.on('message', () => {
		while (waiting.length > 0 && took.length < writer.acknowledged) took.push(performance.now() - waiting.shift()!);
	});
	await pause(afterMs);
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
	const writers = hilo.people.map((person, n) => new SyncWriter(person, `${where}-${n}`));
	const took = (await Promise.all(writers.map((writer, n) => work(writer, at, (n * EVERY_MS) / PEOPLE))))
		.flat()
		.sort((a, b) => a - b);
	const [p50, p95] = [0.5, 0.95].map((share) => took[Math.ceil(took.length * share) - 1]!) as [number, number];
	console.log(`${took.length} edits of ${PEOPLE} people, ${where}: p50 ${p50.toFixed(0)} ms, p95 ${p95.toFixed(0)} ms`);
	return p95;
}

test(`95 % of edits are on the server within ${LOCAL_MS} ms while ${PEOPLE} people edit`, async () => {
	expect(await everybodyWorks(hilo.port, 'near')).toBeLessThanOrEqual(LOCAL_MS);
});

test(`… and within ${FAR_MS} ms over a line with a round trip of ${ROUND_TRIP_MS} ms`, async () => {
	const network = await BadNetwork.before(hilo.port);
	network.delayMs = ROUND_TRIP_MS / 2;
	expect(await everybodyWorks(network.port, 'far')).toBeLessThanOrEqual(FAR_MS);
	await network.close();
});
