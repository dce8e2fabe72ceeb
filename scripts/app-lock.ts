import { setTimeout as pause } from 'node:timers/promises';
import * as m from '#lib/paraglide/messages.js';
import pg from 'pg';
import { StartError } from './embedded-postgres.ts';

/** One Hilo a database: a lock that PostgreSQL lets go by itself when the process that holds it dies. */
const KEY = 7_041_776;
const PATIENCE_MS = 3_000;

export type AppLock = {
	/** Resolves when the connection has broken, and with it the lock. */
	lost: Promise<void>;
	release(): Promise<void>;
};

async function take(client: pg.Client, alone: boolean) {
	const question = alone ? 'select pg_try_advisory_lock($1) as taken' : 'select pg_try_advisory_lock_shared($1) as taken';
	const until = Date.now() + PATIENCE_MS;
	// The one before may have been killed this instant; PostgreSQL notices within moments.
	while (Date.now() < until) {
		const { rows } = await client.query<{ taken: boolean }>(question, [KEY]);
		if (rows[0]?.taken) return true;
		await pause(100);
	}
	return false;
}

/**
 * @param place what is in use, for the sentence: the data folder, or the server's name
 * @param alone false for one of several processes, which share the lock among themselves
 * @throws {StartError} when another Hilo holds it
 */
export async function takeAppLock(url: string, place: string, alone: boolean): Promise<AppLock> {
	const client = new pg.Client({ connectionString: url, keepAlive: true });
	const lost = new Promise<void>((done) => client.once('end', done));
	client.on('error', () => {});
	await client.connect();
	if (!(await take(client, alone))) {
		await client.end();
		throw new StartError(m.shared_start_in_use({ place }));
	}
	return { lost, release: () => client.end().catch(() => {}) };
}

/** Of several processes that start at once, one after the other prepares the database. */
export async function oneAtATime<T>(url: string, work: () => Promise<T>): Promise<T> {
	const client = new pg.Client({ connectionString: url, keepAlive: true });
	await client.connect();
	try {
		await client.query('select pg_advisory_lock($1)', [KEY + 1]);
		return await work();
	} finally {
		await client.end();
	}
}
