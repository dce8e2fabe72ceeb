import { existsSync } from 'node:fs';
import type { IncomingMessage, RequestListener, Server } from 'node:http';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { setContext, type Context } from '#lib/server/context.ts';
import { startJobs } from '#lib/server/jobs.ts';
import { answer, closeServer, inOrder, listen, makeServer, type Door, type Handler } from './http.ts';

export type Serving = { server: Server; close(): Promise<void> };

const health: Door = (req, res) => req.url === '/api/health' && answer(res, 200, { ok: true });

/** Kit's build learns its address from the environment, which must be set before it is imported. */
export async function builtPages({ settings }: Context): Promise<Handler> {
	process.env['ORIGIN'] = settings.origin;
	const { handler } = (await import(join(import.meta.dirname, '../build/handler.js'))) as { handler: Handler };
	return handler;
}

type Sync = {
	handleUpgrade(req: IncomingMessage, socket: Duplex, head: Buffer): void;
	wake(): void;
	close(): Promise<void>;
};

const has = (path: string) => existsSync(join(import.meta.dirname, path));

const NO_SYNC: Sync = { handleUpgrade: (_, socket) => void socket.destroy(), wake() {}, close: async () => {} };

const isSync = (req: IncomingMessage) => req.url?.startsWith('/sync/') ?? false;

/**
 * One server for pages, commands, photos and rooms.
 * @param pages makes the handler of the screens: Kit's build, or Vite while developing
 */
export async function serve(context: Context, pages: (context: Context, server: Server) => Promise<Handler>): Promise<Serving> {
	const ends: (() => Promise<unknown>)[] = [];
	const close = async () => {
		for (const end of ends.splice(0).reverse()) await end();
	};
	try {
		const server = await open(context, pages, ends);
		return { server, close };
	} catch (error) {
		await close();
		throw error;
	}
}

/** Each thing that was started leaves in `ends` how it ends. */
async function open(
	context: Context,
	pages: (context: Context, server: Server) => Promise<Handler>,
	ends: (() => Promise<unknown>)[]
): Promise<Server> {
	setContext(context);
	let listener: RequestListener = (_, res) => void answer(res, 503, { ok: false });
	const server = makeServer(context.settings, (req, res) => listener(req, res));
	const sync: Sync = has('sync.ts') ? (await import('./sync.ts')).startSync(context) : NO_SYNC;
	ends.push(() => sync.close());
	context.sync = sync;
	const photos: Door = has('photos.ts') ? (await import('./photos.ts')).photosHandler(context) : () => false;
	listener = inOrder([health, photos], await pages(context, server), (error) =>
		context.log.error({ err: error }, 'a request broke')
	);
	server.on('upgrade', (req, socket, head) => {
		if (isSync(req)) sync.handleUpgrade(req, socket, head);
	});
	await listen(server, context.settings);
	ends.push(() => closeServer(server));
	const jobs = await startJobs(context);
	ends.push(() => jobs.stop());
	return server;
}
