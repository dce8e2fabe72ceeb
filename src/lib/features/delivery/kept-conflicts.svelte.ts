import { SvelteSet } from 'svelte/reactivity';

const KEY = 'hilo.plan.kept';
const MOST = 200;
let kept: SvelteSet<string> | null = null;

/** Overlaps that this person decided to leave, on this device. A moved visit is a new overlap, with a key of its own. */
export function keptConflicts() {
	const set = (kept ??= new SvelteSet(JSON.parse(localStorage.getItem(KEY) ?? '[]') as string[]));
	return {
		has: (key: string) => set.has(key),
		keep(key: string) {
			set.add(key);
			localStorage.setItem(KEY, JSON.stringify([...set].slice(-MOST)));
		}
	};
}
