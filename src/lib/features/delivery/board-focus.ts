type Stop = { element: HTMLElement; row: number; at: number };

const stopsOf = (grid: HTMLElement): Stop[] =>
	[...grid.querySelectorAll<HTMLElement>('[data-block]')].map((element) => ({
		element,
		row: Number(element.dataset['block']),
		at: Number(element.dataset['at'])
	}));

/** Arrows go from visit to visit: along a technician's days, or to the nearest in time of the next technician who has one. */
export function moveFocus(event: KeyboardEvent, grid: HTMLElement | undefined): void {
	const stops = grid ? stopsOf(grid) : [];
	const here = stops.find(({ element }) => element === event.target);
	if (!here || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
	const next = nextStop(event.key, here, stops);
	if (!next) return;
	event.preventDefault();
	next.element.focus();
	next.element.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}

function nextStop(key: string, here: Stop, stops: readonly Stop[]): Stop | undefined {
	const row = stops.filter((stop) => stop.row === here.row);
	const at = row.indexOf(here);
	const rows = { ArrowUp: stops.filter((stop) => stop.row < here.row), ArrowDown: stops.filter((stop) => stop.row > here.row) };
	if (key === 'ArrowLeft') return row[at - 1];
	if (key === 'ArrowRight') return row[at + 1];
	if (key === 'Home') return row[0];
	if (key === 'End') return row.at(-1);
	if (key !== 'ArrowUp' && key !== 'ArrowDown') return undefined;
	const nearest = (a: Stop, b: Stop) =>
		Math.abs(a.row - here.row) - Math.abs(b.row - here.row) || Math.abs(a.at - here.at) - Math.abs(b.at - here.at);
	return rows[key].toSorted(nearest)[0];
}
