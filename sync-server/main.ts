import type { RequestListener, Server } from 'node:http';
import { join } from 'node:path';
import { setContext, type Context } from '#lib/server/context.ts';
import { startJobs } from '#lib/server/jobs.ts';
import { entrance } from './entrance.ts';
import { answer, closeServer, inOrder, listen, makeServer, onUpgrade, type Door, type Handler } from './http.ts';
import { OwnNode } from './nodes.ts';
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

const nothing: Handler = (_req, res) => void answer(res, 404, { ok: false });

/** Which parts of Hilo this process is; `web` only hands sockets on to the processes that serve rooms. */
const PARTS = {
	all: { pages: true, rooms: true, jobs: true },
	web: { pages: true, rooms: false, jobs: false },
	sync: { pages: false, rooms: true, jobs: false },
	jobs: { pages: false, rooms: false, jobs: true }
} as const;

async function startRooms(context: Context) {
	const { role, nodeAddress } = context.settings;
	const sync = startSync(context, role === 'all' ? undefined : await OwnNode.join(context, nodeAddress));
	context.sync = sync;
	return sync;
}

async function listenWith(context: Context, pages: Pages, running: Running) {
	const parts = PARTS[context.settings.role];
	let listener: RequestListener = (_, res) => void answer(res, 503, { ok: false });
	const server = makeServer(context.settings, (req, res) => listener(req, res));
	if (parts.rooms) running.sync = await startRooms(context);
	const broken = (error: unknown) => context.log.error({ err: error }, 'a request broke');
	const doors = parts.pages ? [health, photosHandler(context)] : [health];
	listener = inOrder(doors, parts.pages ? await pages(context, server) : nothing, broken);
	onUpgrade(server, isRoom, running.sync?.handleUpgrade ?? entrance(context, {}));
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
 * One server for pages, commands, photos and rooms, or for the part of them that this process is.
 * @param pages makes the handler of the screens: Kit's build, or Vite while developing
 */
export async function serve(context: Context, pages: Pages): Promise<Serving> {
	setContext(context);
	const running: Running = {};
	try {
		const server = await listenWith(context, pages, running);
		if (PARTS[context.settings.role].jobs) running.jobs = await startJobs(context);
		return { server, close: () => closeAll(running) };
	} catch (error) {
		await closeAll(running);
		throw error;
	}
}
