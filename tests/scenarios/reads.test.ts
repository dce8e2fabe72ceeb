import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Month } from '#lib/domain/shared/day.ts';
import type { Actor } from '#lib/domain/permissions.ts';
import { runCycle } from '#lib/server/billing/run-cycle.ts';
import { answerRead } from '#lib/server/reads/answer-read.ts';
import type { AnswerTo, QueryName } from '#lib/server/reads/queries.ts';
import { ANA, ELENA, JULIA, NOW, PAULA, SOFIA } from '../cast.ts';
import { anOffice, type Office } from '../support/office.ts';
import { actorOf, anOrder } from '../support/records.ts';

const at = (text: string) => new Date(`${text}:00-03:00`);
let office: Office;
let carmen: Awaited<ReturnType<Office['customer']>>;

const ask = <N extends QueryName>(name: N, params: Record<string, string> = {}, actor: Actor = actorOf(JULIA)) =>
	answerRead(office.around, actor, name, params) as Promise<AnswerTo<N>>;
const refused = (name: QueryName, params: Record<string, string>, actor?: Actor) =>
	ask(name, params, actor).then(
		() => null,
		(error: { code: string }) => error.code
	);

beforeAll(async () => {
	office = await anOffice(new Date(NOW));
	carmen = await office.customer(at('2026-03-17T15:00'), { service: { discounts: ['bienvenida'] } });
	await office.customer(at('2026-03-18T15:00'), {
		lead: { name: 'Óscar Peña 100 % & hijos', email: '', vatCondition: 'registered' }
	});
	office.now = at('2026-04-02T10:00');
});
afterAll(() => office.base.drop());

test('contracts are found by words of the customer, the place, the address and the number', async () => {
	expect(await ask('contracts')).toMatchObject({ total: 2, page: 0, rows: [{ number: 'C-1001' }, { number: 'C-1000' }] });
	for (const search of ['ruiz carmen', 'c-1000', '100.64.0.1 carmen', 'güemes carmen.ruiz'])
		expect(
			(await ask('contracts', { search })).rows.map(({ name }) => name),
			search
		).toEqual(['Carmen Ruiz']);
	expect((await ask('contracts', { search: '100 %' })).rows.map(({ name }) => name)).toEqual(['Óscar Peña 100 % & hijos']);
	expect((await ask('contracts', { search: '_armen' })).total).toBe(0);
	expect((await ask('contracts', { state: 'signed' })).total).toBe(0);
	expect((await ask('contracts', { state: 'active' })).total).toBe(2);
});

test('the secret of a connection is for those who connect', async () => {
	const forNetwork = await ask('contract', { id: 'C-1000' }, actorOf(ANA));
	expect(forNetwork).toMatchObject({
		number: 'C-1000',
		order: carmen.order,
		tech: { serverName: 'Servidor Norte', user: 'carmen.ruiz.1000' }
	});
	expect(forNetwork.tech.secret).toMatch(/^\w{14}$/);
	expect((await ask('contract', { id: carmen.contract }, actorOf(SOFIA))).tech.secret).toBeNull();
});

test('who may not ask learns nothing', async () => {
	const elsewhere: Actor = { user: ELENA.id, roles: ['billing'], branch: 'norte' };
	const [first] = await office.invoices(carmen.contract);
	expect((await ask('contracts', {}, elsewhere)).total).toBe(0);
	expect(await refused('contract', { id: carmen.contract }, elsewhere)).toBe('contract.unknown');
	expect(await refused('account', { contract: carmen.contract }, elsewhere)).toBe('contract.unknown');
	expect(await refused('invoice', { id: first!.id }, elsewhere)).toBe('invoice.unknown');
	expect((await ask('invoices', {}, elsewhere)).total).toBe(0);
	expect((await ask('cycle', { month: '2026-04' }, elsewhere)).contracts).toBe(0);
	expect(await refused('history', { record: carmen.order }, elsewhere)).toBe('record.unknown');
	expect(await refused('invoices', {}, actorOf(SOFIA))).toBe('right.missing');
	expect(await refused('users', {}, actorOf(ANA))).toBe('right.missing');
	expect(await refused('contracts', {}, actorOf(PAULA))).toBe('right.missing');
	expect(await refused('contracts', {}, { user: 'x', roles: [], branch: 'central', customer: 'x' })).toBe('right.missing');
	expect(await refused('cycle', { month: '2026-13' })).toBe('value.wrong');
	expect(await refused('contract', { id: "'; drop table contracts" })).toBe('value.wrong');
});

test('the cycle before and after it runs', async () => {
	const before = await ask('cycle', { month: '2026-04' });
	expect(before).toMatchObject({ toIssue: { count: 2, amount: 30_000_00 }, issued: { count: 0 }, total: 30_000_00, begun: true });
	expect(before.exceptions.map(({ kind, name }) => [kind, name])).toEqual([
		['tax-id', 'Óscar Peña 100 % & hijos'],
		['no-email', 'Óscar Peña 100 % & hijos']
	]);
	await runCycle(office.db, '2026-04' as Month, office.now);
	const after = await ask('cycle', { month: '2026-04' });
	expect(after).toMatchObject({ toIssue: { count: 0, amount: 0 }, issued: { count: 2, amount: 30_000_00 }, total: before.total });
	expect(after.states).toContainEqual({ state: 'open', count: 2, amount: 30_000_00 });
	const later = await ask('cycle', { month: '2026-07' });
	expect(later).toMatchObject({ toIssue: { count: 0 }, begun: false });
});

