import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import * as v from 'valibot';
import { Instant, Short } from '#lib/domain/shared/schema.ts';

/** The types of y-websocket, and those of our own from 100 on, whose payload is JSON. */
export const MESSAGE = {
	sync: 0,
	awareness: 1,
	queryAwareness: 3,
	acknowledged: 100,
	refused: 101,
	intent: 102,
	epoch: 103
} as const;
const SYNC = { step1: 0, step2: 1, update: 2 } as const;

const Uuid = v.pipe(v.string(), v.regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/));
const IntentHeader = v.object({ id: Uuid, name: Short, at: Instant, gesture: v.nullish(Uuid, null) });
/** Comes immediately before the one update that carries it. */
export type IntentHeader = v.InferOutput<typeof IntentHeader>;

export type RefusedIntent = { id: string | null; code: string; detail: Record<string, string> };
/** How far the journal holds each Yjs client id. */
export type Clocks = Record<string, number>;

export type Incoming =
	| { type: 'step1'; vector: Uint8Array }
	/** `answer`: what a client had before it came. */
	| { type: 'update'; update: Uint8Array; answer: boolean }
	| { type: 'awareness'; states: Uint8Array }
	| { type: 'query-awareness' }
	| { type: 'intent'; intent: IntentHeader }
	/** A device knows more than this server, which was restored. */
	| { type: 'ahead' };

/** @throws {Error} whatever is wrong with the bytes: the socket is then closed as malformed */
export function decodeMessage(bytes: Uint8Array): Incoming {
	const decoder = decoding.createDecoder(bytes);
	switch (decoding.readVarUint(decoder)) {
		case MESSAGE.sync:
			return decodeSync(decoder);
		case MESSAGE.awareness:
			return { type: 'awareness', states: decoding.readVarUint8Array(decoder) };
		case MESSAGE.queryAwareness:
			return { type: 'query-awareness' };
		case MESSAGE.intent:
			return { type: 'intent', intent: v.parse(IntentHeader, JSON.parse(decoding.readVarString(decoder))) };
		case MESSAGE.epoch:
			return { type: 'ahead' };
		default:
			throw new Error('no such message');
	}
}

function decodeSync(decoder: decoding.Decoder): Incoming {
	const step = decoding.readVarUint(decoder);
	const bytes = decoding.readVarUint8Array(decoder);
	if (step === SYNC.step1) return { type: 'step1', vector: bytes };
	if (step === SYNC.step2 || step === SYNC.update) return { type: 'update', update: bytes, answer: step === SYNC.step2 };
	throw new Error('no such step');
}

function encode(write: (encoder: encoding.Encoder) => void): Uint8Array {
	const encoder = encoding.createEncoder();
	write(encoder);
	return encoding.toUint8Array(encoder);
}

const syncMessage = (step: number) => (bytes: Uint8Array) =>
	encode((encoder) => {
		encoding.writeVarUint(encoder, MESSAGE.sync);
		encoding.writeVarUint(encoder, step);
		encoding.writeVarUint8Array(encoder, bytes);
	});
const jsonMessage =
	<T>(type: number) =>
	(value: T) =>
		encode((encoder) => {
			encoding.writeVarUint(encoder, type);
			encoding.writeVarString(encoder, JSON.stringify(value));
		});

export const step1Message = syncMessage(SYNC.step1);
export const step2Message = syncMessage(SYNC.step2);
export const updateMessage = syncMessage(SYNC.update);
export const acknowledgedMessage = jsonMessage<{ seq: number; clocks: Clocks }>(MESSAGE.acknowledged);
export const refusedMessage = jsonMessage<{ intents: RefusedIntent[] }>(MESSAGE.refused);
export const epochMessage = jsonMessage<{ epoch: number; clocks: Clocks }>(MESSAGE.epoch);

export const awarenessMessage = (states: Uint8Array) =>
	encode((encoder) => {
		encoding.writeVarUint(encoder, MESSAGE.awareness);
		encoding.writeVarUint8Array(encoder, states);
	});
/** Nothing, said so that a stock client's watchdog hears it: presence of nobody. */
export const heartbeatMessage = awarenessMessage(new Uint8Array([0]));
