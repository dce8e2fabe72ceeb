import { liveQuery } from 'dexie';
import { untrack } from 'svelte';

export interface Live<T> {
	readonly value: T;
	/** False until the first answer. */
	readonly ready: boolean;
}

/**
 * A Dexie query as a rune: asked again when its tables or `deps` change. Call it while a component initialises.
 * @param deps reads every rune the query depends on; Dexie cannot see them
 */
export function live<T>(query: () => Promise<T> | T, initial: T, deps?: () => unknown): Live<T> {
	let value = $state.raw(initial);
	let ready = $state(false);
	$effect(() => {
		deps?.();
		const found = untrack(() =>
			liveQuery(query).subscribe((next) => {
				value = next;
				ready = true;
			})
		);
		return () => found.unsubscribe();
	});
	return {
		get value() {
			return value;
		},
		get ready() {
			return ready;
		}
	};
}
