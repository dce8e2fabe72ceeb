import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { Duplex } from 'node:stream';
import type { Settings } from '#lib/server/settings.ts';

/** Answers the request and says true, or leaves it to the next. */
export type Door = (req: IncomingMessage, res: ServerResponse) => boolean | Promise<boolean>;
export type Handler = (req: IncomingMessage, res: ServerResponse, next: (error?: unknown) => void) => void | Promise<void>;

export function makeServer({ tls }: Pick<Settings, 'tls'>, listener: RequestListener): Server {
	if (!tls) return createServer(listener);
	return createTlsServer({ cert: readFileSync(tls.cert), key: readFileSync(tls.key) }, listener);
}

export function listen(server: Server, { port, host }: Pick<Settings, 'port' | 'host'>) {
	return new Promise<void>((done, failed) => {
		server.once('error', failed);
		server.listen(port, host, () => {
			server.off('error', failed);
			done();
		});
	});
}

const GRACE_MS = 3_000;

/** Lets what is being answered finish, for a moment. */
export function closeServer(server: Server) {
	return new Promise<void>((done) => {
		const impatient = setTimeout(() => server.closeAllConnections(), GRACE_MS);
		server.close(() => {
			clearTimeout(impatient);
			done();
		});
		server.closeIdleConnections();
	});
}

export function answer(res: ServerResponse, status: number, body: object) {
	res.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' }).end(JSON.stringify(body));
	return true;
}

/** What a browser must not do with anything of ours, stored files included; pages add a policy of their own. */
const HEADERS = {
	'x-content-type-options': 'nosniff',
	'x-frame-options': 'DENY',
	'referrer-policy': 'same-origin',
	'cross-origin-opener-policy': 'same-origin',
	'permissions-policy': 'camera=(self), geolocation=(self), microphone=(), payment=()'
};

/** What nobody can decode is kept from the pages: Kit runs its hook for it where no error is caught. */
function isAddress(url: string): boolean {
	try {
		return typeof decodeURI(new URL(url, 'http://hilo').pathname) === 'string';
	} catch {
		return false;
	}
}

/** The first door that takes the request answers it; a door that breaks answers 500 and nobody else notices. */
export function inOrder(doors: readonly Door[], last: Handler, broken: (error: unknown) => void): RequestListener {
	return async (req, res) => {
		for (const [name, value] of Object.entries(HEADERS)) res.setHeader(name, value);
		if (!isAddress(req.url ?? '')) return void answer(res, 400, { ok: false });
		try {
			for (const door of doors) if (await door(req, res)) return;
			await last(req, res, (error) => {
				if (error) broken(error);
				if (!res.headersSent) answer(res, error ? 500 : 404, { ok: false });
			});
		} catch (error) {
			broken(error);
			if (!res.headersSent) answer(res, 500, { ok: false });
			else res.destroy();
		}
	};
}

export type Upgrade = (req: IncomingMessage, socket: Duplex, head: Buffer) => void;

/** Rooms take what is asked of them; nobody else here speaks through sockets, except Vite while developing. */
export function onUpgrade(server: Server, isOurs: (path: string) => boolean, take: Upgrade) {
	server.on('upgrade', (req, socket, head) => {
		socket.on('error', () => {});
		if (isOurs(req.url ?? '')) take(req, socket, head);
		else if (server.listenerCount('upgrade') === 1) socket.destroy();
	});
}
