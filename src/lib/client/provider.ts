import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import * as syncProtocol from 'y-protocols/sync';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import type { Intent } from './database.ts';
import { hasLost, lacks, type Clocks } from './replay.ts';

const SYNC = 0;
const ACKNOWLEDGED = 100;
const REFUSED = 101;
const INTENT = 102;
const EPOCH = 103;
const AHEAD = Uint8Array.of(EPOCH);

/** How many intents may be under way: enough to fill a line, few enough to replay after a refusal. */
export const WINDOW = 200;
const SLOWEST_RETRY_MS = 5_000;
/** A server that takes longer has not heard us, whatever the socket says. */
const PATIENCE_MS = 20_000;

export type RefusedIntent = { id: string | null; code: string; detail?: Record<string, string> };
export type Heard = {
	acknowledged(clocks: Clocks, seq: number): void;
	refused(intents: RefusedIntent[]): void;
	moved(epoch: number, clocks: Clocks): void;
	/** A close code from 4400 to 4499: knocking again changes nothing by itself. */
	closed(code: number): void;
	status(): void;
	presence(): void;
};
export type Line = {
	url: string;
	room: string;
	doc: Y.Doc;
	epoch: number;
	device: string;
	WebSocket: typeof WebSocket;
	/** What is stored here and waits for the server, oldest first. */
	pending(): readonly Intent[];
	/** The same, and what the document holds before it is stored. */
	unsent(): readonly Intent[];
	/** Whether there is work for the room: it opens a sealed one again. */
	late(): boolean;
	heard: Heard;
};

/** The stock provider with its sending taken over: one update an intent, in order, after the database has it. */
export class Connection {
	readonly provider: WebsocketProvider;
	#line: Line;
	#sent = new Set<string>();
	/** The server was restored: nothing is sent before its new epoch. */
	#ahead = false;
	#waiting: ReturnType<typeof setTimeout> | null = null;
	#joining: ReturnType<typeof setTimeout> | null = null;

	constructor(line: Line, online: boolean) {
		this.#line = line;
		// Asked at each new socket.
		const params = {
			ack: '1',
			epoch: String(line.epoch),
			device: line.device,
			get late() {
				return line.late() ? '1' : '0';
			}
		};
		this.provider = new WebsocketProvider(line.url, line.room, line.doc, {
			connect: false,
			disableBc: true,
			params,
			WebSocketPolyfill: line.WebSocket
		});
		this.#takeOver();
		if (online) this.provider.connect();
	}

	get connected(): boolean {
		return this.provider.wsconnected && this.provider.synced;
	}

	/** Closed at once when the browser says so: the stock provider would notice after half a minute. */
	online(online: boolean): void {
		if (!online) this.provider.disconnect();
		else if (!this.provider.wsconnected) this.provider.connect();
	}

	/** Sends what has not been sent on this socket, oldest first. */
	drain(): void {
		const { ws } = this.provider;
		if (!this.connected || this.#ahead || !ws) return;
		const pending = this.#line.pending();
		let free = WINDOW - pending.filter(({ id }) => this.#sent.has(id)).length;
		for (const intent of pending) {
			if (this.#sent.has(intent.id)) continue;
			if (free-- <= 0 || !intent.update) return;
			ws.send(headerOf(intent));
			ws.send(updateOf(intent.update));
			this.#sent.add(intent.id);
			this.#expect(intent.id);
		}
	}

	/** What was sent is to be answered in time, or it is said again on another socket. */
	#expect(intent: string): void {
		this.#waiting ??= setTimeout(() => {
			this.#waiting = null;
			const sent = this.#line.pending().filter(({ id }) => this.#sent.has(id));
			if (sent.some(({ id }) => id === intent)) this.provider.ws?.close();
			else if (sent[0]) this.#expect(sent[0].id);
		}, PATIENCE_MS);
	}

