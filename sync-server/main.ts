import { existsSync } from 'node:fs';
import type { Server } from 'node:http';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import type { IncomingMessage } from 'node:http';
import { setContext, type Context } from '#lib/server/context.ts';
import { answer, closeServer, inOrder, listen, makeServer, type Door, type Handler } from './http.ts';

export type Serving = { server: Server; close(): Promise<void> };

const health: Door = (req, res) => req.url === '/api/health' && answer(res, 200, { ok: true });

/** Kit's build learns its address from the environment, which must be set before it is imported. */
export async function builtPages({ settings }: Context): Promise<Handler> {
	process.env['ORIGIN'] = settings.origin;
	const { handler } = (await import(join(import.meta.dirname, '../build/handler.js'))) as { handler: Handler };
	return handler;
}

type Parts = {
	photos: Door;
	sync: { handleUpgrade(req: IncomingMessage, socket: Duplex, head: Buffer): void; wake(): void; close(): Promise<void> };
	jobs: { stop(): Promise<void> };
};

const has = (path: string) => existsSync(join(import.meta.dirname, path));

async function startParts(context: Context): Promise<Parts> {
	const nothing = {
		handleUpgrade: (_: IncomingMessage, socket: Duplex) => void socket.destroy(),
		wake() {},
		close: async () => {}
	};
	const sync = has('sync.ts') ? (await import('./sync.ts')).startSync(context) : nothing;
	context.sync = sync;
	return {
		sync,
		photos: has('photos.ts') ? (await import('./photos.ts')).photosHandler(context) : () => false,
		jobs: has('../src/lib/server/jobs.ts')
			? await (await import('#lib/server/jobs.ts')).startJobs(context)
			: { stop: async () => {} }
	};
}

const isSync = (req: IncomingMessage) => req.url?.startsWith('/sync/') ?? false;

/**
 * One server for pages, commands, photos and rooms.
 * @param pages makes the handler of the screens: Kit's build, or Vite while developing
 */
export async function serve(context: Context, pages: (context: Context, server: Server) => Promise<Handler>): Promise<Serving> {
	setContext(context);
	const parts = await startParts(context);
	const broken = (error: unknown) => context.log.error({ err: error }, 'a request broke');
	const server = makeServer(context.settings, (req, res) => listener(req, res));
	const listener = inOrder([health, parts.photos], await pages(context, server), broken);
	server.on('upgrade', (req, socket, head) => {
		if (isSync(req)) parts.sync.handleUpgrade(req, socket, head);
	});
	await listen(server, context.settings);
	return {
		server,
		async close() {
			const closing = closeServer(server);
			await parts.sync.close();
			await parts.jobs.stop();
			await closing;
		}
	};
}
