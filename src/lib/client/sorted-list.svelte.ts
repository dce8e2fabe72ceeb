import { untrack } from 'svelte';
import type { Device } from './device.svelte.ts';
import type { Ordering } from './ranking.ts';
import { keepFound } from './keep-found.ts';
import { liveList, type Arriving } from './live-rows.svelte.ts';

export interface SortedList<T> extends Arriving<T> {
	/** Another order was asked for than the one that is seen. */
	readonly sorting: boolean;
}

type Questions<T> = {
	/** The first of those that match, newest first. */
	newest: () => Promise<T[]>;
	/** The ids of the first of all that match, in this order. */
	rank: (order: Ordering<T>) => Promise<string[]>;
	/** Those of these that are still here, as they are now and in this order. */
	those: (ids: readonly string[]) => Promise<T[]>;
};

/**
 * A list that can be sorted over all that match. The order is found beside the live query, which would begin its walk
 * over 50,000 rows again at every change and might never end; what is seen of the rows stays live.
 * @param order reads the sort; undefined for newest first
 * @param deps reads every rune that `newest` and `rank` depend on
 */
export function sortedList<T>(
	device: Pick<Device, 'db' | 'sync' | 'writes'>,
	{ newest, rank, those }: Questions<T>,
	order: () => Ordering<T> | undefined,
	deps: () => unknown
): SortedList<T> {
	type Found = { ids: readonly string[]; asked: string };
	/** Null: newest first. Undefined: an order that is not found yet. */
	let found = $state.raw<Found | null | undefined>(order() ? undefined : null);
	/** How many orders were asked for. */
	let orders = 0;
	const question = () => JSON.stringify([deps(), orders]);
	let sorting = $state(false);

	$effect(() => {
		const wanted = order();
		orders++;
		void [deps(), device.sync.joined];
		if (!wanted) {
			[found, sorting] = [null, false];
			return;
		}
		sorting = true;
		return untrack(() =>
			keepFound(device.db, async (stop) => {
				const asked = `${question()} ${device.writes}`;
				const ids = await rank({ ...wanted, stop });
				if (!stop.aborted) [found, sorting] = [{ ids, asked }, false];
			})
		);
	});
	const list = liveList<T>(
		device,
		() => (found === null ? newest() : found ? those(found.ids) : []),
		() => [found, found === null ? deps() : null],
		() => (found === null ? question() : found?.asked)
	);
	return {
		get value() {
			return list.value;
		},
		get ready() {
			return list.ready && found !== undefined;
		},
		get current() {
			return list.current && !sorting;
		},
		get arriving() {
			return list.arriving || found === undefined;
		},
		get asked() {
			return list.asked;
		},
		get sorting() {
			return sorting;
		}
	};
}
