import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { framed, sendFrames } from './frames.ts';

const LENGTHS = [0, 1, 125, 126, 65_535, 65_536, 200_000];

test('messages framed once arrive whole, of every length, between those that ws frames itself', async () => {
	const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false });
	await once(server, 'listening');
	const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
	const heard: Buffer[] = [];
	client.on('message', (data: Buffer) => heard.push(data));
	const [ws] = (await once(server, 'connection')) as [WebSocket];
	const messages = LENGTHS.map((length, i) => new Uint8Array(length).fill(i));

	ws.send('before');
	sendFrames(ws, framed(messages));
	ws.send('after');
	ws.close();
	await once(client, 'close');
	server.close();

	expect(heard.map(({ length }) => length)).toEqual(['before'.length, ...LENGTHS, 'after'.length]);
	expect(heard.slice(1, -1).every((data, i) => data.equals(messages[i]!))).toBe(true);
});
