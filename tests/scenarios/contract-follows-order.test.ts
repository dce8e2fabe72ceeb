import { afterAll, beforeAll, expect, test } from 'vitest';
import { NOW } from '../cast.ts';
import { anOffice, type Office } from '../support/office.ts';
import { anOrder, edited } from '../support/records.ts';

const at = (text: string) => new Date(`${text}:00-03:00`);

let office: Office;
beforeAll(async () => {
	office = await anOffice(new Date(NOW));
});
afterAll(() => office.base.drop());

const cancel = async (order: string, cancelled: { reason: string; at: number } | null) => {
	await edited(office.db, order, 'cancelled', cancelled);
	await office.changed('order', order);
};
const callOff = (order: string) => cancel(order, { reason: 'Se mudó', at: office.now.getTime() });
const contractOf = (order: string) =>
	office.db.selectFrom('contracts').selectAll().where('order', '=', order).executeTakeFirstOrThrow();
const addressOf = async (contract: string) =>
	(await office.db.selectFrom('ip_addresses').select('ip').where('contract', '=', contract).executeTakeFirst())?.ip ?? null;
const factsOf = async (order: string) =>
	(await office.db.selectFrom('room_writes').select('value').where('key', '=', `${order}/contract`).orderBy('id').execute()).map(
		({ value }) => value
	);
async function sold() {
	office.now = new Date(NOW);
	const { order } = await anOrder(office.db, office.now);
	const { id } = await office.contract(order);
	return { order, contract: id, ip: await addressOf(id) };
}

test('an installation called off takes its contract along and gives the address back, once', async () => {
	const { order, contract, ip } = await sold();
	await callOff(order);
	await office.changed('order', order);
	expect(await contractOf(order)).toMatchObject({ commercial: 'cancelled', network: 'removed', billing: 'not-started' });
	expect(await addressOf(contract)).toBeNull();
	expect(await factsOf(order)).toMatchObject([{ network: 'enabled' }, { network: 'removed', commercial: 'cancelled' }]);
	expect((await sold()).ip).toBe(ip);
});

test('a cancellation undone brings the contract back with its address, or with the next one that is free', async () => {
	const [first, second] = [await sold(), await sold()];
	await callOff(first.order);
	await cancel(first.order, null);
	expect(await contractOf(first.order)).toMatchObject({ commercial: 'signed', network: 'enabled' });
	expect(await addressOf(first.contract)).toBe(first.ip);
	await callOff(second.order);
	const third = await sold();
	expect(third.ip).toBe(second.ip);
	await cancel(second.order, null);
	const back = await addressOf(second.contract);
	expect([null, first.ip, third.ip]).not.toContain(back);
	expect((await contractOf(second.order)).tech.ip).toBe(back);
});

test('work that was done outranks a cancellation made meanwhile: the contract is there and billed', async () => {
	const { order, contract, ip } = await sold();
	await callOff(order);
	await office.install(order, at('2026-03-10T11:00'));
	expect(await contractOf(order)).toMatchObject({ commercial: 'active', network: 'enabled', billing: 'running' });
	expect(await addressOf(contract)).toBe(ip);
	expect(await office.invoices(contract)).toHaveLength(1);
});

test('an installation that was done stays as it is, whatever is written on its order', async () => {
	const { order, contract } = await office.customer(at('2026-03-11T11:00'));
	await callOff(order);
	expect(await contractOf(order)).toMatchObject({ commercial: 'active', network: 'enabled', billing: 'running' });
	expect(await addressOf(contract)).not.toBeNull();
});
