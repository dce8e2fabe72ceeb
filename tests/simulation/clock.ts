/**
 * Time and chance of the simulation, in place of the process's own. To be imported before anything that takes a clock or a random
 * number for itself: y-websocket, lib0 and the server keep references to these functions.
 */
import { syncBuiltinESMExports } from 'node:module';

/** What is to happen, and what `setTimeout` gives for it. */
class Due {
	at: number;
	n = 0;
	readonly work: () => void;
	readonly every: number;
	dead = false;
	constructor(at: number, work: () => void, every: number) {
		[this.at, this.work, this.every] = [at, work, every];
	}
	ref() {
		return this;
	}
	unref() {
		return this;
	}
	hasRef() {
		return true;
	}
}

const FIRST = Date.parse('2026-03-02T12:00:00Z');

/** What is counted in a world. */
export const tally = { ids: 0, words: 0, signs: 0 };

let now = 0;
let counted = 0;
let due: Due[] = [];
let state = 1;

/** A number from 0 to below 1; the same row of numbers for the same seed. */
export function chance(): number {
	state = (state + 0x6d2b79f5) | 0;
	let t = Math.imul(state ^ (state >>> 15), 1 | state);
	t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
	return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
}
export const between = (least: number, most: number) => least + chance() * (most - least);
export const oneOf = <T>(items: readonly T[]): T => items[Math.floor(chance() * items.length)]!;
/** Whether something happens that happens once in so many times. */
export const onceIn = (times: number) => chance() * times < 1;

/** A new world: no time has passed, nothing is due. */
export function begin(seed: number): void {
	[now, counted, due, state] = [0, 0, [], (seed * 2_654_435_761) | 0];
	Object.assign(tally, { ids: 0, words: 0, signs: 0 });
}

function add(work: () => void, ms: number, every: number): Due {
	return insert(new Due(now + Math.max(0, ms || 0), work, every));
}
/** A heap by time, then by order of asking. */
function insert(entry: Due): Due {
	entry.n = counted++;
	let i = due.push(entry) - 1;
	for (let parent = (i - 1) >> 1; i > 0 && before(entry, due[parent]!); i = parent, parent = (i - 1) >> 1) {
		due[i] = due[parent]!;
		due[parent] = entry;
	}
	return entry;
}
const before = (a: Due, b: Due) => a.at < b.at || (a.at === b.at && a.n < b.n);

function next(): Due | undefined {
	const first = due[0];
	const last = due.pop();
	if (!first || !last || first === last) return first;
	let i = 0;
	for (;;) {
		let child = 2 * i + 1;
		if (child >= due.length) break;
		if (child + 1 < due.length && before(due[child + 1]!, due[child]!)) child++;
		if (!before(due[child]!, last)) break;
		due[i] = due[child]!;
		i = child;
	}
	due[i] = last;
	return first;
}

const { setImmediate: turnByTurn } = globalThis;
/** Asked for at once: between two of them Node brings every promise that the first has set off to its end. */
const IN_A_ROW = 8;

/** Lets so much time pass. */
export function pass(ms: number): Promise<void> {
	const until = now + ms;
	return new Promise((done, failed) => {
		let isOver = false;
		const go = (isLast: boolean) => {
			if (isOver) return;
			try {
				isOver = !happen(until);
			} catch (error) {
				isOver = true;
				return failed(error as Error);
			}
			if (isOver) done();
			else if (isLast) ask();
		};
		const ask = () => {
			for (let i = 1; i <= IN_A_ROW; i++) turnByTurn(go, i === IN_A_ROW);
		};
		ask();
	});
}

/** @returns whether anything was still to happen until then */
function happen(until: number): boolean {
	while (due.length > 0 && due[0]!.at <= until) {
		const entry = next()!;
		if (entry.dead) continue;
		now = Math.max(now, entry.at);
		if (entry.every > 0) {
			entry.at = now + entry.every;
			insert(entry);
		}
		entry.work();
		return true;
	}
	now = until;
	return false;
}
/** The whole world slept so long: clocks have gone on, nothing has happened. */
export function leap(ms: number): void {
	now += ms;
}
export const wall = () => FIRST + Math.floor(now);

const stop = (entry: Due | undefined) => {
	if (entry) entry.dead = true;
};
Object.assign(globalThis, {
	setTimeout: (work: (...args: unknown[]) => void, ms = 0, ...args: unknown[]) =>
		add(args.length > 0 ? () => work(...args) : work, ms, 0),
	setInterval: (work: (...args: unknown[]) => void, ms = 0, ...args: unknown[]) =>
		add(args.length > 0 ? () => work(...args) : work, ms, Math.max(1, ms)),
	setImmediate: (work: (...args: unknown[]) => void, ...args: unknown[]) =>
		add(args.length > 0 ? () => work(...args) : work, 0, 0),
	clearTimeout: stop,
	clearInterval: stop
});
Date.now = wall;
Object.defineProperty(performance, 'now', { value: () => now });
Math.random = chance;
function aNumber(bytes: number): number {
	let number = 0;
	for (let bits = 0; bits < 8 * bytes; bits += 8) number |= Math.floor(chance() * 256) << bits;
	return number;
}
/** Whose random numbers these are; a planted fault answers for one of them. */
export const dice = {
	roll<T extends Uint8Array | Uint32Array>(into: T): T {
		for (let i = 0; i < into.length; i++) into[i] = aNumber(into.BYTES_PER_ELEMENT);
		return into;
	}
};
Object.defineProperty(crypto, 'getRandomValues', { value: <T extends Uint8Array | Uint32Array>(into: T) => dice.roll(into) });
process.getBuiltinModule('node:crypto').randomInt = ((least: number, most: number) => Math.floor(between(least, most))) as never;
syncBuiltinESMExports();
