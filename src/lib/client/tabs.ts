/** What a tab does when it becomes the one that writes, and before it stops being it. */
export type Lead = { start(): Promise<void>; stop(): Promise<void>; hidden(): boolean };
type Word = 'want' | 'busy';

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
		this.shown();
	}

	get leads(): boolean {
		return this.#release !== null;
	}

	/** The person looks at this tab now. */
	shown(): void {
		if (this.leads || this.#lead.hidden() || this.#closed) return;
		this.#channel.postMessage('want' satisfies Word);
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
		if (word === 'busy') this.#endSilence();
		else if (this.leads && this.#lead.hidden()) void this.#yield();
		else if (this.leads) this.#channel.postMessage('busy' satisfies Word);
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
		navigator.locks.request(this.#name, options, () => this.#hold()).catch(() => this.#lost());
	}

	async #hold(): Promise<void> {
		this.#endSilence();
		const released = new Promise<void>((resolve) => (this.#release = resolve));
		await this.#lead.start();
		await released;
	}

	/** Taken away by another tab, or given up asking. */
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
