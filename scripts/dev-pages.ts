import type { Server } from 'node:http';
import type { Context } from '#lib/server/context.ts';
import { createServer } from 'vite';
import type { Handler } from '../sync-server/http.ts';

/** The screens straight from their sources; Vite's own socket shares the server and leaves ours alone. */
export async function devPages(_: Context, server: Server): Promise<Handler> {
	const vite = await createServer({ server: { middlewareMode: true, hmr: { server } } });
	return vite.middlewares;
}
