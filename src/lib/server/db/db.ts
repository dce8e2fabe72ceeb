import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Database } from './types.ts';

export type Db = Kysely<Database>;

const { INT8, DATE } = pg.types.builtins;

/** Cents and counts fit in a double; a day is a word ('2026-03-02'), not an instant in somebody's zone. */
function parserOf(oid: number, format?: 'text' | 'binary') {
	if (oid === INT8) return Number;
	if (oid === DATE) return (text: string) => text;
	return pg.types.getTypeParser(oid, format as 'text');
}

export const types = { getTypeParser: parserOf } as pg.CustomTypesConfig;

export function openPool(url: string, max = 20): pg.Pool {
	const pool = new pg.Pool({ connectionString: url, max, types });
	// An idle connection that breaks is replaced at the next query; without a listener it would end the process.
	pool.on('error', () => {});
	// So would one that breaks between two questions of a transaction; the next question hears of it.
	pool.on('connect', (client) => client.on('error', () => {}));
	return pool;
}

export function dbOver(pool: pg.Pool): Db {
	return new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
}

export function openDb(url: string): Db {
	return dbOver(openPool(url));
}
