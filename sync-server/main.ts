import type { RequestListener, Server } from 'node:http';
import { join } from 'node:path';
import { setContext, type Context } from '#lib/server/context.ts';
import { startJobs } from '#lib/server/jobs.ts';
import { answer, closeServer, inOrder, listen, makeServer, onUpgrade, type Door, type Handler } from './http.ts';
import { photosHandler } from './photos.ts';
import { startSync } from './sync.ts';

export type Serving = { server: Server; close(): Promise<void> };
type Pages = (context: Context, server: Server) => Promise<Handler>;

const health: Door = (req, res) => req.url === '/api/health' && answer(res, 200, { ok: true });

/** Kit's build learns its address from the environment, which must be set before it is imported. */
export async function builtPages({ settings }: Context): Promise<Handler> {
	process.env['ORIGIN'] = settings.origin;
	const { handler } = (await import(join(import.meta.dirname, '../build/handler.js'))) as { handler: Handler };
	return handler;
}

const isRoom = (path: string) => path.startsWith('/sync/');

async function listenWith(context: Context, pages: Pages, running: Running) {
	let listener: RequestListener = (_, res) => void answer(res, 503, { ok: false });
	const server = makeServer(context.settings, (req, res) => listener(req, res));
	const sync = (running.sync = startSync(context));
	context.sync = sync;
	const broken = (error: unknown) => context.log.error({ err: error }, 'a request broke');
	listener = inOrder([health, photosHandler(context)], await pages(context, server), broken);
	onUpgrade(server, isRoom, (...asked) => sync.handleUpgrade(...asked));
	await listen(server, context.settings);
	running.server = server;
	return server;
}

type Running = {
	server?: Server;
	sync?: ReturnType<typeof startSync>;
	jobs?: Awaited<ReturnType<typeof startJobs>>;
};

/** Nobody new comes in, then rooms and jobs finish what they hold; an open room would keep the server open for ever. */
async function closeAll({ server, sync, jobs }: Running) {
	const closing = server && closeServer(server);
	await jobs?.stop();
	await sync?.close();
	await closing;
}

/**
 * One server for pages, commands, photos and rooms.
 * @param pages makes the handler of the screens: Kit's build, or Vite while developing
 */
export async function serve(context: Context, pages: Pages): Promise<Serving> {
	setContext(context);
	const running: Running = {};
	try {
		const server = await listenWith(context, pages, running);
		running.jobs = await startJobs(context);
		return { server, close: () => closeAll(running) };
	} catch (error) {
		await closeAll(running);
		throw error;
	}
}
