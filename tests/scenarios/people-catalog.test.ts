import { afterAll, beforeAll, expect, test } from 'vitest';
import { saveCompany, saveItem } from '#lib/server/catalog/save-item.ts';
import { readItem } from '#lib/server/catalog/items.ts';
import type { CatalogKind } from '#lib/domain/catalog.ts';
import type { Payload } from '#lib/domain/commands.ts';
import { demoCatalog } from '../../scripts/demo/company.ts';
import { JULIA, NOW, SOFIA } from '../cast.ts';
import { testDb, type TestDb } from '../support/postgres.ts';
import { aCompany, actorOf } from '../support/records.ts';

const now = new Date(NOW);
let base: TestDb;
beforeAll(async () => {
	base = await testDb();
	await aCompany(base.db, now);
});
afterAll(() => base.drop());

const owner = actorOf(JULIA);
const save = (kind: CatalogKind, item: object, id: string | null = null, actor = owner) =>
	base.db.transaction().execute((tx) => saveItem(tx, actor, { kind, id, item } as Payload<'catalog.save'>, { now }));
const saveFirm = (some: object) =>
	base.db.transaction().execute((tx) => {
		const { kind: _kind, id: _id, ...item } = demoCatalog()[0]!;
		return saveCompany(tx, owner, { item: { ...item, ...some } }, { now });
	});
const PLAN = { name: 'Fibra 1000 Mb', down: 1000, up: 500, price: 45_000_00, vatRate: 2100, technology: 'fibre', sold: true };
const wrong = (field: string) => ({ code: 'value.wrong', detail: { field } });

test('a plan is kept and shown to all staff, and its price can change', async () => {
	const { id } = await save('plan', PLAN);
	await save('plan', { ...PLAN, price: 50_000_00 }, id);
	expect(await readItem(base.db, 'plan', id)).toMatchObject({ price: 50_000_00 });
	const facts = await base.db
		.selectFrom('room_writes')
		.select(['room', 'value'])
		.where('key', '=', `${id}/item`)
		.orderBy('id')
		.execute();
	expect(facts.map(({ room }) => room)).toEqual(['catalog', 'catalog']);
	expect(facts[1]!.value).toEqual({ kind: 'plan', id, ...PLAN, price: 50_000_00 });
});

test('a wrong value is named by its field', async () => {
	await expect(save('plan', { ...PLAN, price: 10.5 })).rejects.toMatchObject(wrong('price'));
	await expect(save('plan', { ...PLAN, name: '' })).rejects.toMatchObject(wrong('name'));
	await expect(save('plan', PLAN, 'unknown-plan')).rejects.toMatchObject({ code: 'record.unknown' });
	await expect(save('plan', PLAN, 'instalacion')).rejects.toMatchObject({ code: 'record.unknown' });
	await expect(save('plan', PLAN, null, actorOf(SOFIA))).rejects.toMatchObject({ code: 'right.missing' });
});

test('what an item points to has to exist, and two pools never share an address', async () => {
	const pool = { name: 'Nuevo', server: 'srv-norte', cidr: '100.64.16.0/24' };
	await expect(save('nap', { name: 'X', node: 'nowhere', capacity: 8, used: 0, lat: 0, lng: 0 })).rejects.toMatchObject(
		wrong('node')
	);
	await expect(save('server', { name: 'X', address: '10.0.0.9', nodes: ['nowhere'] })).rejects.toMatchObject(wrong('nodes'));
	await expect(save('pool', { ...pool, server: 'nowhere' })).rejects.toMatchObject(wrong('server'));
	await expect(save('pool', { ...pool, cidr: '100.64.1.0/33' })).rejects.toMatchObject(wrong('cidr'));
	await expect(save('pool', { ...pool, cidr: '100.64.1.0/24' })).rejects.toMatchObject(wrong('cidr'));
	const { id } = await save('pool', pool);
	await expect(save('pool', { ...pool, name: 'Otro nombre' }, id)).resolves.toEqual({ id });
});

test('a new branch has its desks at once', async () => {
	const { id } = await save('branch', { name: 'Sucursal Sur', locality: 'Villa Sur' });
	const rooms = await base.db.selectFrom('rooms').select('name').where('name', 'like', `desk/${id}/%`).orderBy('name').execute();
	expect(rooms.map(({ name }) => name)).toEqual([`desk/${id}/2026-03`, `desk/${id}/2026-04`]);
});

test('the company that signs invoices is judged', async () => {
	await expect(saveFirm({ taxId: '30-71234567-2' })).rejects.toMatchObject(wrong('taxId'));
	await expect(saveFirm({ zone: 'America/Nowhere' })).rejects.toMatchObject(wrong('zone'));
	await expect(saveFirm({ opens: '18:00', closes: '08:00' })).rejects.toMatchObject(wrong('closes'));
	await expect(saveFirm({ tradeName: 'Red Nueva' })).resolves.toEqual({ id: 'company' });
	expect(await readItem(base.db, 'company', 'company')).toMatchObject({ tradeName: 'Red Nueva' });
});
