import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Bench } from './measure/bench.ts';
import { cpuPer1000 } from './measure/figures/cpu-per-1000.ts';
import { editToVisible } from './measure/figures/edit-to-visible.ts';
import { joins } from './measure/figures/joins.ts';
import { startHilo } from './measure/hilo.ts';
import { month as monthOf } from './measure/month.ts';
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
	joins
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
const room = 'desk/centro/2026-03';

ensurePeers();
const hilo = await startHilo({ profile: values.profile });
const peers = await startPeers();
const report = new Report();
try {
	const subjects = [hilo, ...peers].filter(({ name }) => values.subjects?.split(',').includes(name) ?? true);
	const month = monthOf(5_000, hilo.user);
	await Promise.all(subjects.map((subject) => subject.seed(room, month)));
	for (const name of chosen) {
		console.log(name);
		await FIGURES[name]!({ subjects, hilo, report, room, month, user: hilo.user, quick: values.quick });
	}
} finally {
	for (const peer of peers) await peer.stop();
	await hilo.stop();
}
report.print();
if (!values.only && !values.subjects) report.save(join(import.meta.dirname, 'results/sync.json'));
