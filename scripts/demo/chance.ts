import { createHash } from 'node:crypto';
import { mintId } from '#lib/domain/shared/ids.ts';

export const SEED = 20_261_122;

/** Chance that is the same on every machine: one stream a name, so that a new draw in one place moves nothing elsewhere. */
export class Chance {
	#state: number;
	constructor(name: string) {
		this.#state = digest(`${SEED}/${name}`).readUInt32BE(0);
	}
	/** @returns at least 0, below 1 (mulberry32) */
	next(): number {
		this.#state = (this.#state + 0x6d2b79f5) | 0;
		let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
		t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
		return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
	}
	/** @returns a whole number from `low` to `high`, both included */
	between(low: number, high: number): number {
		return low + Math.floor(this.next() * (high - low + 1));
	}
	pick<T>(choices: readonly T[]): T {
		return choices[Math.floor(this.next() * choices.length)]!;
	}
	/** Each choice beside its share; shares need not sum to one. */
	weighted<T>(shares: readonly (readonly [T, number])[]): T {
		let left = this.next() * shares.reduce((sum, [, share]) => sum + share, 0);
		for (const [choice, share] of shares) if ((left -= share) < 0) return choice;
		return shares.at(-1)![0];
	}
}

/** The same record has the same id in every demo company made at the same time. */
export function demoId(kind: string, n: number | string, at: number): string {
	return mintId(at, digest(`${SEED}/${kind}/${n}`));
}

function digest(text: string): Buffer {
	return createHash('sha256').update(text).digest();
}
