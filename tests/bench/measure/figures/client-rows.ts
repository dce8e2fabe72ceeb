import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { chromium, type Browser } from '@playwright/test';
import { build, type Rollup } from 'vite';
import { BROWSER_ARGS, chromiumPath } from '../../../support/chromium.ts';
import type { Bench } from '../bench.ts';
import type { Loaded, Shape } from '../client/page.ts';
import { month, nestedMonth } from '../month.ts';
import { median } from '../report.ts';

const ROOT = join(import.meta.dirname, '../../../..');
const RECORDS = 5_000;
const SLOWER = 4;
const SHAPES: Shape[] = ['hilo', 'nested maps'];

/**
 * Milliseconds on a new device with a CPU four times slower, in Chromium, from asking for a room of 5,000 records: to the first page
 * of a list, read back from Dexie, and to all its rows in Dexie, which is when searching and filtering answer for the whole room.
 * Hilo's own client, and the same with each record a map of its own; both store the newest rows first.
 */
export async function clientRows({ report, user, quick }: Bench) {
	const server = await serve(await bundled(), { hilo: month(RECORDS, user).update, 'nested maps': nestedMonth(RECORDS, user) });
	const browser = await chromium.launch({ executablePath: chromiumPath(), args: BROWSER_ARGS });
	try {
		const times: Record<Shape, Loaded[]> = { hilo: [], 'nested maps': [] };
		for (let round = 0; round < (quick ? 1 : 5); round++)
			for (const shape of SHAPES) times[shape].push(await onNewDevice(browser, server.origin, shape));
		for (const shape of SHAPES) {
			report.add('client-rows', shape, median(times[shape].map(({ ms }) => ms)), 'ms');
			report.add('client-first-page', shape, median(times[shape].map(({ first }) => first)), 'ms');
			report.add('client-rows-made', shape, median(times[shape].map(({ made }) => made)), 'ms before Dexie');
		}
	} finally {
		await browser.close();
		server.close();
	}
}

async function onNewDevice(browser: Browser, origin: string, shape: Shape): Promise<Loaded> {
	const context = await browser.newContext();
	const page = await context.newPage();
	await page.goto(origin);
	const devtools = await context.newCDPSession(page);
	await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
	const loaded = await page.evaluate((shape) => (globalThis as unknown as Loading).load(shape), shape);
	await context.close();
	if (loaded.rows !== RECORDS) throw new Error(`${shape}: ${loaded.rows} rows`);
	return loaded;
}
type Loading = { load(shape: Shape): Promise<Loaded> };

/** As vite.config.ts has the app's pages made. */
async function bundled(): Promise<string> {
	const alias = [
		{ find: /^dexie$/, replacement: 'dexie/dist/modern/dexie.mjs' },
		{ find: /^lib0\/logging$/, replacement: join(ROOT, 'node_modules/lib0/logging.node.js') }
	];
	const made = (await build({
		root: ROOT,
		configFile: false,
		logLevel: 'warn',
		publicDir: false,
		resolve: { alias },
		build: { write: false, rollupOptions: { input: join(import.meta.dirname, '../client/page.ts') } }
	})) as Rollup.RollupOutput;
	return made.output[0].code;
}

async function serve(code: string, rooms: Record<Shape, Uint8Array>) {
	const packed = { hilo: gzipSync(rooms.hilo), 'nested maps': gzipSync(rooms['nested maps']) };
	const server = createServer(({ url = '' }, res) => {
		const shape = url === '/nested' ? 'nested maps' : url.startsWith('/api/rooms/') ? 'hilo' : null;
		if (shape) return res.setHeader('content-encoding', 'gzip').end(packed[shape]);
		const isCode = url === '/page.js';
		res.setHeader('content-type', isCode ? 'text/javascript' : 'text/html');
		res.end(isCode ? code : '<!doctype html><script type="module" src="/page.js"></script>');
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	return { origin, close: () => server.close() };
}
