import type { Bench } from '../bench.ts';
import type { Light } from '../light.ts';
import { greet, openAll } from '../load.ts';
import type { Month } from '../month.ts';
import { atRest, cpuMeter, pause, rssOf } from '../processes.ts';
import { median } from '../report.ts';
import type { Subject } from '../subjects.ts';

const STORM = 50;
const WARM = 10;
const MIB = 1024 * 1024;
const NOTHING = new Uint8Array([0]);

/**
 * Server CPU for the first who joins after a start, for one more, and for fifty at once after a restart; the bytes of a whole join,
 * by a subject's own client and by a stock one; resident memory of the room while it is only read, and after all have left.
 */
export async function joins(bench: Bench) {
	await joinsAt(bench, 'desk/centro/2026-05', 5_000, '');
	if (!bench.quick) await joinsAt(bench, 'desk/centro/2026-06', 50_000, '-50000');
}

async function joinsAt(bench: Bench, name: string, records: number, suffix: string) {
	const subjects = bench.subjects.filter(({ keeps }) => keeps === 'on disk');
	const { room, month } = await bench.room(name, records);
	const rounds = new Map<Subject, Joined[]>(subjects.map((subject) => [subject, []]));
	for (let round = 0; round < (bench.quick || suffix ? 1 : 5); round++)
		for (const subject of subjects) rounds.get(subject)!.push(await joinsOf(bench, subject, room, month));
	for (const [{ name }, all] of rounds) {
		const add = (figure: string, unit: string, pick: (round: Joined) => number) =>
			bench.report.add(figure + suffix, name, median(all.map(pick)), unit);
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

async function joinsOf({ hilo }: Bench, subject: Subject, room: string, month: Month): Promise<Joined> {
	const isOurs = subject === hilo;
	await restarted(subject);
	const start = rssOf(subject.pid);
	const cold = await cost(subject, () => joinOnce());
	const rss = rssOf(subject.pid) - start;
	const warm = await cost(subject, async () => {
		for (let n = 0; n < WARM; n++) await joinOnce();
	});
	const stockLight = await subject.open(room, 1);
	await greet(subject, room, stockLight, NOTHING);
	await whole(stockLight, month);
	const stock = stockLight.bytes;
	stockLight.end();
	await restarted(subject);
	const storm = await cost(subject, async () => {
		if (isOurs) await Promise.all(Array.from({ length: STORM }, (_, device) => hilo.snapshot(room, device)));
		const lights = await openAll(subject, room, STORM, isOurs ? month.vector : NOTHING);
		if (!isOurs) await Promise.all(lights.map((light) => whole(light, month)));
		for (const light of lights) light.end();
	});
	await pause(3_000);
	const after = (rssOf(subject.pid) / start) * 100;
	return { cold: cold.cpu, warm: warm.cpu / WARM, storm: storm.cpu, bytes: cold.of, stock, rss, after };

	/** Hilo's own client fetches the snapshot and opens its socket with a vector that covers it. @returns bytes */
	async function joinOnce(): Promise<number> {
		const fetched = isOurs ? (await hilo.snapshot(room, 0)).length : 0;
		const light = await subject.open(room, 0);
		await greet(subject, room, light, isOurs ? month.vector : NOTHING);
		if (!isOurs) await whole(light, month);
		light.end();
		return fetched + light.bytes;
	}
}

/** What a server does by itself after its start is no join. */
async function restarted(subject: Subject) {
	await subject.restart();
	await atRest(subject.pid);
}

async function cost<T>({ pid }: Subject, work: () => Promise<T>): Promise<{ cpu: number; of: T }> {
	const cpu = cpuMeter(pid);
	const of = await work();
	await pause(300);
	return { cpu: cpu(), of };
}

/** A server that answers before it has loaded sends the room later, as news. */
async function whole(light: Light, { update }: Month) {
	while (light.bytes < update.length * 0.9) {
		if (light.closedWith !== null) throw new Error(`closed with ${light.closedWith} before the room was there`);
		await pause(10);
	}
}
