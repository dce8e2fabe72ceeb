import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { makeClock } from '#lib/server/clock.ts';
import { dbOver, openPool } from '#lib/server/db/db.ts';
import { makeLog } from '#lib/server/log.ts';
import { isLoopback, isPrivate, phonesWorkOffline, readSettings, SettingsError, type Settings } from '#lib/server/settings.ts';
import * as m from '#lib/paraglide/messages.js';
import { compactAside } from '../sync-server/aside.ts';
import { builtPages, serve } from '../sync-server/main.ts';
import { oneAtATime, takeAppLock, type AppLock } from './app-lock.ts';
import { ensureBuild } from './build.ts';
import { startCluster, StartError, type Cluster } from './embedded-postgres.ts';
import { fillDatabase, prepareDatabase } from './first-start.ts';
import { asSentence } from './sentences.ts';

const dev = process.argv.includes('--dev');
const built = process.argv.includes('--built');
const say = (line: string) => console.log(line);

function withSecret(settings: Settings): Settings {
	mkdirSync(settings.dataDir, { recursive: true, mode: 0o700 });
	const file = join(settings.dataDir, 'auth-secret');
	if (!settings.authSecret && !existsSync(file)) writeFileSync(file, randomBytes(32).toString('hex'), { mode: 0o600 });
	const authSecret = settings.authSecret ?? readFileSync(file, 'utf8');
	process.env['AUTH_SECRET'] = authSecret;
	return { ...settings, authSecret };
}

/** A database of somebody else's comes and goes by itself; ours we start again. */
function outsideCluster(url: string): Pick<Cluster, 'url' | 'ensure' | 'stop'> {
	return { url, ensure: async () => {}, stop: async () => {} };
}

const placeOf = ({ databaseUrl, dataDir }: Settings) => (databaseUrl ? new URL(databaseUrl).host : dataDir);

async function pagesOf({ role }: Settings) {
	if (dev) return (await import('./dev-pages.ts')).devPages;
	if (!built && (role === 'all' || role === 'web')) await ensureBuild(() => say(m.shared_start_building()));
	return builtPages;
}

async function start(settings: Settings) {
	const cluster = settings.databaseUrl ? outsideCluster(settings.databaseUrl) : await startCluster(settings.dataDir);
	const takeLock = () => takeAppLock(cluster.url, placeOf(settings), settings.role === 'all');
	let lock: AppLock = await takeLock();
	const pool = openPool(cluster.url);
	const db = dbOver(pool);
	const clock = makeClock(settings.now);
	const log = makeLog();
	const lines: string[] = [];
	const undo: (() => Promise<unknown>)[] = [() => cluster.stop(), () => lock.release(), () => db.destroy()];
	let stopping: Promise<void> | null = null;

	async function stopAll() {
		// Whatever one of them meets, PostgreSQL at the end of the list is to be stopped.
		for (const step of undo.toReversed()) await step().catch((error: unknown) => log.error({ err: error }, 'could not close'));
	}
	const stop = () => (stopping ??= stopAll());

	async function watch() {
		for (;;) {
			await lock.lost;
			if (stopping) return;
			log.error('the database went away');
			await cluster.ensure();
			lock = await retake();
		}
	}
	async function retake(): Promise<AppLock> {
		try {
			return await takeLock();
		} catch (error) {
			if (error instanceof StartError || stopping) throw error;
			await pause(200);
			await cluster.ensure();
			return retake();
		}
	}

	try {
		const pages = await pagesOf(settings);
		await oneAtATime(cluster.url, async () => {
			await prepareDatabase(db, cluster.url);
			lines.push(...(await fillDatabase({ db, pool, log, settings }, clock.now(), say)));
		});
		const serving = await serve({ db, pool, settings, clock, log, sync: { wake() {} }, compact: compactAside }, pages);
		undo.push(() => serving.close());
	} catch (error) {
		await stop();
		throw error;
	}
	watch().catch((error) => !stopping && fail(error));
	return { stop, lines };
}

let asked = false;

function fail(error: unknown): never {
	if (asked) process.exit(0);
	console.error(asSentence(error));
	process.exit(1);
}

const PARENT_CHECK_MS = 500;

/** npm that is killed takes nothing along; without it nobody would know that Hilo still runs. */
function stopWithParent(stop: () => void) {
	if (!process.env['npm_lifecycle_event']) return;
	const parent = process.ppid;
	setInterval(() => process.ppid !== parent && stop(), PARENT_CHECK_MS).unref();
}

const HARD_STOP_MS = 20_000;

function stopOnSignals(stop: () => Promise<void>) {
	const close = () => {
		// A Ctrl+C reaches us twice, from the terminal and from npm.
		if (asked) return;
		asked = true;
		say(m.shared_start_stopping());
		setTimeout(() => process.exit(1), HARD_STOP_MS).unref();
		stop().then(() => process.exit(0), fail);
	};
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, close);
	stopWithParent(close);
}

async function main() {
	let settings: Settings;
	try {
		settings = withSecret(readSettings(process.env));
	} catch (error) {
		if (error instanceof SettingsError) fail(error);
		return fail(new StartError(m.shared_setting_data_dir({ dataDir: process.env['DATA_DIR'] ?? './data' })));
	}
	const starting = start(settings);
	stopOnSignals(async () => (await starting).stop());
	const { lines } = await starting;
	say(m.shared_start_listening({ origin: settings.origin }));
	for (const line of lines) say(line);
	if (!isPrivate(settings) && isLoopback(new URL(settings.origin).hostname))
		say(m.shared_start_set_origin({ port: String(settings.port) }));
	if (!phonesWorkOffline(settings)) say(m.shared_start_no_https());
}

main().catch(fail);
