/** Pixels a technician's row is high. */
export const ROW = 56;
const AROUND = 2;

/** Which of `count` rows are drawn: those in sight, some around them, and those that hold the focus or a drag. */
export function drawnRows(count: number, top: number, height: number, kept: ReadonlySet<number>): number[] {
	const first = Math.floor(top / ROW) - AROUND;
	const last = Math.ceil((top + height) / ROW) + AROUND;
	return Array.from({ length: count }, (_, row) => row).filter((row) => (row >= first && row < last) || kept.has(row));
}

/** One day of the board from left to right: minutes since midnight between `first` and `last` are drawn to scale, the rest is folded. */
export type Axis = { first: number; last: number; width: number };

export const STEP = 15;
const FOLD_BEFORE = 6;
const FOLD_AFTER = 14;
const HOUR = 60;
const DAY = 24 * HOUR;

type Span = { from: number; to: number };
const clockMinutes = (clock: string) => Number(clock.slice(0, 2)) * HOUR + Number(clock.slice(3));

/** The company's hours, stretched to whole hours by visits before or after them. */
export function axisOf({ opens, closes }: { opens: string; closes: string }, spans: readonly Span[], width: number): Axis {
	const first = Math.min(clockMinutes(opens), ...spans.map(({ from }) => from));
	const last = Math.max(clockMinutes(closes), ...spans.map(({ to }) => to));
	return { first: Math.max(0, Math.floor(first / HOUR) * HOUR), last: Math.min(DAY, Math.ceil(last / HOUR) * HOUR), width };
}

const scale = ({ first, last, width }: Axis) => (width - FOLD_BEFORE - FOLD_AFTER) / (last - first);

/** Pixels from the day's left edge. */
export function xAt(minutes: number, axis: Axis): number {
	const { first, last, width } = axis;
	if (minutes < first) return (minutes / Math.max(1, first)) * FOLD_BEFORE;
	if (minutes > last) return width - FOLD_AFTER + ((minutes - last) / Math.max(1, DAY - last)) * FOLD_AFTER;
	return FOLD_BEFORE + (minutes - first) * scale(axis);
}

/** The quarter of an hour nearest to a place, between the first and the last that are drawn. */
export function minutesAt(x: number, axis: Axis): number {
	const minutes = axis.first + (x - FOLD_BEFORE) / scale(axis);
	return Math.max(axis.first, Math.min(axis.last - STEP, Math.round(minutes / STEP) * STEP));
}

/** What of the drawn hours lies before the company opens or after it closes, in pixels of the day. */
export function closedOf({ opens, closes }: { opens: string; closes: string }, axis: Axis): { left: number; width: number }[] {
	const [from, to] = [Math.max(axis.first, clockMinutes(opens)), Math.min(axis.last, clockMinutes(closes))];
	const parts = [[axis.first, from] as const, [to, axis.last] as const].filter(([start, end]) => end > start);
	return parts.map(([start, end]) => ({ left: xAt(start, axis), width: xAt(end, axis) - xAt(start, axis) }));
}

/** Hours that get a number: every one where there is room, else every second. */
export function ticksOf(axis: Axis): number[] {
	const step = scale(axis) * HOUR >= 48 ? HOUR : 2 * HOUR;
	const ticks: number[] = [];
	for (let minutes = axis.first; minutes < axis.last - STEP; minutes += step) ticks.push(minutes);
	return ticks;
}

/** Visits that share time stand above each other: which lane of how many, in the order given by their start. */
export function lanesOf<T extends Span>(spans: readonly T[]): Map<T, { lane: number; lanes: number }> {
	const lanes = new Map<T, { lane: number; lanes: number }>();
	let group: T[] = [];
	let end = -1;
	const close = () => {
		const places = packed(group);
		const count = Math.max(0, ...places) + 1;
		group.forEach((span, i) => lanes.set(span, { lane: places[i]!, lanes: count }));
		group = [];
	};
	for (const span of spans.toSorted((a, b) => a.from - b.from || a.to - b.to)) {
		if (span.from >= end) close();
		group.push(span);
		end = Math.max(end, span.to);
	}
	close();
	return lanes;
}

function packed(group: readonly Span[]): number[] {
	const ends: number[] = [];
	return group.map(({ from, to }) => {
		const free = ends.findIndex((end) => end <= from);
		const lane = free < 0 ? ends.length : free;
		ends[lane] = to;
		return lane;
	});
}
