import { afterAll, beforeAll, expect, test } from 'vitest';
import { ROLES, type Role } from '#lib/domain/catalog.ts';
import { COMMANDS, type CommandName } from '#lib/domain/commands.ts';
import { newOrder } from '#lib/domain/delivery/order.ts';
import type { Actor } from '#lib/domain/permissions.ts';
import { newLead } from '#lib/domain/sales/lead.ts';
import { newProspect } from '#lib/domain/sales/prospect.ts';
import { execute } from '#lib/server/commands/execute.ts';
import { newId } from '#lib/server/new-id.ts';
import { ANA, NOW, SOFIA } from '../cast.ts';
import { anOffice, type Office } from '../support/office.ts';
import { actorOf, anOrder, born, DESK, GUEMES } from '../support/records.ts';

const OFFICE = ['owner', 'supervisor', 'seller', 'dispatcher', 'helpdesk', 'billing', 'cashier', 'network'] as const;

/** Written out beside `permissions.ts`, never made from it. */
const MAY: Record<CommandName, readonly Role[]> = {
	'contract.create': ['owner', 'dispatcher', 'network'],
	'payment.record': ['owner', 'billing', 'cashier'],
	'cycle.run': ['owner', 'billing'],
	'portal.grant': ['owner', 'supervisor', 'helpdesk', 'billing', 'dispatcher', 'seller'],
	'catalog.save': ['owner', 'network'],
	'company.save': ['owner'],
	'view.share': OFFICE,
	'view.unshare': OFFICE,
	'user.invite': ['owner'],
	'user.save': ['owner'],
	'user.reset': ['owner'],
	'session.revoke': ['owner'],
	'quarantine.settle': ['owner', 'supervisor']
};
const NAMES = Object.keys(COMMANDS) as CommandName[];
const TECH = {
	server: 'srv-norte',
	node: 'nodo-centro',
	mode: 'pppoe',
	equipment: 'Huawei HG8145V5',
	pool: 'pool-norte',
	ip: null,
	mac: ''
};
const RIGHT_MISSING = { ok: false, code: 'right.missing', detail: {} };

let office: Office;
const somebody = (roles: readonly Role[], branch: string, more: Partial<Actor> = {}): Actor => ({
	...{ user: newId(new Date(NOW)), roles, branch },
	...more
});
const inNorth = (role: Role) => somebody([role], 'norte');

beforeAll(async () => {
	office = await anOffice(new Date(NOW));
	await office.db.insertInto('branches').values({ id: 'norte', name: 'Norte' }).execute();
});
afterAll(() => office.base.drop());

test('every command has its row', () => {
	expect(Object.keys(MAY).sort()).toEqual([...NAMES].sort());
});

test.each(NAMES)('%s: who may not is told so before his payload is read; who may gets to it', async (name) => {
	for (const role of ROLES) {
		const answer = await office.command(name, null, inNorth(role));
		if (MAY[name].includes(role))
			expect([role, answer]).toEqual([role, { ok: false, code: 'value.wrong', detail: { field: '' } }]);
		else expect([role, answer]).toEqual([role, RIGHT_MISSING]);
	}
	const customer = somebody([], 'central', { customer: newId(new Date(NOW)) });
	expect(await office.command(name, null, customer)).toEqual(RIGHT_MISSING);
	expect(await office.command(name, null, somebody([], 'central'))).toEqual(RIGHT_MISSING);
});

/** What a "no" may say of another branch's customer: nothing but that there is no such thing. */
const unknown = (code: string) => ({ ok: false, code, detail: {} });

test.each<Role>(['dispatcher', 'network'])('a %s of another branch makes no contract of this one’s order', async (role) => {
	const { order } = await anOrder(office.db, office.now);
	expect(await office.command('contract.create', { order, tech: TECH }, inNorth(role))).toEqual(unknown('order.unknown'));
	expect(await office.db.selectFrom('contracts').select('id').where('order', '=', order).execute()).toEqual([]);
	await office.contract(order);
	// That it has one already is no news for a stranger either.
	expect(await office.command('contract.create', { order, tech: TECH }, inNorth(role))).toEqual(unknown('order.unknown'));
});

test('an order that points at another branch’s prospect or lead makes no contract of theirs', async () => {
	const north = 'desk/norte/2026-03';
	const { db, now } = office;
	const [service, location] = [{ plan: 'fibra-300', items: [], discounts: [], offeredAt: 0 }, GUEMES];
	const lead = (room: string) => born(db, 'lead', newLead({ name: 'Rosa Vega' }), now, SOFIA.id, room);
	const prospect = (lead: string, room: string) =>
		born(db, 'prospect', newProspect({ lead, service, location }), now, SOFIA.id, room);
	const order = async (lead: string, prospect: string) =>
		born(db, 'order', newOrder({ kind: 'installation', lead, prospect, location }), now);
	const [here, there] = [await lead(DESK), await lead(north)];
	const create = async (order: string) => office.command('contract.create', { order, tech: TECH });
	expect(await create(await order(here, await prospect(here, north)))).toEqual(unknown('service.missing'));
	expect(await create(await order(there, await prospect(there, DESK)))).toEqual(unknown('record.unknown'));
	expect(await create(await order(here, await prospect(here, DESK)))).toMatchObject({ ok: true });
});

