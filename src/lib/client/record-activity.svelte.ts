import { pastWords } from '#lib/domain/past-words.ts';
import type { Comment, Kind } from '#lib/domain/records.ts';
import { since } from '#lib/domain/shared/day.ts';
import { Refused } from '#lib/domain/shared/refused.ts';
import type { RoomRecord } from '#lib/docs/room.ts';
import * as m from '#lib/paraglide/messages.js';
import type { Device } from './device.svelte.ts';
import { RecordHistory, type Past } from './record-history.svelte.ts';

type Item = { key: string; name: string; color?: string; what: string; words?: string; note?: string; at: number; when: string };

/** Who made a record, changed what in it, and said what about it; newest first. Make it while a component initialises. */
export class RecordActivity {
	#device: Device;
	#kind: Kind;
	#record: () => RoomRecord;
	#birth: string;
	#history: RecordHistory;

	/** @param birth what its making is called: «creó el lead» */
	constructor(device: Device, kind: Kind, record: () => RoomRecord, birth: string) {
		[this.#device, this.#kind, this.#record, this.#birth] = [device, kind, record, birth];
		this.#history = new RecordHistory(device, record);
	}

	/** What others did meanwhile may be missing. */
	get partial(): boolean {
		return this.#history.partial;
	}
	get items(): Item[] {
		const { by, at, entries } = this.#record();
		const comments = (entries['comments'] ?? []) as unknown as (Comment & { id: string })[];
		return [
			...comments.map((one) => ({ ...this.#item(one.id, one.by, one.at, m.shared_commented()), words: one.text })),
			...this.#history.past.map((past) => this.#past(past)),
			this.#item('birth', by, at, this.#birth)
		].sort((a, b) => b.at - a.at);
	}

	/** @returns the sentence against it; null when it is kept */
	async comment(text: string): Promise<string | null> {
		const { id } = this.#record();
		try {
			const room = await this.#device.roomOf(id);
			if (!room) throw new Refused('record.unknown');
			await this.#device.write(room, `${this.#kind}.comment`, [{ entry: id, list: 'comments', value: { text } }]);
			return null;
		} catch (error) {
			if (error instanceof Refused) return error.sentence;
			throw error;
		}
	}

	#item(key: string, by: string, at: number, what: string): Item {
		const person = this.#device.catalog.get('staff', by);
		return { key, name: person?.name ?? m.shared_somebody(), color: person?.thread, what, at, when: this.#when(at) };
	}
	#past(past: Past): Item {
		const { catalog } = this.#device;
		const nameOf = (id: string) => (catalog.get('staff', id) ?? catalog.get('plan', id))?.name;
		const note = past.offline ? m.shared_past_offline({ time: this.#when(past.received ?? 0) }) : undefined;
		return { ...this.#item(past.key, past.by, past.at, pastWords(this.#kind, past, nameOf)), note };
	}
	#when(at: number): string {
		return since(at, this.#device.now(), this.#device.catalog.zone);
	}
}
