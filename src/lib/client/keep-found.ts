import { Dexie } from 'dexie';
import type { HiloDatabase } from './database.ts';

/** Looking again takes at most a fifth of the time, however many rows there are. */
const REST = 4;
const LEAST_REST = 300;

/** Looks now, and again a while after rows changed, never twice at once. @returns what ends it */
export function keepFound({ name }: Pick<HiloDatabase, 'name'>, look: (stop: AbortSignal) => Promise<void>): () => void {
	const stop = new AbortController();
	let timer: ReturnType<typeof setTimeout> | undefined;
	let [looking, changed, rest] = [false, false, LEAST_REST];

	async function run() {
		[timer, looking, changed] = [undefined, true, false];
		const began = performance.now();
		// A database that cannot answer now is asked again.
		await look(stop.signal).catch(() => (changed = true));
		rest = Math.max(LEAST_REST, REST * (performance.now() - began));
		looking = false;
		if (changed) later();
	}
	function later() {
		changed = true;
		if (!looking && !stop.signal.aborted) timer ??= setTimeout(() => void run(), rest);
	}
	const heard = (parts: object) => Object.keys(parts).some((part) => part.startsWith(`idb://${name}/rows/`)) && later();

	Dexie.on.storagemutated.subscribe(heard);
	void run();
	return () => {
		stop.abort();
		clearTimeout(timer);
		Dexie.on.storagemutated.unsubscribe(heard);
	};
}
