import { EventEmitter } from 'node:events';
import { between, onceIn } from './clock.ts';

type Heard = { onopen: (() => void) | null; onclose: ((event: { code: number }) => void) | null; onerror: (() => void) | null };
type Server = { accept(wire: Wire, url: string, user: string): void };

/** Where a device is: its network, and whether it has any. */
export type Place = { user: string; online: boolean; lines: Set<Line> };

const SLOWEST_MS = 120;
const LOST_ONCE_IN = 300;
const INTENT = 102;
/** Of the world that is being lived. */
export const weather = { leaks: false };

/** Two ends and what is under way between them: nothing overtakes, nothing is lost, but the line may be cut at any moment. */
export class Line {
	open = false;
	readonly #ms = between(1, SLOWEST_MS);
	readonly #last = { up: 0, down: 0 };
	readonly #place: Place;
	readonly client: Heard & { readyState: number; onmessage: ((event: { data: ArrayBuffer }) => void) | null };
	readonly wire: Wire;

	constructor(place: Place, client: Line['client'], server: Server, url: string) {
		[this.#place, this.client, this.wire] = [place, client, new Wire(this)];
		this.carry('up', () => this.#arrive(server, url));
	}
	#arrive(server: Server, url: string) {
		if (!this.#place.online || this.client.readyState !== 0) return this.cut();
		this.open = true;
		this.#place.lines.add(this);
		server.accept(this.wire, url, this.#place.user);
		this.carry('down', () => {
			this.client.readyState = 1;
			this.client.onopen?.();
		});
	}
	carry(way: 'up' | 'down', work: () => void) {
		const at = Math.max(this.#last[way], performance.now() + this.#ms * between(0.5, 1.5));
		this.#last[way] = at;
		setTimeout(work, at - performance.now());
	}
	/** What is under way is lost, and both ends learn that it is over. */
	cut(code = 1006) {
		if (this.client.readyState === 3) return;
		[this.open, this.client.readyState] = [false, 3];
		this.#place.lines.delete(this);
		this.wire.ended();
		this.client.onclose?.({ code });
	}
}

/** The server's end, as the package `ws` gives it. */
export class Wire extends EventEmitter {
	readonly OPEN = 1;
	readyState = 1;
	readonly bufferedAmount = 0;
	isPaused = false;
	readonly #line: Line;
	#waiting: Uint8Array[] = [];

	constructor(line: Line) {
		super();
		this.#line = line;
	}
	send(message: Uint8Array) {
		const isWhole = message.byteLength === message.buffer.byteLength;
		const data = (isWhole ? message.buffer : message.slice().buffer) as ArrayBuffer;
		this.#line.carry('down', () => this.#line.open && this.#line.client.onmessage?.({ data }));
	}
	hear(message: Uint8Array) {
		if (this.isPaused) this.#waiting.push(message);
		else if (this.readyState === 1) this.emit('message', Buffer.from(message.buffer, message.byteOffset, message.length), true);
	}
	pause() {
		this.isPaused = true;
	}
	resume() {
		this.isPaused = false;
		for (const message of this.#waiting.splice(0)) this.hear(message);
	}
	ping() {
		this.#line.carry('up', () => this.#line.open && this.emit('pong'));
	}
	close(code: number) {
		this.readyState = 2;
		this.#line.carry('down', () => this.#line.cut(code));
	}
	terminate() {
		this.#line.cut();
	}
	ended() {
		if (this.readyState === 3) return;
		this.readyState = 3;
		this.emit('close');
	}
}

/** The browser's WebSocket at one place. */
export function socketAt(place: Place, server: Server, onask: (url: string) => void): typeof WebSocket {
	class Socket {
		readonly OPEN = 1;
		readyState = 0;
		binaryType = 'arraybuffer';
		onopen: (() => void) | null = null;
		onmessage: ((event: { data: ArrayBuffer }) => void) | null = null;
		onclose: ((event: { code: number }) => void) | null = null;
		onerror: (() => void) | null = null;
		#loses = false;
		readonly #line: Line;
		constructor(url: string) {
			onask(url);
			this.#line = new Line(place, this, server, url);
		}
		send(bytes: Uint8Array) {
			const copy = bytes.slice();
			if (this.readyState !== 1 || this.#isLost(copy)) return;
			this.#line.carry('up', () => this.#line.open && this.#line.wire.hear(copy));
		}
		/** One message, or an intent's header and the update that it announces. */
		#isLost([type]: Uint8Array): boolean {
			const lost = this.#loses || (weather.leaks && onceIn(LOST_ONCE_IN));
			this.#loses = lost && type === INTENT && onceIn(2);
			return lost;
		}
		close() {
			this.#line.cut(1000);
		}
	}
	return Socket as unknown as typeof WebSocket;
}

/** A line in a field: most hold, some do not. */
export function shake(place: Place) {
	for (const line of [...place.lines]) if (onceIn(2)) line.cut();
}
