import type { Other } from './presence.svelte.ts';

/** What the tab that writes knows and the others show. */
export type Status = { connected: boolean; joined: boolean; others: Other[] };

/** What a tab does when it becomes the one that writes, before it stops being it, and when it hears from the others. */
export type Lead = {
	start(): Promise<void>;
	stop(): Promise<void>;
	hidden(): boolean;
	/** The tab that writes tells how it stands. */
	told(status: Status): void;
	/** Another tab asks how things stand. */
	asked(): void;
	/** Another tab says where its person is. */
	moved(mine: Other): void;
};
type Word = 'want' | 'busy' | 'how' | { status: Status } | { mine: Other };

const SILENCE_MS = 2_000;

/** Several tabs are one device: one of them writes, and the visible one takes that over from a hidden one. */
export class Tabs {
	#name: string;
	#lead: Lead;
	#channel: BroadcastChannel;
	#release: (() => void) | null = null;
	#asking: AbortController | null = null;
	#silence: ReturnType<typeof setTimeout> | null = null;
	#closed = false;

	constructor(name: string, lead: Lead) {
		this.#name = name;
		this.#lead = lead;
		this.#channel = new BroadcastChannel(name);
		this.#channel.onmessage = ({ data }: MessageEvent<Word>) => this.#hear(data);
		this.#ask();
		this.say('how');
		this.shown();
	}

	say(word: Word): void {
		if (!this.#closed) this.#channel.postMessage(word);
	}

	get leads(): boolean {
		return this.#release !== null;
	}

	/** The person looks at this tab now. */
	shown(): void {
		if (this.leads || this.#lead.hidden() || this.#closed) return;
		this.say('want');
		// A frozen tab holds the lock and answers nothing.
		this.#silence ??= setTimeout(() => this.#ask(true), SILENCE_MS);
	}

	async close(): Promise<void> {
		this.#closed = true;
		this.#asking?.abort();
		if (this.#silence) clearTimeout(this.#silence);
		await this.#yield();
		this.#channel.close();
	}

	#hear(word: Word): void {
		if (typeof word === 'object' && 'status' in word) this.#lead.told(word.status);
		else if (!this.leads) word === 'busy' && this.#endSilence();
		else if (typeof word === 'object') this.#lead.moved(word.mine);
		else if (word === 'how') this.#lead.asked();
		else if (this.#lead.hidden()) void this.#yield();
		else this.say('busy');
	}

	#endSilence(): void {
		if (this.#silence) clearTimeout(this.#silence);
		this.#silence = null;
	}

	#ask(steal = false): void {
		this.#endSilence();
		if (this.leads || this.#closed) return;
		this.#asking?.abort();
		this.#asking = new AbortController();
		const options = steal ? { steal: true } : { signal: this.#asking.signal };
		let held = false;
		const hold = () => {
			held = true;
			return this.#hold();
		};
		// A request that never held anything was only withdrawn.
		navigator.locks.request(this.#name, options, hold).catch(() => held && this.#lost());
	}

	async #hold(): Promise<void> {
		this.#endSilence();
		const released = new Promise<void>((resolve) => (this.#release = resolve));
		await this.#lead.start();
		await released;
	}

	/** Taken away by another tab. */
	#lost(): void {
		if (!this.leads) return;
		this.#release = null;
		void this.#lead.stop().then(() => this.#ask());
	}

	async #yield(): Promise<void> {
		const release = this.#release;
		if (!release) return;
		this.#release = null;
		await this.#lead.stop();
		release();
		this.#ask();
	}
}
