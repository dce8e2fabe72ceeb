import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { dbOver, openPool } from '#lib/server/db/db.ts';
import { buildOnce, freePort, removeData, spawnStart, type Run } from '../support/app.ts';
import type { TestDb } from '../support/postgres.ts';

export const OWNER = { email: 'admin@hilo.example', password: 'hilo-demo' };

const PATIENCE_MS = 40_000;

export async function until(holds: () => boolean | Promise<boolean>, what: string) {
	const end = Date.now() + PATIENCE_MS;
	while (!(await holds())) {
		if (Date.now() > end) throw new Error(`never happened: ${what}`);
		await pause(25);
	}
}

/** One data folder and the starts that are made on it. */
export async function aFolder() {
	await buildOnce();
	const dataDir = mkdtempSync(join(tmpdir(), 'hilo-fault-'));
	const port = await freePort();
	const origin = `http://localhost:${port}`;
	const runs: Run[] = [];

	const clusterFolder = () => {
		const pointer = join(dataDir, 'database-folder');
		const folder = existsSync(pointer) ? readFileSync(pointer, 'utf8').trim() : join(dataDir, 'postgres');
		return join(folder, 'cluster');
	};
	const postmaster = () => {
		const file = join(clusterFolder(), 'postmaster.pid');
		return existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) : null;
	};

	/** Of its own PostgreSQL, while that runs. */
	const databaseUrl = () => {
		const port = readFileSync(join(clusterFolder(), 'postmaster.pid'), 'utf8').split('\n')[3];
		const password = readFileSync(join(dataDir, 'database-password'), 'utf8').trim();
		return `postgresql://hilo:${password}@127.0.0.1:${port}/hilo`;
	};

	async function signIn({ email, password } = OWNER) {
		const body = new URLSearchParams({ email, password });
		return fetch(`${origin}/ingresar`, {
			method: 'POST',
			body,
			redirect: 'manual',
			headers: { origin, accept: 'text/html' }
		}).then(
			({ status }) => status === 303,
			() => false
		);
	}
	/** The sign-in page names the company, which is in the database. */
	const hasDatabase = () =>
		fetch(`${origin}/ingresar`).then(
			({ ok }) => ok,
			() => false
		);
	const start = (env: Record<string, string>) =>
		spawnStart({ PORT: String(port), DATA_DIR: dataDir, HILO_PROFILE: 'tiny', ...env });

	function begin(env: Record<string, string> = {}) {
		const run = start(env);
		runs.push(run);
		return run;
	}
	return {
		dataDir,
		port,
		origin,
		clusterFolder,
		postmaster,
		databaseUrl,
		signIn,
		hasDatabase,
		begin,
		/** A start on the same data while another one runs. */
		intrude() {
			const run = start({ PORT: String(port + 1) });
			runs.unshift(run);
			return run;
		},
		last: () => runs.at(-1) as Run,
		/** Starts it and waits until people can sign in. */
		async open(env: Record<string, string> = {}) {
			const run = begin(env);
			let ended = false;
			run.ended.then(() => (ended = true));
			await until(() => ended || run.output().includes(origin), `listening: ${run.output()}`);
			if (ended) throw new Error(run.output());
			return run;
		},
		async away() {
			for (const { child, ended } of runs) {
				child.kill('SIGTERM');
				await ended;
			}
			const left = postmaster();
			if (left && existsSync(`/proc/${left}`)) process.kill(left, 'SIGQUIT');
			removeData(dataDir);
		}
	};
}

export type Folder = Awaited<ReturnType<typeof aFolder>>;

export async function kill9(run: Run) {
	run.child.kill('SIGKILL');
	await run.ended;
}

/** Asks the PostgreSQL of a Hilo directly, once it takes calls: what it began before it was killed may be served a moment longer. */
export async function onDatabaseOf<T>(hilo: Folder, use: (base: Pick<TestDb, 'db' | 'pool'>) => Promise<T>): Promise<T> {
	const answers = async () => {
		const pool = openPool(hilo.databaseUrl());
		return pool.query('select').finally(() => pool.end());
	};
	await until(() => answers().then(Boolean, () => false), 'PostgreSQL answers');
	const pool = openPool(hilo.databaseUrl());
	return use({ pool, db: dbOver(pool) }).finally(() => pool.end());
}
