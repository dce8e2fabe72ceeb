import { simpleDiffString } from 'lib0/diff';
import { diff } from 'lib0/diff/patience';

/** At `at` of the text as it was `cut` characters go and `put` comes; characters are those of JavaScript. */
export type Splice = { at: number; cut: number; put: string };
/** Ascending, and apart from each other. */
export type TextChange = readonly Splice[];
/** Characters that two texts have in common, one after the other: where they begin in each. */
type Shared = { from: number; to: number; length: number };

const TOKEN = /[\p{L}\p{N}]+|[^]/gu;
const tokens = (text: string): string[] => text.match(TOKEN) ?? [];
const length = (words: readonly string[]) => words.reduce((sum, word) => sum + word.length, 0);

/** What somebody made of a text: word by word, and letter by letter within one word. */
export function changeOf(from: string, to: string): TextChange {
	const { index, remove, insert } = simpleDiffString(from, to);
	const words = tokens(from.slice(index, index + remove));
	let [next, at] = [0, index];
	return diff(words, tokens(insert)).flatMap((hunk): Splice[] => {
		at += length(words.slice(next, hunk.index));
		next = hunk.index;
		return refined(at, hunk.remove.join(''), hunk.insert.join(''), hunk.remove.length === 1);
	});
}

function refined(at: number, old: string, put: string, isOneWord: boolean): Splice[] {
	if (old === put) return [];
	if (!isOneWord) return [{ at, cut: old.length, put }];
	const { index, remove, insert } = simpleDiffString(old, put);
	return [{ at: at + index, cut: remove, put: insert }];
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
	const moved = change.flatMap(({ at, cut, put }): Splice[] => [
		{ at: placeOf(shared, at), cut: 0, put },
		...shared.flatMap((run) => cutIn(run, at, at + cut))
	]);
	return moved.reduce<Splice[]>(joined, []);
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
