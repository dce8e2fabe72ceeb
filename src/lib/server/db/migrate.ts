import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';

const FOLDER = join(import.meta.dirname, 'migrations');
const LOCK = 4_815_162_342;

type Migration = { number: number; name: string };

async function listMigrations(folder: string): Promise<Migration[]> {
	const names = (await readdir(folder)).filter((name) => /^\d{4}_.+\.sql$/.test(name)).sort();
	const found = names.map((name) => ({ number: Number(name.slice(0, 4)), name }));
	const twice = found.find(({ number }, i) => number === found[i - 1]?.number);
	if (twice) throw new Error(`two migrations share a number: ${twice.name}`);
	return found;
}

async function apply(client: pg.Client, folder: string, { number, name }: Migration) {
	const sql = await readFile(join(folder, name), 'utf8');
	await client.query('begin');
	try {
		await client.query(sql);
		await client.query('insert into migrations (number, name) values ($1, $2)', [number, name]);
		await client.query('commit');
	} catch (error) {
		await client.query('rollback').catch(() => {});
		throw new Error(`migration ${name} failed`, { cause: error });
	}
}

/**
 * Brings the database forward; each file once, each in its own transaction. There is no way back but a newer migration.
 * @returns the names of the files that were applied now
 */
export async function migrate(url: string, folder = FOLDER): Promise<string[]> {
	const client = new pg.Client({ connectionString: url });
	await client.connect();
	try {
		await client.query('select pg_advisory_lock($1)', [LOCK]);
		await client.query(
			'create table if not exists migrations (number integer primary key, name text not null, applied_at timestamptz not null default now())'
		);
		const { rows } = await client.query<{ number: number }>('select number from migrations');
		const done = new Set(rows.map(({ number }) => number));
		const missing = (await listMigrations(folder)).filter(({ number }) => !done.has(number));
		for (const migration of missing) await apply(client, folder, migration);
		return missing.map(({ name }) => name);
	} finally {
		await client.end();
	}
}
