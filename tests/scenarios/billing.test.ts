import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Month } from '#lib/domain/shared/day.ts';
import { billSuccess } from '#lib/server/billing/bill-success.ts';
import { runCycle, runDueCycle } from '#lib/server/billing/run-cycle.ts';
import { sql } from 'kysely';
import { ELENA, NOW } from '../cast.ts';
import { anOffice, type Office } from '../support/office.ts';
import { testDb } from '../support/postgres.ts';
import { actorOf, anOrder } from '../support/records.ts';

const at = (text: string) => new Date(`${text}:00-03:00`);
const MARCH = '2026-03' as Month;
const APRIL = '2026-04' as Month;

let office: Office;
beforeAll(async () => {
	office = await anOffice(new Date(NOW));
	// One-off charges off, so that the amounts are the vectors' own.
	await office.db.deleteFrom('catalog_items').where('kind', '=', 'oneoff').execute();
});
beforeEach(() => {
	office.now = new Date(NOW);
});
afterAll(() => office.base.drop());

const numbers = async () =>
	(await office.db.selectFrom('invoices').select('number').orderBy('number').execute()).map(({ number }) => number);
const pay = (contract: string, amount: number, on = '2026-03-02') =>
	office.command('payment.record', { contract, amount, method: 'efectivo', on, note: '' }, actorOf(ELENA));
const paid = async (invoice: string) => {
	const { rows } = await sql<{
		paid: number;
	}>`select coalesce(sum(amount), 0)::bigint as paid from payment_applications where invoice = ${invoice}`.execute(office.db);
	return rows[0]!.paid;
};

test.each([
	['2026-03-17T15:00', '2026-03-02T09:00', 'fibra-300', [], 9_677_42, 7_997_87, 1_679_55],
	['2026-02-17T15:00', '2026-02-02T09:00', 'fibra-300', [], 8_571_43, 7_083_83, 1_487_60],
	['2026-03-01T15:00', '2026-02-20T09:00', 'fibra-300', ['bienvenida'], 10_000_00, 8_264_46, 1_735_54]
])('20.000 a month, installed at %s', async (done, made, plan, discounts, total, net, tax) => {
	office.now = at(made);
	const { order } = await anOrder(office.db, office.now, { service: { plan, discounts } });
	const { id } = await office.contract(order);
	await office.install(order, at(done));
	expect(await office.invoices(id)).toMatchObject([
		{ letter: 'B', total, net, tax, first: true, period_from: done.slice(0, 10) }
	]);
	const lines = await office.db
		.selectFrom('invoice_lines')
		.innerJoin('invoices', 'invoices.id', 'invoice')
		.select('amount')
		.where('contract', '=', id)
		.execute();
	expect(lines.reduce((sum, { amount }) => sum + amount, 0)).toBe(total);
});

test('the installation charge is whole, the rest by day', async () => {
	const data = JSON.stringify({ name: 'Cargo de instalación', price: 25_000_00, vatRate: 2100, on: 'installation', sold: true });
	const times = { created_at: office.now, updated_at: office.now };
	await office.db
		.insertInto('catalog_items')
		.values({ id: 'instalacion', kind: 'oneoff', data, ...times })
		.execute();
	const { contract } = await office.customer(at('2026-03-17T15:00'));
	await office.db.deleteFrom('catalog_items').where('id', '=', 'instalacion').execute();
	expect(await office.invoices(contract)).toMatchObject([{ total: 25_000_00 + 9_677_42 }]);
});

test('the first invoice exists once, however often and wherever the job runs', async () => {
	const { order } = await anOrder(office.db, office.now);
	const { id } = await office.contract(order);
	await office.install(order, at('2026-03-10T11:00'));
	await Promise.all(Array.from({ length: 5 }, () => billSuccess(office.db, order, office.now)));
	expect(await office.invoices(id)).toHaveLength(1);
});

