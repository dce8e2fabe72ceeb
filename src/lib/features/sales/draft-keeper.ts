import type { Device } from '#lib/client/device.svelte.ts';
import { born } from './born.ts';

type Saved = { answers: Record<string, unknown>; step: number };

/** Writes a draft while it changes: at once when idle, and once more with the last of what came while writing. */
export class DraftKeeper {
	readonly id: string;
	#device: Device;
	#stored: Saved | null;
	#next: Saved | null = null;
	#writing: Promise<void> | null = null;

	constructor(device: Device, id: string, stored: Saved | null) {
		this.#device = device;
		this.id = id;
		this.#stored = stored;
	}

	/** Resolves when this, or what came after it, is on the device. */
	save(draft: Saved): Promise<void> {
		this.#next = draft;
		this.#writing ??= this.#drain().finally(() => (this.#writing = null));
		return this.#writing;
	}

	async discard(): Promise<void> {
		this.#next = null;
		await this.#writing;
		if (this.#stored) await this.#device.edit(this.id, 'draft.discard', { discarded: true });
	}

	async #drain(): Promise<void> {
		while (this.#next) {
			const draft = this.#next;
			this.#next = null;
			await this.#write(draft);
		}
	}

	async #write(draft: Saved): Promise<void> {
		const { answers, step } = draft;
		const changed = {
			...(same(this.#stored?.answers, answers) ? {} : { answers }),
			...(this.#stored?.step === step ? {} : { step })
		};
		if (!this.#stored)
			await this.#device.write(this.#device.meRoom(), 'draft.save', [
				born('draft', this.id, { answers, step, discarded: false })
			]);
		else if (Object.keys(changed).length > 0) await this.#device.edit(this.id, 'draft.save', changed);
		this.#stored = draft;
	}
}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
