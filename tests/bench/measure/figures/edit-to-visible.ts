import type { Bench } from '../bench.ts';
import { load } from '../load.ts';
import { median, percentile } from '../report.ts';

const ROOM = 'desk/centro/2026-03';
const EDITS_A_SECOND = 20;

/** Milliseconds from sending an edit to hearing it at everybody else's, at 10, 100 and 500 clients. */
export async function editToVisible({ subjects, report, room: roomOf, user, quick }: Bench) {
	const { room, month } = await roomOf(ROOM, 5_000);
	for (const clients of [10, 100, 500]) {
		const waits = new Map<string, number[][]>();
		for (let round = 0; round < (quick ? 1 : 3); round++)
			for (const subject of subjects) {
				const loaded = await load(subject, room, month, user, { clients, editsASecond: EDITS_A_SECOND, seconds: quick ? 2 : 4 });
				waits.set(subject.name, [...(waits.get(subject.name) ?? []), loaded.waits]);
			}
		for (const [name, all] of waits)
			for (const [figure, part] of Object.entries({ p50: 0.5, p99: 0.99 }))
				report.add(`${figure}-${clients}`, name, median(all.map((sorted) => percentile(sorted, part))), 'ms');
	}
}
