import * as Y from 'yjs';
import type { Bench } from '../bench.ts';
import { greet, openAll } from '../load.ts';
import { Author, type Month } from '../month.ts';
import { atRest, cpuMeter, pause } from '../processes.ts';
import type { Subject } from '../subjects.ts';

const AT_ONCE = 10;
const DEVICES = 50;
const EDITS = 300;
const EDITS_A_SECOND = 100;
/** A quiet moment as Hilo's server wants one before it founds a room anew, and its next look at its rooms. */
const QUIET_MS = 11_000;

/**
 * The server's CPU for an edit after 5,000 page loads, each of which takes a Yjs client id and writes once, against that after the
 * first. What the server does in the quiet moment behind them counts as a part of those 5,000 edits.
 */
export async function pageLoads(bench: Bench) {
	const { room, month } = await bench.room('desk/norte/2026-04', 5_000);
	const loads = bench.quick ? 500 : month.ids.length - 1;
	for (const subject of bench.subjects.filter(({ keeps }) => keeps !== 'nothing')) {
		const { first, last, tidying, loading } = await worn(subject, room, month, loads);
		bench.report.add('edit-after-5000-loads', subject.name, (last + tidying / loads) / first, '× the first');
		bench.report.add('first-edit-cpu', subject.name, first, 'ms');
		bench.report.add('page-load-cpu', subject.name, loading / loads, 'ms');
		bench.report.add('tidying-cpu', subject.name, tidying, `ms after ${loads}`);
	}

	async function worn(subject: Subject, room: string, month: Month, loads: number) {
		const vector = Y.decodeStateVector(month.vector);
		// Somebody has the room open all day, or some would read it from the disk for each load.
		const [resident] = await openAll(subject, room, 1, month.vector);
		await load(subject, vector, 0);
		await editCost(subject, vector);
		const first = await editCost(subject, vector);
		const loading = await cpuFor(subject, async () => {
			for (let n = 1; n <= loads; n += AT_ONCE)
				await Promise.all(Array.from({ length: Math.min(AT_ONCE, loads + 1 - n) }, (_, i) => load(subject, vector, n + i)));
		});
		resident!.end();
		const tidying = await cpuFor(subject, () => pause(QUIET_MS));
		await editCost(subject, vector);
		return { first, last: await editCost(subject, vector), tidying, loading };
	}

	/** The page has the room already, as it were: what it costs to bring it there is another figure. */
	async function load(subject: Subject, vector: Map<number, number>, n: number) {
		const { client, clock, ...gesture } = new Author(month.ids[n]!, bench.user).edit('entró');
		const light = await subject.open(room, n % DEVICES);
		await greet(subject, room, light, Y.encodeStateVector(vector));
		light.send(...subject.wire.gesture(room, { client, clock, ...gesture }));
		vector.set(client, clock);
		await pause(5);
		light.end();
	}

	/** Milliseconds for each of some hundred edits of one page, with one that listens; pages that load later have them. */
	async function editCost(subject: Subject, vector: Map<number, number>): Promise<number> {
		const lights = await openAll(subject, room, 2, new Uint8Array([0]));
		await atRest(subject.pid);
		const author = new Author(month.ids.at(-1)!, bench.user);
		const cpu = await cpuFor(subject, async () => {
			for (let n = 0; n < EDITS; n++) {
				const gesture = author.edit(`toque ${n}`);
				lights[0]!.send(...subject.wire.gesture(room, gesture));
				vector.set(gesture.client, gesture.clock);
				await pause(1_000 / EDITS_A_SECOND);
			}
		});
		for (const light of lights) light.end();
		return cpu / EDITS;
	}
}

async function cpuFor({ pid }: Subject, work: () => Promise<unknown>): Promise<number> {
	const cpu = cpuMeter(pid);
	await work();
	return cpu();
}
