import type { Bench } from '../bench.ts';
import type { Light } from '../light.ts';
import { greet, openAll } from '../load.ts';
import { cpuOf, rssOf } from '../processes.ts';
import { median } from '../report.ts';
import type { Subject } from '../subjects.ts';

const STORM = 50;
const QUIET_MS = 600;
const MIB = 1024 * 1024;
const NOTHING = new Uint8Array([0]);
const pause = (ms: number) => new Promise((later) => setTimeout(later, ms));

/**
 * Server CPU for the first who joins after a start, for one more, and for fifty at once after a restart; the bytes of a whole join,
 * by a subject's own client and by a stock one; resident memory of the room while it is only read, and after all have left.
 */
export async function joins(bench: Bench) {
	const { subjects, report, quick } = bench;
	for (const subject of subjects.filter(({ keeps }) => keeps === 'on disk')) {
		const rounds: Joined[] = [];
		for (let round = 0; round < (quick ? 1 : 3); round++) rounds.push(await joinsOf(bench, subject));
		const add = (figure: string, unit: string, pick: (round: Joined) => number) =>
			report.add(figure, subject.name, median(rounds.map(pick)), unit);
		add('cold-join-cpu', 'ms', ({ cold }) => cold);
		add('warm-join-cpu', 'ms', ({ warm }) => warm);
		add('storm-cpu', 'ms for 50', ({ storm }) => storm);
		add('join-bytes', 'MiB', ({ bytes }) => bytes / MIB);
		add('join-bytes-stock', 'MiB', ({ stock }) => stock / MIB);
		add('rss-room', 'MiB', ({ rss }) => rss);
		add('rss-after', '% of start', ({ after }) => after);
	}
}

type Joined = Record<'cold' | 'warm' | 'storm' | 'bytes' | 'stock' | 'rss' | 'after', number>;

async function joinsOf(bench: Bench, subject: Subject): Promise<Joined> {
	const { month, room } = bench;
	await subject.restart();
	await pause(500);
	const start = rssOf(subject.pid);
	const cold = await cost(subject, 1, () => joinOnce(bench, subject, quiet));
	const rss = rssOf(subject.pid) - start;
	const warm = await cost(subject, 10, async () => {
		for (let n = 0; n < 10; n++) await joinOnce(bench, subject);
	});
	const stockLight = await subject.open(room, 1);
	await greet(subject, room, stockLight, NOTHING);
	await quiet(stockLight);
	const stock = stockLight.bytes;
	stockLight.end();
	await subject.restart();
	await pause(500);
	const storm = await cost(subject, 1, async () => {
		if (subject === bench.hilo) await Promise.all(Array.from({ length: STORM }, () => bench.hilo.snapshot(room)));
		const lights = await openAll(subject, room, STORM, subject === bench.hilo ? month.vector : NOTHING);
		await Promise.all(lights.map(quiet));
		for (const light of lights) light.end();
	});
	await pause(3_000);
	return {
		cold: cold.cpu,
		warm: warm.cpu,
		storm: storm.cpu,
		bytes: cold.of,
		stock,
		rss,
		after: (rssOf(subject.pid) / start) * 100
	};
}

async function cost<T>({ pid }: Subject, times: number, work: () => Promise<T>): Promise<{ cpu: number; of: T }> {
	const before = cpuOf(pid);
	const of = await work();
	await pause(300);
	return { cpu: (cpuOf(pid) - before) / times, of };
}

/** A server that answers before it has loaded sends the room later, as news. */
async function quiet(light: Light) {
	for (let heard = -1; heard < light.bytes; await pause(QUIET_MS)) heard = light.bytes;
}

/** Hilo's own client fetches the snapshot and opens its socket with a vector that covers it. @returns bytes */
async function joinOnce({ hilo, month, room }: Bench, subject: Subject, until?: typeof quiet): Promise<number> {
	const fetched = subject === hilo ? (await hilo.snapshot(room)).length : 0;
	const light = await subject.open(room, 0);
	await greet(subject, room, light, subject === hilo ? month.vector : NOTHING);
	await until?.(light);
	light.end();
	return fetched + light.bytes;
}
