import { performance } from 'node:perf_hooks';
import type { Light } from './light.ts';
import { Author, type Month } from './month.ts';
import { cpuMeter, pause } from './processes.ts';
import type { Subject } from './subjects.ts';

export type Load = { clients: number; editsASecond: number; seconds: number };
export type Loaded = {
	/** Of what was expected. */
	delivered: number;
	expected: number;
	/** Milliseconds from sending to hearing, sorted. */
	waits: number[];
	/** Milliseconds until all of it had arrived, or nobody waited any longer. */
	ms: number;
	/** Milliseconds of CPU, of the server and of its database. */
	cpu: number;
	databaseCpu: number | null;
};

const WRITERS = 20;
const PATIENCE_MS = 5_000;
export const MARK = '~#';

/** Records that no earlier author of this run has written. */
let unwritten = 0;

export async function openAll(subject: Subject, room: string, amount: number, vector: Uint8Array): Promise<Light[]> {
	const lights: Light[] = [];
	for (let first = 0; first < amount; first += 50) {
		const some = Array.from({ length: Math.min(50, amount - first) }, (_, i) => subject.open(room, first + i));
		const opened = await Promise.all(some);
		lights.push(...opened);
		await Promise.all(opened.map((light) => greet(subject, room, light, vector)));
	}
	return lights;
}

/** Until the server has answered what the client lacks. */
export async function greet(subject: Subject, room: string, light: Light, vector: Uint8Array): Promise<void> {
	const answered = new Promise<void>((done) => {
		light.heard = (frame) => subject.wire.kindOf(frame) === 'answer' && done();
	});
	light.send(...subject.wire.hello(room, vector));
	if (subject.keeps !== 'nothing') await answered;
}

/** Twenty of the clients write in turn, at an even pace; everybody else hears. The first second is not counted. */
export async function load(subject: Subject, room: string, month: Month, by: string, { clients, editsASecond, seconds }: Load) {
	const lights = await openAll(subject, room, clients, month.vector);
	const sent = new Map<string, number>();
	const waits: number[] = [];
	let delivered = 0;
	for (const light of lights)
		light.heard = (frame) => {
			if (subject.wire.kindOf(frame) !== 'update') return;
			delivered++;
			const at = sent.get(markOf(frame));
			if (at) waits.push(performance.now() - at);
		};
	const authors = lights.slice(0, WRITERS).map((light) => ({ light, author: new Author(month.ids[unwritten++]!, by) }));
	let edits = 0;
	const write = () => {
		const mark = `${MARK}${String(edits).padStart(6, '0')}`;
		const { light, author } = authors[edits++ % authors.length]!;
		const frames = subject.wire.gesture(room, author.edit(`portón verde, tocar dos veces ${mark}`));
		sent.set(mark, performance.now());
		light.send(...frames);
	};
	await atPace(editsASecond, 1, write);
	await settled(() => delivered, subject, edits, clients);
	delivered = waits.length = 0;
	const [cpu, databaseBefore, first] = [cpuMeter(subject.pid), subject.databaseCpu?.() ?? null, edits];
	const from = performance.now();
	await atPace(editsASecond, seconds, write);
	await settled(() => delivered, subject, edits - first, clients);
	const loaded: Loaded = {
		ms: performance.now() - from,
		delivered,
		expected: expectedOf(subject, edits - first, clients),
		waits: waits.sort((a, b) => a - b),
		cpu: cpu(),
		databaseCpu: databaseBefore === null ? null : subject.databaseCpu!() - databaseBefore
	};
	const closed = lights.filter(({ closedWith }) => closedWith !== null);
	if (closed.length > 0) console.log(`  ${subject.name}: ${closed.length} sockets were closed with ${closed[0]!.closedWith}`);
	for (const light of lights) light.end();
	return loaded;
}

/** Who tells the author his own edit too, delivers it to him as well. */
const expectedOf = (subject: Subject, edits: number, clients: number) =>
	edits * (subject.name.startsWith('@') ? clients : clients - 1);

async function settled(delivered: () => number, subject: Subject, edits: number, clients: number) {
	const expected = expectedOf(subject, edits, clients);
	const end = performance.now() + PATIENCE_MS;
	while (delivered() < expected && performance.now() < end) await pause(10);
}

async function atPace(aSecond: number, seconds: number, write: () => void) {
	const start = performance.now();
	for (let done = 0; done < aSecond * seconds;) {
		const due = Math.min(aSecond * seconds, ((performance.now() - start) * aSecond) / 1000);
		for (; done < due; done++) write();
		await pause(1);
	}
}

function markOf(frame: Buffer): string {
	const at = frame.indexOf(MARK);
	return at < 0 ? '' : frame.toString('latin1', at, at + 8);
}
