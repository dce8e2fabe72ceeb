import { onMount } from 'svelte';

const PATIENCE_MS = 5_000;

/** Does something when the page has nothing else to do. @returns how to call it off */
export function quietly(work: () => void): () => void {
	if (typeof requestIdleCallback === 'undefined') {
		const timer = setTimeout(work, PATIENCE_MS / 2);
		return () => clearTimeout(timer);
	}
	const asked = requestIdleCallback(work, { timeout: PATIENCE_MS });
	return () => cancelIdleCallback(asked);
}

/** Fetches parts in a quiet moment, so that they are here when they are wanted. Call it while a component initialises. */
export function beforehand(...loads: readonly (() => Promise<unknown>)[]): void {
	const fetchAll = () => loads.forEach((load) => void load().catch(() => {}));
	onMount(() => quietly(fetchAll));
}
