import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { dbOver, openPool, type Db } from '#lib/server/db/db.ts';
import pg from 'pg';
import { thisRun, type Run } from './run.ts';

export type TestDb = { db: Db; pool: pg.Pool; url: string; drop(): Promise<void> };

function launch({ folder, pid }: Run) {
	const log = openSync(join(folder, 'watchdog.log'), 'w');
	const script = join(import.meta.dirname, 'watchdog.ts');
	spawn(process.execPath, [script, folder, String(pid)], { detached: true, stdio: ['ignore', log, log] }).unref();
}

function isFirst(folder: string) {
	try {
		mkdirSync(join(folder, 'launched'));
		return true;
	} catch {
		return false;
	}
}

/** The run's cluster, started by whoever needs it first: most runs of one file need none. */
async function clusterUrl(run: Run): Promise<string> {
	const file = join(run.folder, 'url');
	if (isFirst(run.folder)) launch(run);
	while (!existsSync(file)) {
		if (existsSync(join(run.folder, 'failed'))) throw new Error(readFileSync(join(run.folder, 'watchdog.log'), 'utf8'));
		await pause(20);
	}
	return readFileSync(file, 'utf8');
}

/** Copies a whole database, as a backup or from one, over whatever has that name; whoever uses either is put out meanwhile. */
export async function copyDatabase(from: string, to: string) {
	const nameOf = (url: string) => url.replace(/^.*\//, '');
	const [source, copy] = [nameOf(from), nameOf(to)];
	await onCluster(from, `alter database ${source} allow_connections false`);
	await onCluster(from, `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${source}'`);
	await onCluster(from, `drop database if exists ${copy} with (force)`);
	await onCluster(from, `create database ${copy} template ${source}`);
	await onCluster(from, `alter database ${source} allow_connections true`);
}

async function onCluster(url: string, query: string) {
	const client = new pg.Client({ connectionString: url.replace(/\/[^/]*$/, '/postgres') });
	await client.connect();
	try {
		await client.query(query);
	} finally {
		await client.end();
	}
}

/** An own, migrated, empty database. @returns its address; `drop` it when the file is done */
export async function testDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
	const template = await clusterUrl(thisRun());
	const name = `test_${randomBytes(6).toString('hex')}`;
	await onCluster(template, `create database ${name} template hilo`);
	return {
		url: template.replace(/\/[^/]*$/, `/${name}`),
		drop: () => onCluster(template, `drop database if exists ${name} with (force)`)
	};
}

/** @example const test = await testDb(); afterAll(() => test.drop()); */
export async function testDb(): Promise<TestDb> {
	const { url, drop } = await testDatabase();
	const pool = openPool(url);
	const db = dbOver(pool);
	return {
		db,
		pool,
		url,
		async drop() {
			await db.destroy();
			await drop();
		}
	};
}

export async function stopTestCluster({ folder }: Run) {
	const pidFile = join(folder, 'watchdog-pid');
	if (existsSync(join(folder, 'launched'))) {
		while (!existsSync(pidFile) && !existsSync(join(folder, 'failed'))) await pause(20);
		if (existsSync(pidFile)) process.kill(Number(readFileSync(pidFile, 'utf8')), 'SIGTERM');
		while (existsSync(folder)) await pause(20);
	}
	rmSync(folder, { recursive: true, force: true });
}
