import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { jsonFrame, syncFrame } from '../../support/sync-client.ts';
import type { Gesture } from './month.ts';

export type Kind = 'question' | 'answer' | 'update' | 'acknowledged' | 'other';

/** How a subject's own client speaks, in the bytes of single frames. */
export type Wire = {
	/** From the opening of a socket to the answer. `vector` says what the client has. */
	hello(room: string, vector: Uint8Array): Uint8Array[];
	gesture(room: string, gesture: Gesture): Uint8Array[];
	/** Everything at once, as a stock client tells it that comes back. */
	answer(room: string, update: Uint8Array): Uint8Array;
	kindOf(frame: Buffer): Kind;
	/** What an answer or an update carries. */
	updateIn(frame: Buffer): Uint8Array;
};

const STEPS: Kind[] = ['question', 'answer', 'update'];

export const yWire: Wire = {
	hello: (_, vector) => [syncFrame(0, vector)],
	gesture: (_, { update }) => [syncFrame(2, update)],
	answer: (_, update) => syncFrame(1, update),
	kindOf: (frame) => (frame[0] === 0 ? (STEPS[frame[1]!] ?? 'other') : 'other'),
	updateIn: (frame) => decoding.readVarUint8Array(decoding.createDecoder(frame.subarray(2)))
};

/** Hilo's own client: an intent before each update, and a receipt. */
export const hiloWire: Wire = {
	...yWire,
	gesture: (_, { update, intent, at }) => [
		jsonFrame(102, { id: intent, name: 'bench', at, gesture: null }),
		syncFrame(2, update)
	],
	kindOf: (frame) => (frame[0] === 100 ? 'acknowledged' : yWire.kindOf(frame))
};

/** How far a receipt says that the server has kept each Yjs client id. */
export function clocksIn(frame: Buffer): Record<string, number> {
	const text = decoding.readVarString(decoding.createDecoder(frame.subarray(1)));
	return (JSON.parse(text) as { clocks: Record<string, number> }).clocks;
}

const SYNC = 0;
const AUTH = 2;
const SYNC_STATUS = 8;

function named(room: string, type: number, write: (encoder: encoding.Encoder) => void): Uint8Array {
	const encoder = encoding.createEncoder();
	encoding.writeVarString(encoder, room);
	encoding.writeVarUint(encoder, type);
	write(encoder);
	return encoding.toUint8Array(encoder);
}
const namedSync = (room: string, step: number, bytes: Uint8Array) =>
	named(room, SYNC, (encoder) => {
		encoding.writeVarUint(encoder, step);
		encoding.writeVarUint8Array(encoder, bytes);
	});

/** Every frame begins with the document's name; a token comes first. */
export const hocuspocusWire: Wire = {
	hello: (room, vector) => [
		named(room, AUTH, (encoder) => {
			encoding.writeVarUint(encoder, 0);
			encoding.writeVarString(encoder, 'anybody');
			encoding.writeVarString(encoder, '4.7.0');
		}),
		namedSync(room, 0, vector)
	],
	gesture: (room, { update }) => [namedSync(room, 2, update)],
	answer: (room, update) => namedSync(room, 1, update),
	kindOf(frame) {
		const at = frame[0]! + 1;
		if (frame[at] === SYNC_STATUS) return 'acknowledged';
		return frame[at] === SYNC || frame[at] === 4 ? (STEPS[frame[at + 1]!] ?? 'other') : 'other';
	},
	updateIn: (frame) => decoding.readVarUint8Array(decoding.createDecoder(frame.subarray(frame[0]! + 3)))
};
