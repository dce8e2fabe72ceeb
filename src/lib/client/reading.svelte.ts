import { untrack } from 'svelte';
import { Refused } from '#lib/domain/shared/refused.ts';
import type { RefusalCode } from '#lib/domain/shared/refusals.ts';
import type { Device } from './device.svelte.ts';

/** A named query of the server as a rune: asked again when its parameters change; the last answer stays while it is asked. */
export class Reading<T> {
	value = $state.raw<T | null>(null);
	at = $state(0);
	stale = $state(false);
	refused = $state<RefusalCode | null>(null);
	ready = $state(false);
	/** What is here answers an earlier question, or none. */
	asking = $state(true);
	#device: Device;
	#query: string;
	#params: () => Record<string, string>;
	#turn = 0;

	constructor(device: Device, query: string, params: () => Record<string, string>) {
		this.#device = device;
		this.#query = query;
		this.#params = params;
		$effect(() => {
			const asked = params();
			// Back online, what was stale is asked anew.
			void device.sync.online;
			untrack(() => void this.#ask(asked));
		});
	}

	again = () => this.#ask(this.#params());

	async #ask(params: Record<string, string>): Promise<void> {
		const turn = ++this.#turn;
		this.asking = true;
		try {
			const { value, at, stale } = await this.#device.read<T>(this.#query, params);
			if (turn !== this.#turn) return;
			[this.value, this.at, this.stale, this.refused] = [value, at, stale, null];
		} catch (error) {
			if (!(error instanceof Refused)) throw error;
			if (turn === this.#turn) [this.refused, this.value] = [error.code, null];
		}
		this.ready = true;
		if (turn === this.#turn) this.asking = false;
	}
}
