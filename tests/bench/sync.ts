import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Bench } from './measure/bench.ts';
import { clientRows } from './measure/figures/client-rows.ts';
import { cpuPer1000 } from './measure/figures/cpu-per-1000.ts';
import { editToVisible } from './measure/figures/edit-to-visible.ts';
import { joins } from './measure/figures/joins.ts';
import { lost } from './measure/figures/lost.ts';
import { merge } from './measure/figures/merge.ts';
import { pageLoads } from './measure/figures/page-loads.ts';
import { startHilo } from './measure/hilo.ts';
import { month as monthOf, type Month } from './measure/month.ts';
import { ensurePeers } from './measure/peers.ts';
import { Report } from './measure/report.ts';
import { startPeers } from './measure/subjects.ts';

/**
 * Hilo's sync server beside the servers that npm offers, in one run: `npm run bench:sync [-- --quick] [--only=figure,figure]`.
 * `--subjects=hilo,relay` leaves the others out, `--profile=folder` keeps Hilo's CPU profiles.
 */
const FIGURES: Record<string, (bench: Bench) => Promise<void>> = {
	'edit-to-visible': editToVisible,
	'cpu-per-1000': cpuPer1000,
	joins,
	'merge-1000': merge,
	'lost-after-kill': lost,
	'edit-after-5000-loads': pageLoads,
	'client-rows': clientRows
};
const { values } = parseArgs({
	options: {
		quick: { type: 'boolean', default: false },
		only: { type: 'string' },
		subjects: { type: 'string' },
		profile: { type: 'string' }
	}
});
const chosen = values.only?.split(',') ?? Object.keys(FIGURES);

ensurePeers();
const hilo = await startHilo({ profile: values.profile });
const peers = await startPeers();
const report = new Report();
try {
	const subjects = [hilo, ...peers].filter(({ name }) => values.subjects?.split(',').includes(name) ?? true);
	const rooms = new Map<string, { room: string; month: Month }>();
	const room = async (name: string, records: number) => {
		const known = rooms.get(name) ?? { room: name, month: monthOf(records, hilo.user) };
		if (!rooms.has(name)) await Promise.all(subjects.map((subject) => subject.seed(name, known.month)));
		rooms.set(name, known);
		return known;
	};
	for (const name of chosen) {
		console.log(name);
		await FIGURES[name]!({ subjects, hilo, report, room, user: hilo.user, quick: values.quick });
	}
} finally {
	for (const peer of peers) await peer.stop();
	await hilo.stop();
}
report.print();
if (!values.only && !values.subjects && !values.quick) report.save(join(import.meta.dirname, 'results/sync.json'));
