import { createHmac, timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { connect as connectTls } from 'node:tls';
import type { Settings } from '#lib/server/settings.ts';

/** A node that has stopped still takes calls, and answers none. */
const PATIENCE_MS = 2_000;

/** What one node says to another with the handshake that it hands on; nobody outside can make it. */
const HEADER = 'x-hilo-node';

const proofOf = ({ authSecret }: Pick<Settings, 'authSecret'>) =>
	createHmac('sha256', authSecret ?? '')
		.update('hilo node')
		.digest('hex');

/** Whether another node has judged this handshake already. */
export function isFromNode({ headers }: IncomingMessage, settings: Pick<Settings, 'authSecret'>): boolean {
	const [said, proof] = [Buffer.from(String(headers[HEADER] ?? '')), Buffer.from(proofOf(settings))];
	return said.length === proof.length && timingSafeEqual(said, proof);
}

/** Node to node, a certificate is trusted when it is this node's own. */
function lineTo(address: string, { tls }: Pick<Settings, 'tls'>): Socket {
	const { hostname: host, port } = new URL(`http://${address}`);
	const at = { host: host.replace(/^\[|\]$/g, ''), port: Number(port || 80) };
	if (!tls) return connect(at);
	return connectTls({ ...at, ca: readFileSync(tls.cert), checkServerIdentity: () => undefined });
}

function handshakeOf({ method, url, rawHeaders }: IncomingMessage, settings: Pick<Settings, 'authSecret'>): string {
	const lines = [`${method} ${url} HTTP/1.1`];
	for (let i = 0; i < rawHeaders.length; i += 2)
		if (rawHeaders[i]!.toLowerCase() !== HEADER) lines.push(`${rawHeaders[i]}: ${rawHeaders[i + 1]}`);
	return [...lines, `${HEADER}: ${proofOf(settings)}`, '', ''].join('\r\n');
}

/**
 * Hands a handshake and everything behind it on to the node at `address`, byte by byte.
 * @param refuse is called when nobody answers there in time; `isGone` when nobody even listens
 */
export function pipe(
	{ req, socket, head }: { req: IncomingMessage; socket: Duplex; head: Buffer },
	address: string,
	settings: Pick<Settings, 'authSecret' | 'tls'>,
	refuse: (isGone: boolean) => void
) {
	const line = lineTo(address, settings);
	let answered = false;
	let isGone = false;
	line.setNoDelay(true);
	line.setTimeout(PATIENCE_MS, () => line.destroy());
	line.write(handshakeOf(req, settings));
	line.write(head);
	socket.pipe(line);
	line.once('data', (first: Buffer) => {
		answered = true;
		line.setTimeout(0);
		socket.write(first);
		line.pipe(socket);
	});
	line.on('error', ({ code }: NodeJS.ErrnoException) => (isGone = code === 'ECONNREFUSED'));
	line.once('close', () => (answered ? socket.destroy() : refuse(isGone)));
	socket.once('close', () => line.destroy());
}
