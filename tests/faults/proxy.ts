import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** Where a message goes: to the server or to the device. */
export type Way = 'up' | 'down';
/** What becomes of one websocket message: it passes, is lost, or the line breaks in its middle. */
export type Fate = 'pass' | 'lose' | 'cut';

/** Length of the first message of these bytes, header included; null while it is not there whole. */
function lengthOf(bytes: Buffer): number | null {
	if (bytes.length < 2) return null;
	const short = bytes[1]! & 127;
	const extra = short === 126 ? 2 : short === 127 ? 8 : 0;
	if (bytes.length < 2 + extra) return null;
	const payload = extra === 2 ? bytes.readUInt16BE(2) : extra === 8 ? Number(bytes.readBigUInt64BE(2)) : short;
	const whole = 2 + extra + (bytes[1]! & 128 ? 4 : 0) + payload;
	return bytes.length < whole ? null : whole;
}

/** The first two bytes of what a message carries: its type and, of type 0, its step. */
function kindOf(bytes: Buffer): string {
	const short = bytes[1]! & 127;
	const header = 2 + (short === 126 ? 2 : short === 127 ? 8 : 0);
	const masked = bytes[1]! & 128;
	const at = header + (masked ? 4 : 0);
	const [type, step] = [0, 1].map((n) => bytes[at + n]! ^ (masked ? bytes[header + n]! : 0));
	return type === 0 ? `0/${step}` : String(type);
}

/** The first bytes are a handshake, what follows are messages. */
function splitter(take: (bytes: Buffer, isMessage: boolean) => void) {
	let rest = Buffer.alloc(0);
	let shaken = false;
	return (chunk: Buffer) => {
		rest = Buffer.concat([rest, chunk]);
		for (;;) {
			const end = rest.indexOf('\r\n\r\n');
			const length = shaken ? lengthOf(rest) : end < 0 ? null : end + 4;
			if (length === null) return;
			const part = rest.subarray(0, length);
			rest = rest.subarray(length);
			take(part, shaken);
			shaken = true;
		}
	};
}

/** A bad network between devices and a server: it knows where a message begins, and decides what becomes of each. */
export class BadNetwork {
	/** @param kind type of the message; of one of sync `0/<step>` */
	fate: (way: Way, kind: string, room: string) => Fate = () => 'pass';
	/** How long a message is under way, each way. */
	delayMs = 0;
	#stalled = false;
	readonly #sockets = new Set<Socket>();
	readonly #server: Server;

	private constructor(target: number) {
		this.#server = createServer((device) => this.#carry(device, connect(target, '127.0.0.1')));
	}
	static async before(target: number): Promise<BadNetwork> {
		const network = new BadNetwork(target);
		await new Promise<void>((done) => network.#server.listen(0, '127.0.0.1', done));
		return network;
	}

	get port(): number {
		return (this.#server.address() as AddressInfo).port;
	}
	get address(): string {
		return `ws://127.0.0.1:${this.port}/sync`;
	}

	/** Nothing moves any more, and nobody is told. */
	stall(stalled: boolean) {
		this.#stalled = stalled;
		for (const socket of this.#sockets)
			if (stalled) socket.pause();
			else socket.resume();
	}
	async close() {
		for (const socket of this.#sockets) socket.destroy();
		await new Promise((done) => this.#server.close(done));
	}

	#carry(device: Socket, server: Socket) {
		let room = '';
		this.#carryOneWay(device, server, (bytes, isMessage) => {
			if (!isMessage) room = /\/sync\/([^? ]*)/.exec(bytes.toString())![1]!;
			return isMessage ? this.fate('up', kindOf(bytes), room) : 'pass';
		});
		this.#carryOneWay(server, device, (bytes, isMessage) => (isMessage ? this.fate('down', kindOf(bytes), room) : 'pass'));
	}
	#pass(write: () => void) {
		if (this.delayMs > 0) setTimeout(write, this.delayMs);
		else write();
	}
	#carryOneWay(from: Socket, to: Socket, fateOf: (bytes: Buffer, isMessage: boolean) => Fate) {
		this.#sockets.add(from);
		from.setNoDelay(true);
		from.on('error', () => {});
		from.on('close', () => {
			this.#sockets.delete(from);
			to.destroy();
		});
		const take = (bytes: Buffer, isMessage: boolean) => {
			const fate = fateOf(bytes, isMessage);
			if (fate === 'pass') this.#pass(() => to.write(bytes));
			if (fate === 'cut') to.end(bytes.subarray(0, Math.ceil(bytes.length / 2)));
		};
		from.on('data', splitter(take));
		if (this.#stalled) from.pause();
	}
}
