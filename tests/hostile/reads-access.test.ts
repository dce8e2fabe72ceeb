import { afterAll, beforeAll, expect, test } from 'vitest';
import { ROLES, type Role } from '#lib/domain/catalog.ts';
import type { Actor } from '#lib/domain/permissions.ts';
import { newId } from '#lib/server/new-id.ts';
import { answerRead } from '#lib/server/reads/answer-read.ts';
import { QUERIES, type AnswerTo, type QueryName } from '#lib/server/reads/queries.ts';
import { askForReset } from '#lib/server/people/reset-user.ts';
import { HUGO, JULIA, NOW } from '../cast.ts';
import { anOffice, type Office } from '../support/office.ts';
import { actorOf } from '../support/records.ts';

const OFFICE = ['owner', 'supervisor', 'seller', 'dispatcher', 'helpdesk', 'billing', 'cashier', 'network'] as const;
const MONEY = ['owner', 'supervisor', 'billing', 'cashier', 'helpdesk'] as const;

/**
 * Who may ask what, written out beside `permissions.ts`, never made from it; with questions that Carmen's own data answers.
 * `company` marks what is the same for all branches and names no customer.
 */
type Row = { may: readonly Role[]; ask: () => Record<string, string>[]; company?: true };
const TABLE: Record<QueryName, Row> = {
	contracts: {
		may: OFFICE,
		ask: (): Record<string, string>[] => [{}, { search: 'carmen' }, { search: 'C-1000' }, { state: 'active' }]
	},
	contract: { may: OFFICE, ask: (): Record<string, string>[] => [{ id: carmen.contract }, { id: 'C-1000' }] },
	invoices: { may: MONEY, ask: (): Record<string, string>[] => [{}, { month: '2026-03' }, { search: 'carmen' }] },
	invoice: { may: MONEY, ask: (): Record<string, string>[] => [{ id: invoice }] },
	cycle: { may: MONEY, ask: (): Record<string, string>[] => [{ month: '2026-03' }, { month: '2026-04' }] },
	payments: { may: MONEY, ask: (): Record<string, string>[] => [{}, { search: 'carmen' }] },
	account: { may: MONEY, ask: (): Record<string, string>[] => [{ contract: carmen.contract }, { contract: 'C-1000' }] },
	sendings: {
		may: ['owner', 'supervisor', 'helpdesk', 'billing'],
		ask: (): Record<string, string>[] => [{}, { search: 'carmen' }, { state: 'kept' }]
	},
	users: { may: ['owner'], ask: (): Record<string, string>[] => [{}], company: true },
	sessions: { may: ['owner'], ask: (): Record<string, string>[] => [{ user: HUGO.id }], company: true },
	quarantine: { may: ['owner', 'supervisor'], ask: (): Record<string, string>[] => [{}] },
	checklist: { may: OFFICE, ask: (): Record<string, string>[] => [{}], company: true },
	'free-ip': {
		may: ['owner', 'dispatcher', 'network'],
		ask: (): Record<string, string>[] => [{ pool: 'pool-norte' }],
		company: true
	},
	pools: { may: OFFICE, ask: (): Record<string, string>[] => [{}], company: true },
	history: { may: OFFICE, ask: (): Record<string, string>[] => [{ record: carmen.lead }, { record: carmen.order }] }
};
const NAMES = Object.keys(QUERIES) as QueryName[];

let office: Office;
let carmen: Awaited<ReturnType<Office['customer']>>;
let invoice: string;
/** Words by which Carmen would be known in any answer. */
let marks: string[];

const somebody = (roles: readonly Role[], branch: string, more: Partial<Actor> = {}): Actor => ({
	...{ user: newId(new Date(NOW)), roles, branch },
	...more
});
const ask = (name: QueryName, params: Record<string, string>, actor: Actor): Promise<{ code: string } | { text: string }> =>
	answerRead(office.around, actor, name, params).then(
		(answer) => ({ text: JSON.stringify(answer) }),
		({ code }: { code: string }) => ({ code })
	);

beforeAll(async () => {
	office = await anOffice(new Date(NOW));
	await office.db.insertInto('branches').values({ id: 'norte', name: 'Norte' }).execute();
	carmen = await office.customer(new Date('2026-03-17T15:00-03:00'));
	const payment = { contract: carmen.contract, amount: 1_000_00, method: 'efectivo', on: '2026-03-17', note: 'de Carmen' };
	await office.result('payment.record', payment, actorOf(JULIA));
	await office.result('portal.grant', { contract: carmen.contract, by: 'mail' }, actorOf(JULIA));
	invoice = (await office.invoices(carmen.contract))[0]!.id;
	marks = ['Carmen', 'carmen.ruiz', 'C-1000', ...Object.values(carmen), invoice];
});
afterAll(() => office.base.drop());

