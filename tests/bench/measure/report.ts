import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

export type Row = { figure: string; subject: string; value: number; unit: string };

/** What Hilo must reach against the best peer of the same run; null when there is nothing to judge. */
type Target = { text: string; met(hilo: number, best: number): boolean };

const times = (limit: number): Target => ({ text: `≤ ${limit} × best peer`, met: (hilo, best) => hilo <= limit * best });
const atMost = (limit: number): Target => ({ text: `≤ ${limit}`, met: (hilo) => hilo <= limit });
const TARGETS: Record<string, Target> = {
	'cpu-per-1000': times(0.6),
	'p50-100': { text: '≤ best peer + 5 ms', met: (hilo, best) => hilo <= best + 5 },
	'cold-join-cpu': times(0.1),
	'storm-cpu': times(0.1),
	'join-bytes': times(0.2),
	'merge-1000': times(1.5),
	'lost-after-kill': atMost(0),
	'rss-room': times(0.25),
	'rss-after': atMost(120),
	'edit-after-5000-loads': atMost(1.2),
	'client-rows': times(0.35)
};

const isPeer = ({ subject }: Row) => subject.startsWith('@') || subject === 'nested maps';

export class Report {
	readonly rows: Row[] = [];

	add(figure: string, subject: string, value: number, unit: string) {
		this.rows.push({ figure, subject, value: Number(value.toPrecision(4)), unit });
		console.log(`  ${figure.padEnd(24)}${subject.padEnd(28)}${value.toPrecision(4).padStart(10)} ${unit}`);
	}

	/** All that was measured, with what it had to be. */
	print() {
		console.log(`\n${'figure'.padEnd(24)}${'subject'.padEnd(28)}${'value'.padStart(10)} unit`);
		for (const row of this.rows) {
			const verdict = row.subject === 'hilo' ? this.#verdict(row) : '';
			console.log(
				`${row.figure.padEnd(24)}${row.subject.padEnd(28)}${String(row.value).padStart(10)} ${row.unit.padEnd(24)} ${verdict}`
			);
		}
	}
	#verdict({ figure, value }: Row): string {
		const target = TARGETS[figure.replace(/-50000$/, '')];
		if (!target) return '';
		const peers = this.rows.filter((row) => row.figure === figure && isPeer(row)).map((row) => row.value);
		const best = Math.min(...peers);
		const ratio = peers.length > 0 && best > 0 ? `${(value / best).toFixed(3)} × best peer; ` : '';
		return `${ratio}target ${target.text}: ${target.met(value, best) ? 'ok' : 'MISSED'}`;
	}

	save(file: string) {
		mkdirSync(dirname(file), { recursive: true });
		writeFileSync(file, `${JSON.stringify(this.rows, null, '\t')}\n`);
	}
}

export const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
/** @param sorted from small to large */
export const percentile = (sorted: readonly number[], part: number) => sorted[Math.floor((sorted.length - 1) * part)] ?? NaN;