test('five jobs at once on a fresh success make one invoice', async () => {
	const { order } = await anOrder(office.db, office.now);
	await office.install(order, at('2026-03-10T11:00'));
	const { id } = await office.contract(order);
	await Promise.all(Array.from({ length: 5 }, () => billSuccess(office.db, order, office.now)));
	await office.settle();
	expect(await office.invoices(id)).toHaveLength(1);
});

test('a contract made after the success gives the same first invoice, and its order says so', async () => {
	const before = await office.customer(at('2026-03-17T15:00'));
	office.now = new Date(NOW);
	const late = await anOrder(office.db, office.now);
	await office.install(late.order, at('2026-03-17T15:00'));
	office.now = at('2026-03-20T09:00');
	const { id } = await office.contract(late.order);
	await office.settle();
	const [one] = await office.invoices(before.contract);
	const [other] = await office.invoices(id);
	for (const field of ['total', 'net', 'tax', 'letter', 'period_from', 'period_to'] as const)
		expect(other![field]).toEqual(one![field]);
	const facts = await office.db.selectFrom('room_writes').select('value').where('key', '=', `${late.order}/invoice`).execute();
	expect(facts).toEqual([
		{ value: { id: other!.id, number: `B 0003-${String(other!.number).padStart(8, '0')}`, total: 9_677_42 } }
	]);
	const contract = await office.db.selectFrom('contracts').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
	expect(contract).toMatchObject({
		commercial: 'active',
		billing: 'running',
		active_from: '2026-03-17',
		active_from_flagged: false
	});
});

test('a contract made a month late is billed for the month that began meanwhile too', async () => {
	const { order } = await anOrder(office.db, office.now);
	await office.install(order, at('2026-03-17T15:00'));
	office.now = at('2026-04-05T09:00');
	const { id } = await office.contract(order);
	await office.settle();
	expect((await office.invoices(id)).map(({ period, total }) => [period, total])).toEqual([
		['2026-03-01', 9_677_42],
		['2026-04-01', 20_000_00]
	]);
});

test('a phone whose clock is a year behind is billed from the day its report arrived, flagged', async () => {
	const { order } = await anOrder(office.db, office.now);
	const { id } = await office.contract(order);
	await office.install(order, at('2025-03-17T15:00'), at('2026-03-17T18:00'));
	const contract = await office.db.selectFrom('contracts').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
	expect(contract).toMatchObject({ active_from: '2026-03-17', active_from_flagged: true });
});

test('what does not succeed, and what is no installation, is not billed', async () => {
	const { order } = await anOrder(office.db, office.now);
	const { id } = await office.contract(order);
	await billSuccess(office.db, order, office.now);
	expect(await office.invoices(id)).toHaveLength(0);
});

test('the cycle, five at once: nobody missing, nobody twice, no gap in the numbers', async () => {
	const { rows } = await sql<{
		running: number;
	}>`select count(*)::int as running from contracts where billing = 'running'`.execute(office.db);
	office.now = at('2026-04-01T03:00');
	const done = await Promise.all(Array.from({ length: 5 }, () => runCycle(office.db, APRIL, office.now)));
	const april = await office.db.selectFrom('invoices').select(['contract']).where('period', '=', '2026-04-01').execute();
	expect(april).toHaveLength(rows[0]!.running);
	expect(new Set(april.map(({ contract }) => contract)).size).toBe(april.length);
	expect(done.reduce((sum, { issued }) => sum + issued, 0)).toBeGreaterThan(3);
	const all = await numbers();
	expect(all).toEqual(all.map((_, i) => i + 1));
	expect(await runDueCycle(office.db, office.now)).toEqual({ issued: 0 });
});

test('a server that was down on the first bills the month on the day it is back, once', async () => {
	const { contract } = await office.customer(at('2026-03-17T15:00'), { lead: { name: 'Nora Tardía' } });
	office.now = at('2026-04-09T10:00');
	await runDueCycle(office.db, office.now);
	expect(await runDueCycle(office.db, at('2026-04-10T10:00'))).toEqual({ issued: 0 });
	expect((await office.invoices(contract)).map(({ period }) => period)).toEqual(['2026-03-01', '2026-04-01']);
});