test('an account: what is owed, what paid it, and the state of each invoice', async () => {
	const pay = { contract: carmen.contract, amount: 30_000_00, method: 'efectivo', on: '2026-04-02', note: 'En caja' };
	await office.result('payment.record', pay, actorOf(ELENA));
	const account = await ask('account', { contract: carmen.contract });
	const [april, march] = account.invoices;
	expect(account).toMatchObject({
		number: 'C-1000',
		credit: 0,
		payments: [{ number: 'R-000001', methodName: 'Efectivo en la oficina', recordedBy: 'Elena Córdoba' }]
	});
	expect([march, april].map((one) => [one!.state, one!.paid])).toEqual([
		['paid', 29_838_71],
		['part-paid', 161_29]
	]);
	expect(account.balance).toBe(april!.total + march!.total - 30_000_00);
	office.now = at('2026-05-20T10:00');
	expect((await ask('invoices', { state: 'overdue', search: 'carmen' })).rows.map(({ id }) => id)).toEqual([april!.id]);
	expect((await ask('invoices', { month: '2026-03', search: march!.number })).rows.map(({ state }) => state)).toEqual(['paid']);
	expect((await ask('payments', { month: '2026-04' })).rows).toMatchObject([{ amount: 30_000_00, name: 'Carmen Ruiz' }]);
	const one = await ask('invoice', { id: march!.id });
	expect(one).toMatchObject({
		lines: [{ kind: 'plan' }, { kind: 'discount' }, { kind: 'oneoff' }],
		payments: [{ amount: 29_838_71 }],
		recipient: { name: 'Carmen Ruiz' }
	});
	expect(one.lines.reduce((sum, { amount }) => sum + amount, 0)).toBe(one.total);
});

test('what was sent, and what a sign-in link says outside a demo', async () => {
	await office.result('portal.grant', { contract: carmen.contract, by: 'mail' });
	const demo = await ask('sendings', { search: 'carmen' });
	expect(demo.rows.map(({ event }) => event)).toContain('invoice-issued');
	expect(demo.rows[0]).toMatchObject({ event: 'portal-access', state: 'kept', text: expect.stringContaining('/portal/entrar/') });
	const real = (await answerRead(
		{ ...office.around, settings: { ...office.settings, demo: false } },
		actorOf(JULIA),
		'sendings',
		{}
	)) as AnswerTo<'sendings'>;
	expect(real.rows.find(({ event }) => event === 'portal-access')).toMatchObject({ text: null });
	expect((await ask('sendings', { state: 'failed' })).rows).toContainEqual(
		expect.objectContaining({ recipient: '', error: 'no-address' })
	);
});

test('what is missing before the first sale, and the next free address', async () => {
	expect(await ask('checklist')).toMatchObject({ ready: true });
	await office.db.deleteFrom('catalog_items').where('kind', '=', 'payment').execute();
	expect((await ask('checklist')).items.filter(({ done }) => !done)).toEqual([{ key: 'payment', done: false }]);
	expect(await ask('free-ip', { pool: 'pool-norte' })).toEqual({ ip: '100.64.0.3' });
	expect(await ask('pools')).toContainEqual({
		id: 'pool-norte',
		name: 'Clientes Norte',
		server: 'srv-norte',
		cidr: '100.64.0.0/22',
		used: 2,
		size: 1022
	});
	expect((await ask('users')).map(({ name }) => name)).toContain('Paula Acosta');
	const { order } = await anOrder(office.db, office.now);
	expect(await ask('history', { record: order })).toEqual([]);
});

test('contracts and invoices are sorted over all of them, whichever way, without case and accents', async () => {
	await office.customer(at('2026-05-19T15:00'), { lead: { name: 'ámbar Alba', email: '' } });
	const first = async (query: 'contracts' | 'invoices', sort: string) =>
		(await ask(query, { sort })).rows.map(({ name }) => name.split(' ')[0]);
	expect(await first('contracts', 'customer')).toEqual(['ámbar', 'Carmen', 'Óscar']);
	expect(await first('contracts', '-customer')).toEqual(['Óscar', 'Carmen', 'ámbar']);
	expect(await first('contracts', 'number')).toEqual(['Carmen', 'Óscar', 'ámbar']);
	expect(await first('invoices', 'customer')).toEqual(['ámbar', 'Carmen', 'Carmen', 'Óscar', 'Óscar']);
	expect((await first('invoices', '-contract'))[0]).toBe('ámbar');
	const owed = (await ask('contracts', { sort: '-balance' })).rows.map(({ balance }) => balance);
	expect(owed).toEqual([...owed].sort((a, b) => b - a));
	const states = (await ask('invoices', { sort: 'state' })).rows.map(({ state }) => state);
	expect([states[0], states.at(-1)]).toEqual(['overdue', 'paid']);
	for (const sort of ['plan', 'commercial', 'network', 'billing', 'locality'])
		expect((await ask('contracts', { sort: `-${sort}` })).total, sort).toBe(3);
	for (const sort of ['number', 'period', 'issued', 'due', 'total'])
		expect((await ask('invoices', { sort: `-${sort}` })).total, sort).toBe(5);
});
