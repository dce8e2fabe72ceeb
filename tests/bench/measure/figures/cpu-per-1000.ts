import type { Bench } from '../bench.ts';
import { load, type Loaded } from '../load.ts';
import { median } from '../report.ts';

const ROOM = 'desk/centro/2026-03';
const CLIENTS = 500;
/** 100,000 deliveries a second, which not everybody reaches. */
const OFFERED = 200;
const LOWER = [100, 50, 20];
const KEPT_UP = 0.99;

/**
 * Server CPU for each 1,000 deliveries to 500 clients while 100,000 a second are offered, and how many of them arrived in time; then
 * the same at the highest rate that all of them keep up with.
 */
export async function cpuPer1000(bench: Bench) {
	const offered = await measured(bench, OFFERED);
	add(bench, offered, `ms at ${OFFERED * CLIENTS}/s`, '');
	for (const [name, loads] of offered)
		bench.report.add('delivered-a-second', name, median(loads.map(({ delivered, ms }) => (delivered / ms) * 1000)), '');
	const common = allKeptUp(offered) ? OFFERED : await commonRate(bench);
	if (common < OFFERED) add(bench, await measured(bench, common), `ms at ${common * CLIENTS}/s`, '-common');
}

type Loads = Map<string, Loaded[]>;

async function measured(bench: Bench, editsASecond: number): Promise<Loads> {
	const all: Loads = new Map(bench.subjects.map(({ name }) => [name, []]));
	for (const _ of Array.from({ length: bench.quick ? 1 : 3 }))
		for (const subject of bench.subjects) all.get(subject.name)!.push(await under(bench, subject, editsASecond));
	return all;
}

function add({ report }: Bench, all: Loads, unit: string, suffix: string) {
	for (const [name, loads] of all) {
		const per1000 = (cpu: (loaded: Loaded) => number) => median(loads.map((one) => (cpu(one) / one.delivered) * 1000));
		const ofServer = per1000(({ cpu }) => cpu);
		report.add(`cpu-per-1000${suffix}`, name, ofServer, unit);
		if (loads[0]!.databaseCpu === null) continue;
		const ofDatabase = per1000(({ databaseCpu }) => databaseCpu!);
		report.add(`database-cpu-per-1000${suffix}`, name, ofDatabase, unit);
	}
}

async function under({ room: roomOf, user, quick }: Bench, subject: Bench['subjects'][number], editsASecond: number) {
	const { room, month } = await roomOf(ROOM, 5_000);
	return load(subject, room, month, user, { clients: CLIENTS, editsASecond, seconds: quick ? 2 : 4 });
}

const keptUp = ({ delivered, expected }: Loaded) => delivered >= expected * KEPT_UP;
const allKeptUp = (all: Loads) => [...all.values()].flat().every(keptUp);

async function commonRate(bench: Bench): Promise<number> {
	for (const rate of LOWER.slice(0, -1)) if (await allKeepUp(bench, rate)) return rate;
	return LOWER.at(-1)!;
}

async function allKeepUp(bench: Bench, rate: number): Promise<boolean> {
	for (const subject of bench.subjects.toReversed()) {
		const loaded = await under(bench, subject, rate);
		if (keptUp(loaded)) continue;
		console.log(`  ${subject.name} delivered ${loaded.delivered} of ${loaded.expected} at ${rate * CLIENTS}/s`);
		return false;
	}
	return true;
}
