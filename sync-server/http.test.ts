import type { Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { answer, closeServer, inOrder, listen, makeServer, onUpgrade } from './http.ts';

const broken: unknown[] = [];
let server: Server;
let port: number;

const DOORS = [
	(req: { url?: string }) => {
		if (req.url === '/breaks') throw new Error('a bug');
		return false;
	}
];

beforeEach(async () => {
	broken.length = 0;
	const listener = inOrder(
		DOORS,
		async (req, res) => {
			if (req.url === '/page-breaks') throw new Error('a bug of a page');
			answer(res, 200, { ok: true });
		},
		(error) => broken.push(error)
	);
	server = makeServer({ tls: null }, listener);
	await listen(server, { port: 0, host: '127.0.0.1' });
	port = (server.address() as AddressInfo).port;
});
afterEach(() => closeServer(server));

/** Sends bytes as they are, and gives what came back until the other side closed. */
function raw(text: string) {
	return new Promise<string>((done) => {
		let back = '';
		const socket = connect(port, '127.0.0.1', () => socket.write(text));
		socket.on('data', (part) => (back += part));
		socket.on('error', () => {});
		socket.on('close', () => done(back));
	});
}
const request = (path: string, ...headers: string[]) =>
	`GET ${path} HTTP/1.1\r\n${['Host: hilo', 'Connection: close', ...headers].join('\r\n')}\r\n\r\n`;
const UPGRADE = ['Connection: Upgrade', 'Upgrade: websocket'];

test('what no door takes goes to the pages', async () => {
	expect(await raw(request('/'))).toContain('200 OK');
});

test('a door that breaks answers 500, is told of, and the next request is served', async () => {
	expect(await raw(request('/breaks'))).toContain('500');
	expect(broken).toHaveLength(1);
	expect(await raw(request('/'))).toContain('200 OK');
});

test('pages that break later answer 500 too, and the process lives', async () => {
	expect(await raw(request('/page-breaks'))).toContain('500');
	expect(broken).toHaveLength(1);
});

test('an address that is none is answered 400 before any door', async () => {
	for (const path of ['//', '/%E0%A4%A', '/%c0%ae']) expect(await raw(request(path))).toContain('400');
	expect(broken).toEqual([]);
});

test('a socket to a place without rooms is closed', async () => {
	onUpgrade(
		server,
		(path) => path === '/sync/x',
		() => {}
	);
	expect(await raw(`GET /other HTTP/1.1\r\nHost: hilo\r\n${UPGRADE.join('\r\n')}\r\n\r\n`)).toBe('');
});

test('a socket to a room is handed over', async () => {
	onUpgrade(
		server,
		(path) => path === '/sync/x',
		(_, socket) => void socket.end('taken')
	);
	expect(await raw(`GET /sync/x HTTP/1.1\r\nHost: hilo\r\n${UPGRADE.join('\r\n')}\r\n\r\n`)).toBe('taken');
});
