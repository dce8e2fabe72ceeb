import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Db } from '#lib/server/db/db.ts';
import { testDb, type TestDb } from '../support/postgres.ts';
import { joinStock, until } from '../support/sync-client.ts';
import { contextOn, DESK, makeBranches, signedIn, type Person } from '../support/sync-server.ts';
import { aFolder, kill9, onDatabaseOf, type Folder } from './hilo.ts';
import { COMPANY, Nodes } from './nodes.ts';
import { expectAllOnce, expectNothingLost, Work } from './work.ts';

/** In turn of the app, of its PostgreSQL, of one of PostgreSQL's processes, and of one node of three. */
const KILLS = Number(process.env['HILO_KILLS'] ?? 20);
const EACH = Math.ceil(KILLS / 4);
const PATIENCE_MS = 30_000 + KILLS * 15_000;

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;
const tell = (what: string, times: readonly number[]) =>
	console.log(
		`${what}: killed ${times.length} times, serving again after ${seconds(median(times))}, at worst ${seconds(Math.max(...times))}`
	);

const twoSellers = (base: Pick<TestDb, 'db' | 'pool'>) => Promise.all([1, 2].map(() => signedIn(contextOn(base, 1), 'seller')));

async function expectEverybodyReads({ writers }: Work, person: Person, port: number) {
	const reader = joinStock({ address: `ws://127.0.0.1:${port}/sync` }, person, DESK);
	await until(() => reader.provider.synced);
	expect([...reader.room.base.keys()].sort()).toEqual(writers.flatMap(({ leads }) => leads).sort());
	reader.leave();
}

describe('Hilo with its own PostgreSQL', () => {
	let hilo: Folder;
	let people: Person[];
	const onDatabase = <T>(use: (base: Pick<TestDb, 'db' | 'pool'>) => Promise<T>) => onDatabaseOf(hilo, use);
	beforeAll(async () => {
		hilo = await aFolder();
		await hilo.open(COMPANY);
		people = await onDatabase(async (base) => {
			await makeBranches(base);
			return twoSellers(base);
		});
	});
	afterAll(() => hilo.away());

	async function killAnyProcess({ db }: { db: Db }) {
		const { rows } = await sql<{ pid: number }>`
			select pid from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid() order by random()
		`.execute(db);
		process.kill(rows[0]!.pid, 'SIGKILL');
	}
	const KINDS: Record<string, { kill(): unknown; revive?(): unknown }> = {
		'the app': { kill: () => kill9(hilo.last()), revive: () => hilo.open(COMPANY) },
		PostgreSQL: { kill: () => process.kill(hilo.postmaster()!, 'SIGKILL') },
		'one process of PostgreSQL': { kill: () => onDatabase(killAnyProcess) }
	};

	test(
		`${EACH} × each of ${Object.keys(KINDS).join(', ')} is killed while people write: nothing that was acknowledged is lost, nothing is there twice`,
		async () => {
			const work = new Work(people, () => [hilo.port]);
			await work.served();
			for (const [name, { kill, revive }] of Object.entries(KINDS)) {
				const times: number[] = [];
				for (let n = 0; n < EACH; n++) {
					await pause(Math.random() * 300);
					await kill();
					const whole = () => onDatabase(({ db }) => expectNothingLost(db, work));
					const [time] = await Promise.all([work.served(), revive?.()]).finally(whole);
					times.push(time);
				}
				tell(name, times);
			}
			await work.end();
			await onDatabase(({ db }) => expectAllOnce(db, work));
			await expectEverybodyReads(work, people[0]!, hilo.port);
		},
		PATIENCE_MS
	);
});

describe('several processes that serve rooms', () => {
	let base: TestDb;
	let nodes: Nodes;
	let people: Person[];
	beforeAll(async () => {
		base = await testDb();
		await makeBranches(base);
		people = await twoSellers(base);
		nodes = new Nodes(base);
		await nodes.begin(people[0]!);
	});
	afterAll(async () => {
		await nodes.end();
		await base.drop();
	});

	test(
		`${EACH} × one of three is killed while people write: nothing that was acknowledged is lost, nothing is there twice`,
		async () => {
			const work = new Work(people, () => nodes.ports);
			await work.served();
			const times: number[] = [];
			for (let n = 0; n < EACH; n++) {
				const { owner, others } = await nodes.ownerAndOthers();
				await nodes.kill(n % 2 ? others[n % others.length]! : owner);
				times.push(await work.served().finally(() => expectNothingLost(base.db, work)));
				await nodes.start();
			}
			tell('one node of three', times);
			await work.end();
			await expectAllOnce(base.db, work);
			await expectEverybodyReads(work, people[0]!, nodes.ports[0]!);
		},
		PATIENCE_MS
	);
});
