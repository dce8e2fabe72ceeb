type Box = { top: number; right: number; bottom: number; left: number };
export type UnderRow = { inset: string; height: string; hole: string };

const GAP = 4;
const EDGE = 16;
/** Under this a form is better read above its row than below it. */
const ENOUGH = 520;

/** Where a dialog stands so that the row it belongs to is seen: under it, or over it where there is more room. All in pixels of the window. */
export function underRow(row: Box, button: Box, view: { width: number; height: number }): UnderRow {
	const room = { below: view.height - row.bottom - GAP - EDGE, above: row.top - GAP - EDGE };
	const below = room.below >= ENOUGH || room.below >= room.above;
	const right = Math.max(EDGE, view.width - button.right - GAP);
	return {
		inset: below ? `${row.bottom + GAP}px ${right}px auto auto` : `auto ${right}px ${view.height - row.top + GAP}px auto`,
		height: `${below ? room.below : room.above}px`,
		hole: `polygon(evenodd, 0 0, 100% 0, 100% 100%, 0 100%, 0 0, ${corners(row)})`
	};
}

const corners = ({ top, right, bottom, left }: Box) =>
	[
		[left, top],
		[right, top],
		[right, bottom],
		[left, bottom],
		[left, top]
	]
		.map(([x, y]) => `${x}px ${y}px`)
		.join(', ');
