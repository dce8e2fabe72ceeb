import { diff } from 'lib0/diff/patience';

/** At `at` of the text as it was `cut` characters go and `put` comes; characters are those of JavaScript. */
export type Splice = { at: number; cut: number; put: string };
/** Ascending, and apart from each other. */
export type TextChange = readonly Splice[];
/** Characters that two texts have in common, one after the other: where they begin in each. */
type Shared = { from: number; to: number; length: number };

const words = (text: string): string[] => text.match(/[\p{L}\p{N}]+|[^]/gu) ?? [];
const lengthOf = (parts: readonly string[]) => parts.reduce((sum, part) => sum + part.length, 0);

/**
 * What somebody made of a text: word by word, and letter by letter within what changed. Who takes out the space between two words has
 * not typed them.
 */
export function changeOf(from: string, to: string): TextChange {
	return hunks(words(from), words(to)).flatMap(({ at, cut, put }) =>
		cut.length > 0 ? hunks([...cut.join('')], [...put.join('')], at).map(spliceOf) : [spliceOf({ at, cut, put })]
	);
}

type Hunk = { at: number; cut: readonly string[]; put: readonly string[] };
const spliceOf = ({ at, cut, put }: Hunk): Splice => ({ at, cut: lengthOf(cut), put: put.join('') });

function hunks(from: readonly string[], to: readonly string[], start = 0): Hunk[] {
	let [next, at] = [0, start];
	return diff([...from], [...to]).map(({ index, remove, insert }) => {
		at += lengthOf(from.slice(next, index));
		next = index;
		return { at, cut: remove, put: insert };
	});
}

export function changed(text: string, change: TextChange): string {
	return change.reduceRight((done, { at, cut, put }) => done.slice(0, at) + put + done.slice(at + cut), text);
}

/**
 * The same change to a text that has become another meanwhile: all that was put in comes, where its neighbours are now, and of what
 * was cut out goes what is still there.
 */
export function rebased(change: TextChange, from: string, to: string): TextChange {
	if (from === to) return change;
	const shared = sharedBy(from, to);
	const runs = [...shared, ...carried(shared, from, to)];
	const moved = change.flatMap(({ at, cut, put }): Splice[] => [
		{ at: placeOf(shared, at), cut: 0, put },
		...runs.flatMap((run) => cutIn(run, at, at + cut))
	]);
	return moved.sort((a, b) => a.at - b.at).reduce<Splice[]>(joined, []);
}

/** Words that two texts have once each, but not in the same order: they can only be the same. */
function carried(shared: readonly Shared[], from: string, to: string): Shared[] {
	const [here, there] = [placesOf(from), placesOf(to)];
	return [...here].flatMap(([word, at]): Shared[] => {
		const run = { from: at ?? -1, to: there.get(word) ?? -1, length: word.length };
		return run.from < 0 || run.to < 0 || shared.some((each) => meets(each, run)) ? [] : [run];
	});
}
const meets = (a: Shared, b: Shared) =>
	(a.from < b.from + b.length && b.from < a.from + a.length) || (a.to < b.to + b.length && b.to < a.to + a.length);

/** Where each word is; null for one that is there more than once. */
function placesOf(text: string): Map<string, number | null> {
	const places = new Map<string, number | null>();
	let at = 0;
	for (const word of words(text)) {
		places.set(word, places.has(word) ? null : at);
		at += word.length;
	}
	return places;
}

/** A text with what somebody has made of it, who had another before him. */
export function merged(text: string, { from, to }: { from: string; to: string }): string {
	return changed(text, rebased(changeOf(from, to), from, text));
}

/** Where a place in a text is now. A caret stays behind the letter that it was behind. */
export function caretIn(from: string, to: string): (at: number) => number {
	const shared = sharedBy(from, to);
	return (at) => placeOf(shared, at, ({ from }) => from < at);
}

function sharedBy(from: string, to: string): Shared[] {
	const runs: Shared[] = [{ from: 0, to: 0, length: 0 }];
	let [here, there] = [0, 0];
	for (const { at, cut, put } of changeOf(from, to)) {
		runs.push({ from: here, to: there, length: at - here });
		[here, there] = [at + cut, there + at - here + put.length];
	}
	return [...runs, { from: here, to: there, length: from.length - here }];
}

function placeOf(shared: readonly Shared[], at: number, isBefore = ({ from }: Shared) => from <= at): number {
	const { from, to, length } = shared.findLast(isBefore) ?? shared[0]!;
	return to + Math.min(at - from, length);
}

function cutIn({ from, to, length }: Shared, start: number, end: number): Splice[] {
	const [first, last] = [Math.max(start, from), Math.min(end, from + length)];
	return first < last ? [{ at: to + first - from, cut: last - first, put: '' }] : [];
}

/** What touches is one piece, and what does nothing is none. */
function joined(done: Splice[], { at, cut, put }: Splice): Splice[] {
	const last = done.at(-1);
	if (cut === 0 && put === '') return done;
	if (!last || last.at + last.cut < at) return [...done, { at, cut, put }];
	return [...done.slice(0, -1), { at: last.at, cut: last.cut + cut, put: last.put + put }];
}
