import { performance } from 'node:perf_hooks';
import * as Y from 'yjs';
import type { Bench } from '../bench.ts';
import type { Light } from '../light.ts';
import { openAll } from '../load.ts';
import { hearing, Page, sendAcknowledged } from '../page.ts';
import { cpuMeter } from '../processes.ts';
import { median } from '../report.ts';
import type { Subject } from '../subjects.ts';

const EDITS = 1_000;

/**
 * A device comes back with 1,000 edits. Hilo's own client sends one update an intent, a stock client one that holds them all;
 * milliseconds from the first byte until somebody else has all of them and, at Hilo, until the last is acknowledged.
 */
export async function merge(bench: Bench) {
	const subjects = bench.subjects.filter(({ keeps }) => keeps !== 'nothing');
	const { room, month } = await bench.room('desk/norte/2026-03', 5_000);
	const pages = new Map(subjects.map(({ name }) => [name, new Page(month.ids.slice(0, EDITS), bench.user)]));
	const rounds = new Map<string, { ms: number; cpu: number }[]>(subjects.map(({ name }) => [name, []]));
	for (let round = 0; round < (bench.quick ? 1 : 5); round++)
		for (const subject of subjects) rounds.get(subject.name)!.push(await comeBack(subject, pages.get(subject.name)!));
	for (const [name, all] of rounds) {
		bench.report.add('merge-1000', name, median(all.map(({ ms }) => ms)), 'ms');
		bench.report.add('merge-1000-cpu', name, median(all.map(({ cpu }) => cpu)), 'ms');
	}

	async function comeBack(subject: Subject, page: Page) {
		const before = Y.encodeStateVector(page.doc);
		const gestures = page.write('escrito sin señal');
		const merged = subject.wire.answer(room, Y.encodeStateAsUpdate(page.doc, before));
		const [device, witness] = (await openAll(subject, room, 2, month.vector)) as [Light, Light];
		const seen = hearing(subject, witness, EDITS);
		const [start, cpu] = [performance.now(), cpuMeter(subject.pid)];
		if (subject === bench.hilo) await sendAcknowledged(subject, room, device, gestures);
		else device.send(merged);
		await seen;
		const took = { ms: performance.now() - start, cpu: cpu() };
		for (const light of [device, witness]) light.end();
		return took;
	}
}
