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
	#rest: Buffer | null = null;

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
		const all = this.#rest ? Buffer.concat([this.#rest, data]) : data;
		let at = 0;
		for (let frame; (frame = frameAt(all, at)); at = frame.end) this.#frame(frame);
		this.#rest = at < all.length ? all.subarray(at) : null;
	}
	#frame({ opcode, payload }: Frame) {
		if (opcode <= 2) this.heard(payload);
		else if (opcode === 9) this.#socket.write(masked(10, payload));
		else if (opcode === 8) {
			this.closedWith = payload.length >= 2 ? payload.readUInt16BE(0) : 1005;
			this.#socket.destroy();
		}
	}
}

type Frame = { opcode: number; payload: Buffer; end: number };

function frameAt(all: Buffer, at: number): Frame | null {
	if (all.length < at + 2) return null;
	const short = all[at + 1]! & 127;
	const head = short === 126 ? 4 : short === 127 ? 10 : 2;
	if (all.length < at + head) return null;
	const length = short === 126 ? all.readUInt16BE(at + 2) : short === 127 ? Number(all.readBigUInt64BE(at + 2)) : short;
	const end = at + head + length;
	if (all.length < end) return null;
	return { opcode: all[at]! & 15, payload: all.subarray(at + head, end), end };
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