test('every query has its row', () => {
	expect(Object.keys(TABLE).sort()).toEqual([...NAMES].sort());
});

test.each(NAMES)('%s: roles that may not ask, customers and strangers are told nothing', async (name) => {
	const { may, ask: questions } = TABLE[name];
	const no = ROLES.filter((role) => !may.includes(role)).map((role) => somebody([role], 'central'));
	for (const actor of [...no, somebody([], 'central'), somebody([], 'central', { customer: carmen.lead })])
		for (const params of [...questions(), { id: '%', month: 'x' }])
			expect([actor.roles, await ask(name, params, actor)]).toEqual([actor.roles, { code: 'right.missing' }]);
});

test.each(NAMES)('%s: in the branch it is answered, and from another branch nothing of Carmen is seen', async (name) => {
	const { may, ask: questions, company } = TABLE[name];
	for (const role of may)
		for (const params of questions()) {
			const here = await ask(name, params, somebody([role], 'central'));
			expect([role, params, here]).toEqual([role, params, { text: expect.any(String) }]);
			const there = await ask(name, params, somebody([role], 'norte'));
			if ('code' in there) expect(there.code).toMatch(/\.unknown$/);
			else if (company || role !== 'owner')
				expect([role, params, marks.filter((mark) => there.text.includes(mark))]).toEqual([role, params, []]);
			if (role === 'owner') expect(there).toEqual(here);
		}
});

test('Carmen is to be seen where the test looks for her', async () => {
	for (const name of NAMES.filter((name) => !TABLE[name].company && !['history', 'cycle', 'quarantine'].includes(name))) {
		const answers = await Promise.all(TABLE[name].ask().map((params) => ask(name, params, actorOf(JULIA))));
		expect([name, answers.some((answer) => 'text' in answer && marks.some((mark) => answer.text.includes(mark)))]).toEqual([
			name,
			true
		]);
	}
});

test('the cycle counts the invoices of the asker’s branch', async () => {
	const issued = async (actor: Actor) =>
		((await answerRead(office.around, actor, 'cycle', { month: '2026-03' })) as AnswerTo<'cycle'>).issued;
	expect((await issued(somebody(['billing'], 'central'))).count).toBe(1);
	expect(await issued(somebody(['billing'], 'norte'))).toEqual({ count: 0, amount: 0 });
});

test('what a question asks for that is no value is named, and nothing breaks', async () => {
	const julia = actorOf(JULIA);
	const wrong: [QueryName, Record<string, string>][] = [
		['contracts', { search: 'a\u0000b' }],
		['contracts', { page: '-1' }],
		['contracts', { state: 'nothing' }],
		['contracts', { sort: 'tech' }],
		['invoices', { sort: 'number desc; select 1' }],
		['invoices', { search: '\u0000' }],
		['payments', { search: '\u0000', month: '2026-13' }],
		['sendings', { search: '\u0000' }],
		['invoices', { month: '2026-13' }],
		['cycle', { month: '0000-00' }],
		['contract', { id: '------------------------------------' }],
		['contract', { id: 'C-' }],
		['contract', { id: "C-1' or 1=1" }],
		['account', { contract: 'abcdefabcdefabcdefabcdefabcdefabcdef' }],
		['invoice', { id: '../../etc/passwd' }],
		['history', { record: '1' }],
		['free-ip', { pool: '\u0000' }],
		['free-ip', { pool: '' }]
	];
	for (const [name, params] of wrong)
		expect([name, params, await ask(name, params, julia)]).toEqual([name, params, { code: 'value.wrong' }]);
	expect(await ask('contract', { id: 'C-999999999999' }, julia)).toEqual({ code: 'contract.unknown' });
	expect(await ask('cycle', { month: '9999-12' }, julia)).toEqual({ text: expect.any(String) });
	expect(await ask('contracts', { search: '%_\\ \' "; drop table users' }, julia)).toEqual({
		text: expect.stringContaining('"total":0')
	});
});

test('a link that makes somebody the owner is read by owners alone, in a demo too', async () => {
	await askForReset(office.db, JULIA.email, { now: office.now, settings: office.settings });
	const seen = async (actor: Actor) =>
		((await answerRead(office.around, actor, 'sendings', { search: JULIA.email })) as AnswerTo<'sendings'>).rows;
	expect((await seen(actorOf(HUGO))).map(({ event, text }) => [event, text])).toEqual([['reset', null]]);
	expect((await seen(actorOf(JULIA)))[0]?.text).toMatch(/\/clave\//);
});
