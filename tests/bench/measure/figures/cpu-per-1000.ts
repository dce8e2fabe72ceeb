import type { Bench } from '../bench.ts';
import { load, type Loaded } from '../load.ts';
import { median } from '../report.ts';

const ROOM = 'desk/centro/2026-03';
const CLIENTS = 500;
const RATES = [200, 100, 50, 20];
const KEPT_UP = 0.99;

/** Server CPU for each 1,000 deliveries to 500 clients, at 100,000 a second or the highest rate that all of them keep up with. */
export async function cpuPer1000(bench: Bench) {
	const { subjects, report, quick } = bench;
	const editsASecond = await commonRate(bench);
	const unit = `ms at ${editsASecond * CLIENTS}/s`;
	const rounds = Array.from({ length: quick ? 1 : 3 });
	const all = new Map<string, Loaded[]>(subjects.map(({ name }) => [name, []]));
	for (const _ of rounds) for (const subject of subjects) all.get(subject.name)!.push(await under(bench, subject, editsASecond));
	for (const [name, loads] of all) {
		const per1000 = (cpu: (loaded: Loaded) => number) => median(loads.map((one) => (cpu(one) / one.delivered) * 1000));
		report.add(
			'cpu-per-1000',
			name,
			per1000(({ cpu }) => cpu),
			unit
		);
		if (loads[0]!.databaseCpu !== null)
			report.add(
				'database-cpu-per-1000',
				name,
				per1000(({ databaseCpu }) => databaseCpu!),
				unit
			);
	}
}

async function under({ room: roomOf, user, quick }: Bench, subject: Bench['subjects'][number], editsASecond: number) {
	const { room, month } = await roomOf(ROOM, 5_000);
	return load(subject, room, month, user, { clients: CLIENTS, editsASecond, seconds: quick ? 2 : 4 });
}

async function commonRate(bench: Bench): Promise<number> {
	for (const rate of RATES.slice(0, -1)) if (await allKeepUp(bench, rate)) return rate;
	return RATES.at(-1)!;
}

async function allKeepUp(bench: Bench, rate: number): Promise<boolean> {
	for (const subject of bench.subjects.toReversed()) {
		const { delivered, expected } = await under(bench, subject, rate);
		if (delivered >= expected * KEPT_UP) continue;
		console.log(`  ${subject.name} delivered ${delivered} of ${expected} at ${rate * CLIENTS}/s`);
		return false;
	}
	return true;
}
