import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { LIMITS } from './limits.ts';

type State = { clock: number; text: string; by: object };
type Entry = { client: number; clock: number; text: string };

/** Who is in a room and what he points at. One state a connection; what it says about others is not heard. */
export class Presence {
	readonly #states = new Map<number, State>();

	/**
	 * @param by whoever sent the bytes
	 * @returns the message's body for the others; null when nothing in it was his
	 * @throws {Error} for bytes that are no presence
	 */
	take(bytes: Uint8Array, by: object): Uint8Array | null {
		const heard = decodeStates(bytes).filter((entry) => this.#hear(entry, by));
		return heard.length > 0 ? encodeStates(heard) : null;
	}

	#hear({ client, clock, text }: Entry, by: object): boolean {
		const standing = this.#states.get(client);
		const gone = text === 'null';
		if (standing ? standing.by !== by || clock < standing.clock : gone || this.#has(by)) return false;
		if (text.length > LIMITS.presence || !isState(text)) return false;
		if (standing?.clock === clock && !gone) return false;
		if (gone) this.#states.delete(client);
		else this.#states.set(client, { clock, text, by });
		return true;
	}

	#has(by: object): boolean {
		return [...this.#states.values()].some((state) => state.by === by);
	}

	/** @returns what the others must hear when a connection ends; null when it had said nothing */
	leave(by: object): Uint8Array | null {
		const gone: Entry[] = [];
		for (const [client, state] of this.#states)
			if (state.by === by) {
				this.#states.delete(client);
				// The same clock: a higher one would make the others deaf to him when he comes back.
				gone.push({ client, clock: state.clock, text: 'null' });
			}
		return gone.length > 0 ? encodeStates(gone) : null;
	}

	everybody(): Uint8Array | null {
		const all = [...this.#states].map(([client, { clock, text }]) => ({ client, clock, text }));
		return all.length > 0 ? encodeStates(all) : null;
	}
}

function isState(text: string): boolean {
	const value: unknown = JSON.parse(text);
	return value === null || (typeof value === 'object' && !Array.isArray(value));
}

function decodeStates(bytes: Uint8Array): Entry[] {
	const decoder = decoding.createDecoder(bytes);
	const entries: Entry[] = [];
	for (let left = decoding.readVarUint(decoder); left > 0; left--)
		entries.push({
			client: decoding.readVarUint(decoder),
			clock: decoding.readVarUint(decoder),
			text: decoding.readVarString(decoder)
		});
	return entries;
}

function encodeStates(entries: readonly Entry[]): Uint8Array {
	const encoder = encoding.createEncoder();
	encoding.writeVarUint(encoder, entries.length);
	for (const { client, clock, text } of entries) {
		encoding.writeVarUint(encoder, client);
		encoding.writeVarUint(encoder, clock);
		encoding.writeVarString(encoder, text);
	}
	return encoding.toUint8Array(encoder);
}
