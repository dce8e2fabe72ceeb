import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from 'kysely';
import { makeLog } from '#lib/server/log.ts';
import { seedDemo } from '../../scripts/demo.ts';
import { NOW, PASSWORD } from '../cast.ts';
import { testDb, type TestDb } from '../support/postgres.ts';

async function seeded(): Promise<TestDb> {
	const made = await testDb();
	await seedDemo({ ...made, log: makeLog() }, { profile: 'tiny', now: new Date(NOW), password: PASSWORD });
	return made;
}
let company: TestDb;
beforeAll(async () => (company = await seeded()));
afterAll(() => company.drop());

const count = async (table: string) =>
	(await sql<{ n: number }>`select count(*) as n from ${sql.table(table)}`.execute(company.db)).rows[0]!.n;

test('the demo company has customers at every stage, with contracts, invoices and payments', async () => {
	for (const table of ['records', 'contracts', 'invoices', 'payments', 'slots', 'slot_wishes', 'agenda'])
		expect([table, await count(table)]).not.toEqual([table, 0]);
	const kinds = await company.db.selectFrom('records').select('kind').distinct().orderBy('kind').execute();
	expect(kinds.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['lead', 'order', 'prospect', 'ticket', 'visit']));
});

test('nothing is left to be written, nobody gets a mail for what happened before, and the ledger balances', async () => {
	expect(await count('room_writes')).toBe(0);
	expect(await count('notices')).toBe(0);
	const { rows } = await sql<{ sum: number }>`select sum(amount) as sum from ledger_entries`.execute(company.db);
	expect(Number(rows[0]!.sum)).toBe(0);
});

test('an order, a ticket and a case have the number that people call them by', async () => {
	const rows = await company.db
		.selectFrom('records')
		.select(['kind', 'facts'])
		.where('kind', 'in', ['order', 'ticket', 'case'])
		.execute();
	expect(rows.filter(({ facts }) => !/^(OR|T|S)-\d+$/.test(String(facts['number'])))).toEqual([]);
});

test('who paid how much, and how, is the same on every machine', async () => {
	const payments = ({ db }: TestDb) =>
		sql`select c.number, p.method, p.amount from payments p join contracts c on c.id = p.contract order by c.number`.execute(db);
	const another = await seeded();
	expect((await payments(another)).rows).toEqual((await payments(company)).rows);
	await another.drop();
});
