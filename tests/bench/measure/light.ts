import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

const TEXT_END = Buffer.from('\r\n\r\n');

/** A websocket client of a hundred lines, so that one process can hold hundreds and its own cost stays small. */
export class Light {
	heard: (frame: Buffer) => void = () => {};
	/** What came in, handshake excluded. */
	bytes = 0;
	closedWith: number | null = null;
	readonly #socket: Socket;
	#parts: Buffer[] = [];
	#held = 0;
	/** So much must be here before a frame can be whole. */
	#wanted = 0;

	private constructor(socket: Socket) {
		this.#socket = socket;
		socket.setNoDelay(true);
		socket.on('error', () => {});
		socket.on('close', () => (this.closedWith ??= 1006));
	}

	static async open(port: number, path: string, headers: Record<string, string> = {}): Promise<Light> {
		const socket = connect(port, '127.0.0.1');
		const light = new Light(socket);
		const own = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
		socket.write(
			`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
				`Sec-WebSocket-Key: ${Buffer.alloc(16).toString('base64')}\r\nSec-WebSocket-Version: 13\r\n${own.join('')}\r\n`
		);
		let head = Buffer.alloc(0);
		while (!head.includes(TEXT_END)) {
			const [data] = (await once(socket, 'data')) as [Buffer];
			head = Buffer.concat([head, data]);
		}
		if (!head.subarray(0, 12).equals(Buffer.from('HTTP/1.1 101'))) throw new Error(head.toString('latin1').split('\r\n')[0]);
		socket.on('data', (data: Buffer) => light.#take(data));
		light.#take(head.subarray(head.indexOf(TEXT_END) + TEXT_END.length));
		return light;
	}

	send(...frames: Uint8Array[]) {
		this.#socket.write(Buffer.concat(frames.map((frame) => masked(2, frame))));
	}
	end() {
		this.#socket.destroy();
	}

	#take(data: Buffer) {
		this.bytes += data.length;
		this.#parts.push(data);
		this.#held += data.length;
		if (this.#held < this.#wanted) return;
		const all = this.#parts.length > 1 ? Buffer.concat(this.#parts) : data;
		let at = 0;
		let frame = frameAt(all, at);
		for (; frame.end <= all.length; frame = frameAt(all, at)) {
			this.#frame(all[at]! & 15, all.subarray(frame.start, frame.end));
			at = frame.end;
		}
		this.#parts = at < all.length ? [all.subarray(at)] : [];
		[this.#held, this.#wanted] = [all.length - at, frame.end - at];
	}
	#frame(opcode: number, payload: Buffer) {
		if (opcode <= 2) this.heard(payload);
		else if (opcode === 9) this.#socket.write(masked(10, payload));
		else if (opcode === 8) {
			this.closedWith = payload.length >= 2 ? payload.readUInt16BE(0) : 1005;
			this.#socket.destroy();
		}
	}
}

/** Where the payload of the frame at `at` lies; of one that is not whole, as much as must be there to know more. */
function frameAt(all: Buffer, at: number): { start: number; end: number } {
	if (all.length < at + 2) return { start: at, end: at + 2 };
	const short = all[at + 1]! & 127;
	const start = at + (short === 126 ? 4 : short === 127 ? 10 : 2);
	if (all.length < start) return { start, end: start };
	const length = short === 126 ? all.readUInt16BE(at + 2) : short === 127 ? Number(all.readBigUInt64BE(at + 2)) : short;
	return { start, end: start + length };
}

/** Masked with zeros, as the protocol allows and which costs nothing. */
function masked(opcode: number, payload: Uint8Array): Buffer {
	const long = payload.length > 0xffff ? 8 : payload.length > 125 ? 2 : 0;
	const head = Buffer.alloc(2 + long + 4);
	head[0] = 0x80 | opcode;
	head[1] = 0x80 | (long === 8 ? 127 : long === 2 ? 126 : payload.length);
	if (long === 8) head.writeBigUInt64BE(BigInt(payload.length), 2);
	if (long === 2) head.writeUInt16BE(payload.length, 2);
	return Buffer.concat([head, payload]);
}