test('a company that bills nobody yet is not asked for what its invoices need', async () => {
	const empty = await testDb();
	expect(await runDueCycle(empty.db, office.now)).toEqual({ issued: 0 });
	await empty.drop();
});

test('a promotion ends with its third whole month', async () => {
	const { contract } = await office.customer(at('2026-03-17T15:00'), { service: { discounts: ['bienvenida'] } });
	for (const month of ['2026-04', '2026-05', '2026-06', '2026-07'] as Month[]) {
		office.now = at(`${month}-01T06:00`);
		await runDueCycle(office.db, office.now);
	}
	expect((await office.invoices(contract)).map(({ total }) => total)).toEqual([
		4_838_71, 10_000_00, 10_000_00, 10_000_00, 20_000_00
	]);
});

test('25.000 for two invoices of 20.000: the first is paid, the second in part; what is over pays the next', async () => {
	const { contract } = await office.customer(at('2026-03-01T15:00'), { lead: { name: 'Rosa Vega' } });
	await runCycle(office.db, APRIL, at('2026-04-01T06:00'));
	office.now = at('2026-04-05T10:00');
	expect(await pay(contract, 25_000_00, '2026-04-05')).toMatchObject({ ok: true, result: { credit: 0 } });
	const [march, april] = await office.invoices(contract);
	expect([await paid(march!.id), await paid(april!.id)]).toEqual([20_000_00, 5_000_00]);
	expect(await pay(contract, 18_000_00, '2026-04-05')).toMatchObject({ ok: true, result: { credit: 3_000_00 } });
	await runCycle(office.db, '2026-05' as Month, at('2026-05-01T06:00'));
	const may = (await office.invoices(contract))[2]!;
	expect(await paid(may.id)).toBe(3_000_00);
});

test('a payment that cannot be is refused beside its field', async () => {
	const { contract } = await office.customer(at('2026-03-01T15:00'));
	office.now = at('2026-03-05T10:00');
	expect(await pay(contract, 0)).toMatchObject({ code: 'payment.amount' });
	expect(await pay(contract, 10.5)).toMatchObject({ code: 'payment.amount' });
	expect(await pay(contract, 1_00, '2026-03-09')).toMatchObject({ code: 'value.wrong', detail: { field: 'on' } });
	const elsewhere = { ...actorOf(ELENA), branch: 'norte' };
	const asked = { contract, amount: 1_00, method: 'efectivo', on: '2026-03-05', note: '' };
	expect(await office.command('payment.record', asked, elsewhere)).toMatchObject({ code: 'contract.unknown' });
	expect(await pay('0199aaaa-0000-7000-8000-000000000000', 1_00)).toMatchObject({ code: 'contract.unknown' });
	const cycle = (month: string) => office.command('cycle.run', { month }, actorOf(ELENA));
	expect(await cycle('2026-04')).toMatchObject({ code: 'value.wrong', detail: { field: 'month' } });
	expect(await cycle('2026-13')).toMatchObject({ code: 'value.wrong', detail: { field: 'month' } });
	expect(await cycle(MARCH)).toMatchObject({ ok: true });
});

test('the ledger sums to zero, and what is owed is what the invoices say', async () => {
	const { rows } = await sql<{
		transaction: string;
		sum: number;
	}>`select transaction, sum(amount)::bigint as sum from ledger_entries group by transaction`.execute(office.db);
	expect(rows.length).toBeGreaterThan(10);
	expect(rows.filter(({ sum }) => sum !== 0)).toEqual([]);
	const { rows: owed } = await sql<{ ledger: number; invoices: number }>`
		select (select coalesce(sum(amount), 0)::bigint from ledger_entries where account like 'receivable:%') as ledger,
			(select sum(total)::bigint from invoices) - (select sum(amount)::bigint from payment_applications) as invoices`.execute(
		office.db
	);
	expect(owed[0]!.ledger).toBe(owed[0]!.invoices);
});
