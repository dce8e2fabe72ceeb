import { split } from '#lib/docs/room.ts';
import type { RoomRecord } from '#lib/docs/room.ts';
import { Reading } from './reading.svelte.ts';
import type { Device } from './device.svelte.ts';

/** One field as somebody left it. `old` is undefined while only this device knows; `received` null until the server has it. */
export type Past = {
	key: string;
	field: string;
	by: string;
	/** When it was done, and when the server got it: milliseconds. */
	at: number;
	received: number | null;
	/** The device it was done on was without network. */
	offline: boolean;
	old?: unknown;
	value: unknown;
};
type HistoryRow = { id: number; field: string; old: unknown; new: unknown; by: string; doneAt: string; receivedAt: string };

/** Slower than any line: it waited on a device. */
const OFFLINE_MS = 60_000;

/** Every field's past as the server tells it, and what only this device knows yet; newest first. */
export class RecordHistory {
	#reading: Reading<HistoryRow[]>;
	#record: () => RoomRecord;

	constructor(device: Device, record: () => RoomRecord) {
		this.#record = record;
		this.#reading = new Reading(device, 'history', () => ({ record: record().id }));
		let shown = '';
		$effect(() => {
			const { id, wrote } = record();
			const now = JSON.stringify([id, wrote, device.sync.pending === 0]);
			if (shown !== '' && shown !== now) void this.#reading.again();
			shown = now;
		});
	}

	/** What others did meanwhile may be missing. */
	get partial(): boolean {
		return this.#reading.stale || this.#reading.refused === 'read.offline';
	}

	get past(): Past[] {
		const record = this.#record();
		const known = (this.#reading.value ?? []).filter(({ field }) => field !== '' && !(field in record.entries)).map(pastOf);
		const there = new Set(known.map(({ field, by, at }) => `${field}/${by}/${at}`));
		const here = Object.entries(record.wrote)
			.filter(([field, { by, at }]) => !there.has(`${field}/${by}/${at}`))
			.map(([field, { by, at }]): Past => {
				return { key: `${field}/${at}`, field, by, at, received: null, offline: false, value: record.fields[field] };
			});
		return [...here, ...known].sort((a, b) => b.at - a.at);
	}
}

function pastOf({ id, field, old, new: value, by, doneAt, receivedAt }: HistoryRow): Past {
	const [at, received] = [Date.parse(doneAt), Date.parse(receivedAt)];
	return { key: String(id), field: split(field).id, by, at, received, offline: received - at > OFFLINE_MS, old, value };
}