	/** A socket that is open and was never answered is none. */
	#expectAnswer(): void {
		const { ws } = this.provider;
		if (this.#joining) clearTimeout(this.#joining);
		this.#joining = setTimeout(() => {
			if (ws && ws === this.provider.ws && !this.provider.synced) ws.close();
		}, PATIENCE_MS);
	}

	destroy(): void {
		for (const timer of [this.#waiting, this.#joining]) if (timer) clearTimeout(timer);
		this.provider.awareness.destroy();
		this.provider.destroy();
	}

	#takeOver(): void {
		const { provider } = this;
		const { doc, heard } = this.#line;
		doc.off('update', provider._updateHandler);
		spreadReconnects(provider);
		provider.awareness.setLocalState(null);
		provider.awareness.on('change', () => heard.presence());
		provider.on('status', () => {
			this.#sent.clear();
			this.#expectAnswer();
			heard.status();
		});
		provider.on('sync', (synced: boolean) => {
			heard.status();
			if (synced) this.drain();
		});
		provider.on('closed', ({ code }) => heard.closed(code));
		provider.messageHandlers[SYNC] = (_encoder, decoder) => this.#readSync(decoder);
		this.#listen(ACKNOWLEDGED, ({ clocks, seq }: { clocks: Clocks; seq: number }) => heard.acknowledged(clocks, seq));
		this.#listen(REFUSED, ({ intents }: { intents: RefusedIntent[] }) => heard.refused(intents));
		this.#listen(EPOCH, ({ epoch, clocks }: { epoch: number; clocks: Clocks }) => heard.moved(epoch, clocks));
	}

	/** The server's SyncStep1 gets no merged answer: our intents are the answer, unless it tells that the server was restored. */
	#readSync(decoder: decoding.Decoder): void {
		const type = decoding.readVarUint(decoder);
		const bytes = decoding.readVarUint8Array(decoder);
		if (type === syncProtocol.messageYjsSyncStep1) return this.#hearQuestion(bytes);
		Y.applyUpdate(this.#line.doc, bytes, this.provider);
		if (type === syncProtocol.messageYjsSyncStep2) this.provider.synced = true;
	}

	#hearQuestion(vector: Uint8Array): void {
		const { doc, unsent } = this.#line;
		this.#ahead = hasLost(doc, vector, unsent());
		if (this.#ahead) this.provider.ws?.send(AHEAD);
		else if (this.provider.synced && lacks(doc, vector)) this.#askAgain();
	}

	/** The server says at every beat how far it has come: what we have not heard by then was lost on its way. */
	#askAgain(): void {
		this.provider.synced = false;
		this.provider.ws?.send(questionOf(this.#line.doc));
		this.#expectAnswer();
	}

	#listen<T>(type: number, hear: (message: T) => void): void {
		this.provider.messageHandlers[type] = (_encoder, decoder) => hear(JSON.parse(decoding.readVarString(decoder)) as T);
	}
}

/** Full jitter: a thousand devices must not knock at the same instant when the server returns. */
function spreadReconnects(provider: WebsocketProvider): void {
	Object.defineProperty(provider, 'maxBackoffTime', {
		get: () => Math.random() * Math.min(SLOWEST_RETRY_MS, 200 * 2 ** provider.wsUnsuccessfulReconnects)
	});
}

function headerOf({ id, name, at, gesture }: Intent): Uint8Array<ArrayBuffer> {
	const encoder = encoding.createEncoder();
	encoding.writeVarUint(encoder, INTENT);
	encoding.writeVarString(encoder, JSON.stringify({ id, name, at, gesture }));
	return encoding.toUint8Array(encoder) as Uint8Array<ArrayBuffer>;
}

function questionOf(doc: Y.Doc): Uint8Array<ArrayBuffer> {
	const encoder = encoding.createEncoder();
	encoding.writeVarUint(encoder, SYNC);
	syncProtocol.writeSyncStep1(encoder, doc);
	return encoding.toUint8Array(encoder) as Uint8Array<ArrayBuffer>;
}

function updateOf(update: Uint8Array): Uint8Array<ArrayBuffer> {
	const encoder = encoding.createEncoder();
	encoding.writeVarUint(encoder, SYNC);
	syncProtocol.writeUpdate(encoder, update);
	return encoding.toUint8Array(encoder) as Uint8Array<ArrayBuffer>;
}
