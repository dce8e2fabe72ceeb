import { liveQuery } from 'dexie';
import { untrack } from 'svelte';

export interface Live<T> {
	readonly value: T;
	/** False until the first answer. */
	readonly ready: boolean;
	/** The value answers what `deps` ask now, not what they asked before. */
	readonly current: boolean;
}

/**
 * A Dexie query as a rune: asked again when its tables or `deps` change. Call it while a component initialises.
 * @param deps reads every rune the query depends on; Dexie cannot see them
 */
export function live<T>(query: () => Promise<T> | T, initial: T, deps?: () => unknown): Live<T> {
	let value = $state.raw(initial);
	let ready = $state(false);
	let current = $state(false);
	$effect(() => {
		deps?.();
		current = false;
		const found = untrack(() =>
			liveQuery(query).subscribe((next) => {
				value = next;
				ready = true;
				current = true;
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
		},
		get current() {
			return current;
		}
	};
}

export interface Arriving<T> extends Live<T[]> {
	/** Nothing is here, and that means nothing: the rooms are not all on this device yet. */
	readonly arriving: boolean;
	/** What the rows answer. It is another text also once this person wrote something, and when the rooms have come. */
	readonly asked: string;
}

type Joining = { readonly sync: { readonly joined: boolean; readonly online: boolean }; readonly writes: number };

/**
 * Rows of a list: an answer without any counts only if it was asked for when the rooms were here.
 * @param question what `asked` says of it
 */
export function liveList<T>(
	device: Joining,
	query: () => Promise<T[]> | T[],
	deps?: () => unknown,
	question: () => unknown = () => deps?.()
): Arriving<T> {
	const { sync } = device;
	const found = live<{ rows: T[]; whole: boolean; asked: string }>(
		async () => {
			const whole = sync.joined;
			const asked = JSON.stringify([whole, device.writes, question()]);
			return { rows: await query(), whole, asked };
		},
		{ rows: [], whole: false, asked: '' },
		() => [sync.joined, deps?.()]
	);
	return {
		get value() {
			return found.value.rows;
		},
		get ready() {
			return found.ready;
		},
		get current() {
			return found.current;
		},
		get arriving() {
			return found.value.rows.length === 0 && (!found.ready || (!found.value.whole && sync.online));
		},
		get asked() {
			return found.value.asked;
		}
	};
}
