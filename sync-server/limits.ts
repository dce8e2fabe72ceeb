/** What one socket may ask of the server; bytes unless the name says otherwise. */
export const LIMITS = {
	message: 1024 * 1024,
	intent: 64 * 1024,
	recordsAnIntent: 50,
	presence: 2 * 1024,
	waitingToBeSent: 1024 * 1024,
	/** Messages that a paused socket may still deliver before it counts as a flood. */
	inbox: 5_000,
	/** Values of one update that had lost against the room's before they came. */
	deadOnArrival: 1_000,
	/** Pieces that one update may put into texts; a device sends one a gesture, or a few after a restart. */
	piecesOfText: 500,
	/** Updates that may wait for what lies beneath them. */
	early: 100,
	updatesASecond: 200,
	updatesAtOnce: 2_000,
	handshakesASecond: 1_000,
	handshakesAnAddress: 20,
	handshakesAnAddressAtOnce: 200
} as const;

/** So many a second, and so many at once after a rest. */
export class TokenBucket {
	readonly #perSecond: number;
	readonly #burst: number;
	#left: number;
	#at: number;

	/** @param now milliseconds of a clock that never goes back */
	constructor(perSecond: number, burst: number, now: number) {
		this.#perSecond = perSecond;
		this.#burst = burst;
		this.#left = burst;
		this.#at = now;
	}

	/** Takes one or more, on credit if need be. @returns milliseconds until the next may come; 0: at once */
	take(now: number, price = 1): number {
		this.#left = Math.min(this.#burst, this.#left + ((now - this.#at) / 1000) * this.#perSecond) - price;
		this.#at = now;
		return this.#left >= 0 ? 0 : Math.ceil((-this.#left / this.#perSecond) * 1000);
	}

	/** Takes one if there is one. Who is refused owes nothing, or a crowd that keeps knocking would keep itself out for ever. */
	allows(now: number): boolean {
		const may = this.take(now) === 0;
		if (!may) this.#left++;
		return may;
	}

	/** Whether forgetting this bucket would change nothing. */
	rested(now: number): boolean {
		return this.#left + ((now - this.#at) / 1000) * this.#perSecond >= this.#burst;
	}
}

/** Handshakes of everybody and of one address; the machine itself, and so a proxy on it, counts only with everybody. */
export class Handshakes {
	readonly #all: TokenBucket;
	readonly #byAddress = new Map<string, TokenBucket>();

	constructor(now: number) {
		this.#all = new TokenBucket(LIMITS.handshakesASecond, LIMITS.handshakesASecond, now);
	}

	allow(address: string, now: number): boolean {
		if (!this.#all.allows(now)) return false;
		if (/^(::ffff:)?127\.|^::1$/.test(address)) return true;
		if (this.#byAddress.size > 10_000) this.#forgetRested(now);
		let bucket = this.#byAddress.get(address);
		if (!bucket)
			this.#byAddress.set(address, (bucket = new TokenBucket(LIMITS.handshakesAnAddress, LIMITS.handshakesAnAddressAtOnce, now)));
		return bucket.allows(now);
	}

	#forgetRested(now: number) {
		for (const [address, bucket] of this.#byAddress) if (bucket.rested(now)) this.#byAddress.delete(address);
	}
}