test('whoever bills bills his own branch, without a gap in the numbers; an owner bills all', async () => {
	const at = (text: string) => new Date(text);
	const mine = await office.customer(at('2026-03-05T15:00-03:00'));
	const other = await office.customer(at('2026-03-06T15:00-03:00'));
	await office.db.updateTable('contracts').set({ branch: 'norte' }).where('id', '=', other.contract).execute();
	office.now = at('2026-04-01T10:00-03:00');
	const april = async (contract: string) =>
		(await office.invoices(contract)).filter(({ period }) => period === '2026-04-01').length;
	expect(await office.command('cycle.run', { month: '2026-04' }, inNorth('billing'))).toEqual({
		ok: true,
		result: { issued: 1 }
	});
	expect([await april(mine.contract), await april(other.contract)]).toEqual([0, 1]);
	expect(await office.command('cycle.run', { month: '2026-04' }, inNorth('owner'))).toMatchObject({ ok: true });
	expect([await april(mine.contract), await april(other.contract)]).toEqual([1, 1]);
	const numbers = await office.db
		.selectFrom('invoices')
		.select(['letter', 'number'])
		.orderBy('letter')
		.orderBy('number')
		.execute();
	for (const letter of new Set(numbers.map((row) => row.letter))) {
		const ofLetter = numbers.filter((row) => row.letter === letter).map(({ number }) => number);
		expect(ofLetter).toEqual(ofLetter.map((_, i) => i + 1));
	}
});

test.each<Role>(['billing', 'cashier'])('a %s of another branch records no payment here', async (role) => {
	const { contract } = await office.customer(new Date('2026-03-17T15:00-03:00'));
	const payment = { contract, amount: 1_000_00, method: 'efectivo', on: '2026-03-02', note: '' };
	expect(await office.command('payment.record', payment, inNorth(role))).toEqual(unknown('contract.unknown'));
	expect(await office.db.selectFrom('payments').select('id').where('contract', '=', contract).execute()).toEqual([]);
	expect(await office.command('payment.record', payment, somebody([role], 'central'))).toMatchObject({ ok: true });
});

test('nobody of another branch opens a customer’s portal, nor closes the way he has', async () => {
	const { contract } = await office.customer(new Date('2026-03-18T15:00-03:00'));
	await office.result('portal.grant', { contract, by: 'link' }, actorOf(SOFIA));
	const links = () => office.db.selectFrom('links').selectAll().where('purpose', '=', 'portal').execute();
	const before = await links();
	const notices = await office.db.selectFrom('notices').select('id').execute();
	for (const role of MAY['portal.grant'].filter((role) => role !== 'owner'))
		for (const by of ['mail', 'link'])
			expect(await office.command('portal.grant', { contract, by }, inNorth(role))).toEqual(unknown('contract.unknown'));
	expect(await links()).toEqual(before);
	expect(await office.db.selectFrom('notices').select('id').execute()).toEqual(notices);
});

test('an owner acts in every branch', async () => {
	const { order } = await anOrder(office.db, office.now);
	const made = await office.command('contract.create', { order, tech: TECH }, inNorth('owner'));
	expect(made).toMatchObject({ ok: true });
	const row = await office.db.selectFrom('contracts').select('branch').where('order', '=', order).executeTakeFirstOrThrow();
	expect(row.branch).toBe('central');
});

test('a colleague’s answer is not to be had by sending his command again', async () => {
	const { order } = await anOrder(office.db, office.now);
	const envelope = { id: newId(office.now), name: 'contract.create', payload: { order, tech: TECH }, rests: [] };
	expect(await execute(office.around, actorOf(ANA), envelope)).toMatchObject({ ok: true });
	for (const thief of [inNorth('dispatcher'), inNorth('seller'), somebody(['dispatcher'], 'central')])
		expect(await execute(office.around, thief, envelope)).toEqual({ ok: false, code: 'command.reused', detail: {} });
});

test('rights are those of the moment: a refusal for a missing right stays one for that command', async () => {
	const { order } = await anOrder(office.db, office.now);
	const envelope = { id: newId(office.now), name: 'contract.create', payload: { order, tech: TECH }, rests: [] };
	expect(await execute(office.around, actorOf(SOFIA), envelope)).toEqual(RIGHT_MISSING);
	expect(await execute(office.around, { ...actorOf(SOFIA), roles: ['dispatcher'] }, envelope)).toEqual(RIGHT_MISSING);
});

test('a payload without bottom is refused before anybody walks through it', async () => {
	let payload: unknown = [];
	for (let level = 0; level < 100_000; level++) payload = [payload];
	expect(await office.command('catalog.save', payload, inNorth('owner'))).toEqual({
		ok: false,
		code: 'value.wrong',
		detail: { field: '' }
	});
});

test('a view for all is taken back by whoever shares it or by an owner, and by nobody else', async () => {
	const [author, colleague, owner] = [inNorth('seller'), inNorth('supervisor'), inNorth('owner')];
	const view = { list: 'leads', name: 'Para recuperar', query: 'estado=perdidos' };
	const share = () => office.result<{ id: string }>('view.share', view, author);
	const { id } = await share();
	expect(await share()).toEqual({ id });
	expect(await office.command('view.share', view, colleague)).toMatchObject({ ok: false, code: 'view.name-taken' });
	expect(await office.command('view.unshare', { view: id }, colleague)).toEqual(RIGHT_MISSING);
	// Nothing but a view is taken away by this door, and none is made under another name by the other one.
	expect(await office.command('view.unshare', { view: 'fibra-300' }, owner)).toEqual(unknown('record.unknown'));
	const forged = { kind: 'view', id, item: { ...view, by: owner.user } };
	expect(await office.command('catalog.save', forged, owner)).toMatchObject({ ok: false, code: 'value.wrong' });
	expect(await office.command('view.unshare', { view: id }, author)).toMatchObject({ ok: true });
	const again = await share();
	expect(await office.command('view.unshare', { view: again.id }, owner)).toMatchObject({ ok: true });
	expect(await office.command('view.unshare', { view: again.id }, owner)).toEqual(unknown('record.unknown'));
});
