import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { newLead, type Lead } from '#lib/domain/sales/lead.ts';
import { newOrder, type Order } from '#lib/domain/delivery/order.ts';
import type { BaseRecord } from '#lib/domain/records.ts';
import { Room, type Op } from '#lib/docs/room.ts';
import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { anId, type Person } from './sync-server.ts';

export const AT = Date.parse('2026-03-02T12:00:00Z');

/** Waits for what a person would see; the test's own limit ends it. */
export async function until<T>(look: () => T | Promise<T>): Promise<NonNullable<T>> {
	for (;;) {
		const found = await look();
		if (found) return found;
		await new Promise((later) => setTimeout(later, 5));
	}
}

/** Where a server is reached: `ws://…/sync`. */
export type Address = { address: string };

export type Stock = { doc: Y.Doc; room: Room; provider: WebsocketProvider; closed: Promise<number>; leave(): void };

/** An ordinary y-websocket client with somebody's cookie. */
export function joinStock(server: Address, person: Person, room: string, doc = new Y.Doc()): Stock {
	class WithCookie extends WebSocket {
		constructor(address: string, protocols?: string[]) {
			super(address, protocols, { headers: { cookie: person.cookie } });
		}
	}
	const polyfill = WithCookie as unknown as typeof globalThis.WebSocket;
	const provider = new WebsocketProvider(server.address, room, doc, { WebSocketPolyfill: polyfill, disableBc: true });
	const closed = new Promise<number>((done) => provider.once('connection-close', (event) => done(event?.code ?? 0)));
	return {
		doc,
		room: new Room(doc),
		provider,
		closed,
		leave() {
			provider.destroy();
			doc.destroy();
		}
	};
}

export const aLeadOf = ({ actor }: Person, some: Partial<Lead> = {}): BaseRecord<'lead'> => ({
	kind: 'lead',
	at: AT,
	by: actor.user,
	fields: newLead({ name: 'Carmen Ruiz', ...some })
});
export const anOrderOf = ({ actor }: Person, some: Partial<Order> = {}): BaseRecord<'order'> => ({
	kind: 'order',
	at: AT,
	by: actor.user,
	fields: newOrder({ kind: 'installation', lead: anId(), ...some })
});

/** One gesture in one transaction. @returns its intent */
export function act(room: Room, { actor }: Person, ...ops: Op[]): string {
	const intent = anId();
	room.apply(ops, { intent, by: actor.user, at: AT });
	return intent;
}

const frame = (type: number, write: (encoder: encoding.Encoder) => void) => {
	const encoder = encoding.createEncoder();
	encoding.writeVarUint(encoder, type);
	write(encoder);
	return encoding.toUint8Array(encoder);
};
export const syncFrame = (step: number, bytes: Uint8Array) =>
	frame(0, (encoder) => {
		encoding.writeVarUint(encoder, step);
		encoding.writeVarUint8Array(encoder, bytes);
	});
export const jsonFrame = (type: number, value: unknown) =>
	frame(type, (encoder) => encoding.writeVarString(encoder, JSON.stringify(value)));
export const presenceFrame = (client: number, clock: number, text: string) =>
	frame(1, (outer) => {
		const inner = encoding.createEncoder();
		encoding.writeVarUint(inner, 1);
		encoding.writeVarUint(inner, client);
		encoding.writeVarUint(inner, clock);
		encoding.writeVarString(inner, text);
		encoding.writeVarUint8Array(outer, encoding.toUint8Array(inner));
	});

export type Said = { type: number; value: unknown };

/** A socket whose frames the test writes itself, as our own device does or as an enemy would. */
export class RawClient {
	readonly ws: WebSocket;
	readonly said: Said[] = [];
	readonly closed: Promise<number>;
	readonly opened: Promise<void>;

	constructor(server: Address, room: string, headers: Record<string, string> = {}, query: Record<string, string> = {}) {
		const search = new URLSearchParams(query).toString();
		this.ws = new WebSocket(`${server.address}/${encodeURI(room)}${search && `?${search}`}`, { headers });
		this.ws.binaryType = 'nodebuffer';
		this.opened = new Promise((done, failed) => {
			this.ws.once('open', done);
			this.ws.once('error', failed);
		});
		this.opened.catch(() => {});
		this.closed = new Promise((done) => this.ws.once('close', done));
		this.ws.on('message', (data: Buffer) => this.said.push(readFrame(data)));
		this.ws.on('error', () => {});
	}
	async send(...frames: (Uint8Array | string)[]) {
		await this.opened;
		for (const bytes of frames) this.ws.send(bytes);
	}
	heard(type: number): Promise<unknown> {
		return until(() => this.said.find((message) => message.type === type)).then(({ value }) => value);
	}
}

function readFrame(data: Buffer): Said {
	const decoder = decoding.createDecoder(data);
	const type = decoding.readVarUint(decoder);
	if (type >= 100) return { type, value: JSON.parse(decoding.readVarString(decoder)) };
	return { type, value: decoding.readTailAsUint8Array(decoder) };
}

/** One update a gesture, as the device makes them. */
export function updateOf(doc: Y.Doc, change: () => void): Uint8Array {
	const updates: Uint8Array[] = [];
	const keep = (update: Uint8Array) => updates.push(update);
	doc.on('update', keep);
	change();
	doc.off('update', keep);
	if (updates.length !== 1) throw new Error(`${updates.length} updates`);
	return updates[0]!;
}
