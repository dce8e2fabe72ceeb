/** How rows stand that keep their places, and what putting them in order would do. */
export type HeldOrder = {
	order: readonly string[];
	/** Rows that wait to come in between others. */
	fresh: number;
	moved: number;
	/** Rows that belong here no more and keep their place until then. */
	gone: ReadonlySet<string>;
};

/** Rows as they are seen, though they should stand as `wanted`: only what moves none of them comes or goes, at the end. */
export function heldOrder(seen: readonly string[], wanted: readonly string[]): HeldOrder {
	const [before, places] = [new Set(seen), new Map(wanted.map((key, place) => [key, place]))];
	const held = seen.slice(0, seen.findLastIndex((key) => places.has(key)) + 1);
	const end = wanted.findLastIndex((key) => before.has(key)) + 1;
	const kept = held.flatMap((key) => places.get(key) ?? []);
	return {
		order: [...held, ...wanted.slice(end)],
		fresh: end - kept.length,
		moved: kept.length - longestRise(kept),
		gone: new Set(held.filter((key) => !places.has(key)))
	};
}

/** How many of these can stay where they are while the others are put in order around them. */
function longestRise(places: readonly number[]): number {
	const ends: number[] = [];
	for (const place of places) ends[ends.findLastIndex((end) => end < place) + 1] = place;
	return ends.length;
}
