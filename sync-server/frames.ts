import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';

/** Messages that many sockets hear alike, and the bytes that they are on every line: made once a room and window. */
export type Frames = { messages: readonly Uint8Array[]; bytes: Buffer };

export const framed = (messages: readonly Uint8Array[]): Frames => ({
	messages,
	bytes: Buffer.concat(messages.flatMap((message) => [header(message.length), message]))
});

/** One whole binary message, unmasked, as RFC 6455 §5.2 has servers send it. */
function header(length: number): Buffer {
	const short = length < 126 ? length : length < 65_536 ? 126 : 127;
	const bytes = Buffer.alloc(short < 126 ? 2 : short === 126 ? 4 : 10);
	bytes[0] = 0x82;
	bytes[1] = short;
	if (short === 126) bytes.writeUInt16BE(length, 2);
	if (short === 127) bytes.writeBigUInt64BE(BigInt(length), 2);
	return bytes;
}

/**
 * One write to the line, past ws, which would frame every message for every socket anew; without compression ws itself
 * keeps nothing back that could be overtaken. A socket that has no line beneath it hears message by message.
 */
export function sendFrames(ws: WebSocket, { messages, bytes }: Frames) {
	const { _socket: line } = ws as unknown as { _socket?: Duplex };
	if (line) line.write(bytes);
	else for (const message of messages) ws.send(message);
}
