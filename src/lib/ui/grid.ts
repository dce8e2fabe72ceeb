import type { Snippet } from 'svelte';

export type Column<T> = {
	id: string;
	header: string;
	/** A grid track: «160px», «minmax(140px, 1fr)» (that one when absent). */
	width?: string;
	/** What stands in the cell: text, or a snippet for more. */
	text?: (row: T) => string;
	cell?: Snippet<[T]>;
	/** What a file says of it, where `text` does not suit; columns with neither are left out there. */
	plain?: (row: T) => string;
	align?: 'start' | 'end';
	mono?: boolean;
	strong?: boolean;
	/** Left out while the table is too narrow for all: 1 goes first. Whoever opens the row finds it there. */
	spare?: number;
	/** The header sorts by this column. */
	sortable?: boolean;
};
/** Rows of 40 px, or of 32. */
export type Density = 'comfortable' | 'compact';
export type Sort = { by: string; down: boolean };

/** The column that an address's order is by. */
export const columnOf = <T>(columns: readonly Column<T>[], order: string) => columns.find(({ id }) => id === sortOf(order)?.by);

/** An order that one of these columns gives; none for any other. */
export const known = <T>(columns: readonly Column<T>[], sort: Sort | undefined) =>
	columns.some(({ id, sortable }) => sortable && id === sort?.by) ? sort : undefined;

const FLEXIBLE = 'minmax(140px, 1fr)';
const PICK = 40;
/** What the row keeps free at both sides. */
const EDGES = 24;

/** The tracks of a row, and the least width in pixels under which the table scrolls sideways instead of squeezing. */
export function gridTracks(columns: readonly { width?: string }[], picks: boolean): { tracks: string; least: number } {
	const widths = columns.map((column) => column.width ?? FLEXIBLE);
	const least = widths.reduce((sum, width) => sum + Number(/\d+/.exec(width)?.[0] ?? 0), picks ? PICK : 0);
	return { tracks: [...(picks ? [`${PICK}px`] : []), ...widths].join(' '), least: least + EDGES };
}

/** The columns that `width` pixels hold, spare ones given up first; all of them while the width is not known (0). */
export function fitting<C extends { width?: string; spare?: number }>(
	columns: readonly C[],
	picks: boolean,
	width: number
): readonly C[] {
	const spare = columns.filter((column) => column.spare).sort((a, b) => a.spare! - b.spare!);
	let kept = columns;
	while (width > 0 && spare.length > 0 && gridTracks(kept, picks).least > width) {
		const gone = spare.shift();
		kept = kept.filter((column) => column !== gone);
	}
	return kept;
}

/** The order after a press on a header: up, then down, then none. */
export function nextSort(now: Sort | undefined, by: string): Sort | undefined {
	if (now?.by !== by) return { by, down: false };
	return now.down ? undefined : { by, down: true };
}

/** An order as an address keeps it: «name», or «-name» for down; empty for none. */
export const sortText = (sort: Sort | undefined) => (sort ? `${sort.down ? '-' : ''}${sort.by}` : '');
export function sortOf(text: string): Sort | undefined {
	const down = text.startsWith('-');
	return text === '' ? undefined : { by: down ? text.slice(1) : text, down };
}

/** The row an arrow, Home, End or a page key leads to; undefined when the key moves nothing. */
export function nextRow(key: string, at: number, count: number, page = 10): number | undefined {
	const moves: Record<string, number> = {
		ArrowDown: at + 1,
		j: at + 1,
		ArrowUp: at - 1,
		k: at - 1,
		Home: 0,
		End: count - 1,
		PageDown: at + page,
		PageUp: at - page
	};
	const to = moves[key];
	return to === undefined || count === 0 ? undefined : Math.max(0, Math.min(count - 1, to));
}

/** What was chosen before, and all from the row where choosing began to the one where it is now. */
export function chosenRange(keys: readonly string[], before: ReadonlySet<string>, from: number, to: number): Set<string> {
	return new Set([...before, ...keys.slice(Math.min(from, to), Math.max(from, to) + 1)]);
}
