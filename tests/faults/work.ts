import { performance } from 'node:perf_hooks';
import { expect } from 'vitest';
import type { Db } from '#lib/server/db/db.ts';
import { until } from '../support/sync-client.ts';
import type { Person } from '../support/sync-server.ts';
import { SyncWriter } from '../support/sync-writer.ts';

const PATIENCE_MS = 40_000;

/** People who write all the time, whatever happens to the machines. */
export class Work {
	readonly writers: SyncWriter[];
	readonly #done = new AbortController();
	readonly #working: Promise<unknown>;

	/** @param ports where Hilo may be reached at the moment */
	constructor(people: readonly Person[], ports: () => readonly number[]) {
		this.writers = people.map((person, n) => new SyncWriter(person, `device-${n}`));
		this.#working = Promise.all(this.writers.map((writer) => writer.work(ports, this.#done.signal)));
	}

	/** Waits until everybody has the acknowledgement of something written from now on. @returns milliseconds */
	async served(): Promise<number> {
		const from = performance.now();
		const before = this.writers.map(({ leads }) => leads.length);
		const all = () => this.writers.every(({ acknowledged }, n) => acknowledged > before[n]!);
		await until(() => all() || performance.now() - from > PATIENCE_MS);
		if (!all()) throw new Error(`somebody is not served after ${PATIENCE_MS} ms`);
		return performance.now() - from;
	}
	/** Nobody writes anything new; returns when all that was written is acknowledged. */
	async end() {
		this.#done.abort();
		await this.#working;
	}
}

const storedIn = async (db: Db) => new Set((await db.selectFrom('records').select('id').execute()).map(({ id }) => id));

export async function expectNothingLost(db: Db, { writers }: Work) {
	const kept = writers.flatMap((writer) => writer.kept);
	const stored = await storedIn(db);
	expect(kept.filter((id) => !stored.has(id))).toEqual([]);
}

/** After `end`: what was written is there, nothing else is, and each once. */
export async function expectAllOnce(db: Db, { writers }: Work) {
	const written = writers.flatMap(({ leads }) => leads).sort();
	expect([...(await storedIn(db))].sort()).toEqual(written);
	const { journalled, intents } = await db
		.selectFrom('journal')
		.select(({ fn }) => [fn.countAll<number>().as('journalled'), fn.count<number>('intent').distinct().as('intents')])
		.where('intent', 'is not', null)
		.executeTakeFirstOrThrow();
	expect({ journalled, intents }).toEqual({ journalled: written.length, intents: written.length });
}
