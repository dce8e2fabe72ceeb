import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate } from '#lib/server/db/migrate.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testDb, type TestDb } from '../support/postgres.ts';

let own: TestDb;
let folder: string;

beforeAll(async () => {
	own = await testDb();
	folder = await mkdtemp(join(tmpdir(), 'hilo-migrations-'));
});
afterAll(async () => {
	await own.drop();
	await rm(folder, { recursive: true });
});

const add = (name: string, text: string) => writeFile(join(folder, name), text);
const count = async (table: string) =>
	(await sql<{ n: number }>`select count(*) as n from ${sql.table(table)}`.execute(own.db)).rows[0]?.n;

test('each migration runs once, in the order of its number', async () => {
	await add('9001_first.sql', 'create table first (n integer);');
	await add('9002_second.sql', 'insert into first values (1); insert into first values (2);');
	expect(await migrate(own.url, folder)).toEqual(['9001_first.sql', '9002_second.sql']);
	expect(await migrate(own.url, folder)).toEqual([]);
	expect(await count('first')).toBe(2);
});

test('two starts at once apply a migration once', async () => {
	await add('9003_third.sql', 'insert into first values (3);');
	const done = await Promise.all([migrate(own.url, folder), migrate(own.url, folder)]);
	expect(done.flat()).toEqual(['9003_third.sql']);
});

test('a migration that fails leaves nothing behind and is named', async () => {
	await add('9004_broken.sql', 'insert into first values (4); select nonsense;');
	await expect(migrate(own.url, folder)).rejects.toThrow('9004_broken.sql');
	expect(await count('first')).toBe(3);
});

test('two files with one number are refused', async () => {
	await add('9004_other.sql', 'select 1;');
	await expect(migrate(own.url, folder)).rejects.toThrow('9004');
});
