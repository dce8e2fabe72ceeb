import type { Kind } from '#lib/domain/records.ts';
import { digits } from '#lib/domain/shared/text.ts';
import type { HiloDatabase, RowOf } from './database.ts';
import { everyChunk } from './newest.ts';

/** What a row is sorted by: folded text, or a number; what has none comes last, whichever way. */
export type SortKey = string | number | null;
/** `related` says that the key is found in other records than the row's own. */
type Key<T> = { key: (row: T) => SortKey; related?: boolean };
export type SortKeys<T> = Record<string, Key<T>>;
export type Ordering<T> = Key<T> & { down: boolean; stop?: AbortSignal };

/** The order that a sort asks for; undefined for none, and for one that these rows do not have. */
export function orderingOf<T>(keys: SortKeys<T>, sort: { by: string; down: boolean } | undefined): Ordering<T> | undefined {
	return sort && Object.hasOwn(keys, sort.by) ? { ...keys[sort.by]!, down: sort.down } : undefined;
}

/** «OR-9999» stands before «OR-20430»; null until the server gave one. */
export const numberKey = (number: string | null): SortKey => (number === null ? null : Number(digits(number)));

type Viewed = { row: { id: string } };

/**
 * The ids of the first `limit` of a kind under an order, over all of it: of 50,000 rows never more than a chunk is in memory.
 * @param views what is sorted of a chunk, without the rows that do not match
 */
export async function rank<K extends Kind, T extends Viewed>(
	db: HiloDatabase,
	kind: K,
	{ order, limit }: { order: Ordering<T>; limit: number },
	views: (rows: RowOf<K>[]) => Promise<T[]> | T[]
): Promise<string[]> {
	let first: { id: string; key: SortKey }[] = [];
	await everyChunk(db, kind, order.stop, async (rows) => {
		const more = (await views(rows)).map((view) => ({ id: view.row.id, key: order.key(view) }));
		first = [...first, ...more].sort((a, b) => compare(a.key, b.key, order.down)).slice(0, limit);
	});
	return first.map(({ id }) => id);
}

/** Rows that are all here already. */
export function sorted<T>(rows: readonly T[], order: Ordering<T> | undefined): readonly T[] {
	if (!order) return rows;
	const keyed = rows.map((row) => ({ row, key: order.key(row) }));
	return keyed.sort((a, b) => compare(a.key, b.key, order.down)).map(({ row }) => row);
}

function compare(a: SortKey, b: SortKey, down: boolean): number {
	if (a === b) return 0;
	if (a === null || b === null) return a === null ? 1 : -1;
	return a < b === down ? 1 : -1;
}
