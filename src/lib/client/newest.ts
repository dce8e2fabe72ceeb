import type { Kind } from '#lib/domain/records.ts';
import { isKind, type HiloDatabase, type Row, type RowOf } from './database.ts';

const CHUNK = 200;

/** Where reading a kind goes on: at this instant, without those of it that were read. Null when there are no more. */
export type Place = { until: number; edge: ReadonlySet<string> } | null;
export const START: Place = { until: Infinity, edge: new Set() };

export const ofKind = <K extends Kind>(rows: readonly (Row | undefined)[], kind: K) =>
	rows.filter((row): row is Row & RowOf<K> => isKind(row, kind));

/**
 * A chunk of a kind, newest first, and where the next one begins. A live query awaits nothing but the database between
 * chunks: after a promise of another kind Dexie no longer knows who is asking, and what changes goes unseen.
 */
export async function newest<K extends Kind>(
	db: HiloDatabase,
	kind: K,
	{ until, edge }: NonNullable<Place>
): Promise<{ rows: RowOf<K>[]; next: Place }> {
	const found = db.rows.where('[kind+at]').between([kind, 0], [kind, until], true, true).reverse();
	const chunk = (await found.limit(CHUNK + edge.size).toArray()).filter(({ id }) => !edge.has(id));
	const last = chunk.at(-1)?.at ?? 0;
	const atLast = chunk.filter(({ at }) => at === last).map(({ id }) => id);
	const next = chunk.length < CHUNK ? null : { until: last, edge: new Set([...(last === until ? edge : []), ...atLast]) };
	return { rows: ofKind(chunk, kind), next };
}

/** All of a kind, newest first, chunk by chunk, so that whoever reads the page is never kept waiting. Not for a live query. */
export async function everyChunk<K extends Kind>(
	db: HiloDatabase,
	kind: K,
	stop: AbortSignal | undefined,
	take: (rows: RowOf<K>[]) => Promise<void> | void
): Promise<void> {
	for (let place = START; place && !stop?.aborted;) {
		const chunk = await newest(db, kind, place);
		await take(chunk.rows);
		place = chunk.next;
	}
}
