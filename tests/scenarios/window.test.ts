import type pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newOrder } from '#lib/domain/delivery/order.ts';
import { commitWindow, type Part } from '../../sync-server/journal.ts';
import { AT } from '../support/sync-client.ts';
import { testDb, type TestDb } from '../support/postgres.ts';
import { anId, DESK, makeBranches, NOW } from '../support/sync-server.ts';

let base: TestDb;
let client: pg.PoolClient;
beforeAll(async () => {
	base = await testDb();
	await makeBranches(base);
	client = await base.pool.connect();
});
afterAll(async () => {
	client.release();
	await base.drop();
});

const plan = () => ({ id: anId(), crew: ['paula'], start: AT, minutes: 60 });
const done = { name: 'test', gesture: null, by: 'ana', device: 'one', done: AT };

/** A window in which an order is born, edited, commented, numbered and planned, and one of the server's writes is applied. */
function partWith(seq: number, writes: number[]): Part {
	const [order, fields] = [anId(), newOrder({ kind: 'installation', lead: anId() })];
	const gesture = { ...done, intent: anId() };
	return {
		room: DESK,
		epoch: 1,
		seq,
		updates: [{ ...gesture, update: '' }],
		clients: [{ client: seq + 1, user: 'ana', device: 'one' }],
		births: [{ id: order, kind: 'order', at: AT, by: 'ana', fields }],
		changes: [{ id: order, fields: { note: 'x' }, facts: {} }],
		entries: [{ record: order, list: 'comments', id: anId(), value: { text: 'x' } }],
		history: [{ ...gesture, record: order, field: 'note', old: null, new: 'x' }],
		events: [{ record: order, kind: 'order', fields: ['note'], born: true }],
		numbers: [{ id: order, prefix: 'OR' }],
		wishes: [{ order, plan: plan() }],
		writes
	};
}

test('a window finds all that it touches by its key, however small the tables were when it was planned', async () => {
	const write = { room: DESK, map: 'facts', key: 'x/y', value: '1' } as const;
	const { id } = await base.db.insertInto('room_writes').values(write).returning('id').executeTakeFirstOrThrow();
	await client.query('select pg_stat_force_next_flush()');
	await client.query('begin');
	for (const [seq, writes] of [[id], []].entries())
		expect(await commitWindow(client, [partWith(seq, writes)], NOW)).toEqual([{ room: DESK, seq: seq + 1 }]);
	const { rows } = await client.query('select relname as whole from pg_stat_xact_user_tables where seq_scan > 0');
	await client.query('rollback');
	// What waits is few, and looked through for what is about to be said again.
	expect(rows.filter(({ whole }) => whole !== 'room_writes')).toEqual([]);
});
