import { caretIn, merged } from '#lib/docs/text-change.ts';

/** A person stops typing for so long before it is kept; what is typed without a pause is kept every so often. */
const PAUSE_MS = 500;
const LONGEST_MS = 3_000;

type Source = {
	/** The text with all that this device has stored; null when it holds none. */
	read(): Promise<string | null>;
	/** @returns the sentence against it; null when it is kept */
	write(from: string, to: string): Promise<string | null>;
};

/** A text that somebody types in while others do. What he sees is what this device holds, and what he has typed since. */
export class SharedText {
	problem = $state('');
	/** Letters are being composed: what is on screen must not be touched. */
	composing = false;
	/** Shows another text; `caret` says where a place of the one before is in it. */
	onshow: (text: string, caret: (at: number) => number) => void = () => {};
	#source: Source;
	#shown: string;
	/** What `shown` was typed on. */
	#base: string;
	#turn: Promise<void> = Promise.resolve();
	#timer: ReturnType<typeof setTimeout> | undefined;
	#unkept = 0;

	constructor(text: string, source: Source) {
		[this.#shown, this.#base, this.#source] = [text, text, source];
	}

	get shown(): string {
		return this.#shown;
	}

	typed(text: string): void {
		this.#shown = text;
		clearTimeout(this.#timer);
		const now = performance.now();
		this.#unkept ||= now;
		this.#timer = setTimeout(() => void this.save(), Math.min(PAUSE_MS, this.#unkept + LONGEST_MS - now));
	}

	/** What this device holds has changed. */
	heard(): Promise<void> {
		return this.#inTurn(() => this.#take());
	}

	/** Keeps what was typed, as one gesture. */
	save(): Promise<void> {
		clearTimeout(this.#timer);
		this.#unkept = 0;
		return this.#inTurn(async () => {
			const [from, to] = [this.#base, this.#shown];
			if (from === to) return;
			const problem = await this.#source.write(from, to);
			this.problem = problem ?? '';
			if (problem) return;
			this.#base = to;
			await this.#take();
		});
	}

	/** One after the other: what is read behind a write has it. */
	#inTurn(work: () => Promise<void>): Promise<void> {
		const turn = this.#turn.then(work);
		this.#turn = turn.catch(() => {});
		return turn;
	}

	async #take(): Promise<void> {
		const text = await this.#source.read();
		if (text === null || this.composing) return;
		const [before, shown] = [this.#shown, merged(text, { from: this.#base, to: this.#shown })];
		[this.#base, this.#shown] = [text, shown];
		if (shown !== before) this.onshow(shown, caretIn(before, shown));
	}
}
