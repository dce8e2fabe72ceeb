import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { ensureBuild } from '../../scripts/build.ts';
import { testDatabase } from './postgres.ts';

const ROOT = join(import.meta.dirname, '../..');
const PATIENCE_MS = 60_000;

export type AppOptions = {
	port?: number;
	profile?: 'tiny' | 's';
	/** Where the domain's clock starts, ISO. */
	now?: string;
	env?: Record<string, string>;
	/** 'test': a database of the run's cluster, fast. 'own': the app's own durable PostgreSQL in its DATA_DIR. */
	database?: 'test' | 'own';
};

export type App = {
	origin: string;
	port: number;
	dataDir: string;
	/** null while the app runs on its own PostgreSQL. */
	databaseUrl: string | null;
	pid(): number;
	/** Everything it has printed since its last start. */
	output(): string;
	kill9(): Promise<void>;
	/** Starts it again on the same data and address, stopping it first if it runs; `root` is another checkout of it. */
	restart(root?: string): Promise<void>;
	/** Ends it for good and takes its data away. */
	stop(): Promise<void>;
};

export function freePort() {
	return new Promise<number>((done, failed) => {
		const probe = createServer().once('error', failed);
		probe.listen(0, '127.0.0.1', () => {
			const address = probe.address();
			probe.close(() => (address && typeof address === 'object' ? done(address.port) : failed(new Error('no port'))));
		});
	});
}

export type Run = { child: ChildProcess; output: () => string; ended: Promise<number> };

/** The start script itself, as `npm start` runs it, with the pages that were built before. */
export function spawnStart(env: Record<string, string>, root = ROOT): Run {
	const child = spawn(process.execPath, [join(root, 'scripts/start.ts'), '--built'], {
		cwd: root,
		// Under npm's name it ends when the run of tests ends, however that ends.
		env: { ...process.env, NODE_ENV: 'production', VITEST: '', npm_lifecycle_event: 'start', ...env },
		stdio: ['ignore', 'pipe', 'pipe']
	});
	let text = '';
	child.stdout.on('data', (part) => (text += part));
	child.stderr.on('data', (part) => (text += part));
	const ended = new Promise<number>((done) => child.once('close', (code) => done(code ?? -1)));
	return { child, output: () => text, ended };
}

async function isUp(origin: string) {
	const answer = await fetch(`${origin}/api/health`).catch(() => null);
	return answer?.ok ?? false;
}

/** Waits until the process answers. @throws {Error} with what it said when it does not */
export async function listening(run: Run, origin: string) {
	let code: number | null = null;
	run.ended.then((given) => (code = given));
	const until = Date.now() + PATIENCE_MS;
	while (!(await isUp(origin))) {
		if (code !== null || Date.now() > until) throw new Error(`the app did not start (${code}):\n${run.output()}`);
		await pause(25);
	}
}

/** As root the cluster lies outside of the data folder, which says where. */
export function removeData(dataDir: string) {
	const pointer = join(dataDir, 'database-folder');
	if (existsSync(pointer)) rmSync(readFileSync(pointer, 'utf8').trim(), { recursive: true, force: true });
	rmSync(dataDir, { recursive: true, force: true });
}

let built: Promise<void> | null = null;

/** The pages, made at most once in a run of tests; with HILO_TEST_BUILT the last ones are taken as they are. */
export function buildOnce() {
	if (process.env['HILO_TEST_BUILT']) return Promise.resolve();
	return (built ??= ensureBuild(() => {}));
}

/** The real app as its own process: real sockets, a real database, killed if a test wants it so. */
export async function startApp({ port, profile = 'tiny', now, env = {}, database = 'test' }: AppOptions = {}): Promise<App> {
	await buildOnce();
	const onPort = port ?? (await freePort());
	const origin = `http://localhost:${onPort}`;
	const dataDir = mkdtempSync(join(tmpdir(), 'hilo-app-'));
	const db = database === 'test' ? await testDatabase() : null;
	const settings: Record<string, string> = {
		PORT: String(onPort),
		DATA_DIR: dataDir,
		HILO_PROFILE: profile,
		...(now ? { HILO_NOW: now } : {}),
		...(db ? { DATABASE_URL: db.url } : {}),
		...env
	};
	let run = spawnStart(settings);
	await listening(run, origin);

	async function end(signal: NodeJS.Signals) {
		run.child.kill(signal);
		await run.ended;
	}
	return {
		origin,
		port: onPort,
		dataDir,
		databaseUrl: db?.url ?? null,
		pid: () => run.child.pid ?? 0,
		output: () => run.output(),
		kill9: () => end('SIGKILL'),
		async restart(root) {
			await end('SIGTERM');
			run = spawnStart(settings, root);
			await listening(run, origin);
		},
		async stop() {
			await end('SIGTERM');
			await db?.drop();
			removeData(dataDir);
		}
	};
}
