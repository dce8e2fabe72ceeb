import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { AgendaVisit } from '#lib/domain/delivery/agenda-visit.ts';
import { copyAgenda, ordersOfAgendas } from '#lib/server/delivery/copy-agenda.ts';
import { MARTIN, NOW, PAULA } from '../cast.ts';
import { anOffice, type Office } from '../support/office.ts';
import { anOrder, edited, planned, reported } from '../support/records.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

let office: Office;
let hour = 0;
beforeAll(async () => {
	office = await anOffice(new Date(NOW));
});
beforeEach(() => {
	office.now = new Date(NOW);
});
afterAll(() => office.base.drop());

/** An hour that no other test of this file has taken. */
const free = (days = 1) => new Date(Date.parse(NOW) + days * DAY + ++hour * 3 * HOUR);
const agendaOf = async (technician: string, order: string) => {
	const row = await office.db
		.selectFrom('agenda')
		.select('value')
		.where('technician', '=', technician)
		.where('order', '=', order)
		.executeTakeFirst();
	return (row?.value as AgendaVisit | undefined) ?? null;
};
const written = (room: string, key: string) =>
	office.db.selectFrom('room_writes').select('value').where('room', '=', room).where('key', '=', key).orderBy('id').execute();
const factOf = async (order: string, field: string) =>
	(await written('desk/central/2026-03', `${order}/${field}`)).at(-1)?.value ?? null;
const mails = (order: string) =>
	office.db
		.selectFrom('notices')
		.select(['event', 'recipient', 'state'])
		.where('key', 'like', `visit ${order} %`)
		.orderBy('created_at')
		.orderBy('id')
		.execute();
const outcome = (at: Date, result: 'success' | 'failed' = 'success') => ({
	result,
	reason: result === 'failed' ? ('customer-absent' as const) : null,
	feasible: null,
	at: at.getTime()
});

test('what was planned and granted stands in the technician’s agenda, secret included', async () => {
	const { order } = await anOrder(office.db, office.now);
	const { number } = await office.contract(order);
	await planned(office.db, order, PAULA.id, free());
	await office.changed('order', order);
	const visit = await agendaOf(PAULA.id, order);
	expect(visit).toMatchObject({
		...{ order, kind: 'installation', status: 'scheduled', customer: 'Carmen Ruiz', email: 'carmen.ruiz@example.com' },
		...{ service: { plan: 'Fibra 300 Mb' }, location: { address: 'Güemes 742' } },
		contract: { number, tech: { server: 'Servidor Norte', serverAddress: '10.0.0.1', mode: 'pppoe', ip: '100.64.0.1' } }
	});
	expect(visit!.contract!.tech.secret).toMatch(/^\w{14}$/);
	expect((await written(`agenda/${PAULA.id}`, `${order}/visit`)).map(({ value }) => value)).toEqual([visit]);
});

test('a second look at the same things writes nothing', async () => {
	const { order } = await anOrder(office.db, office.now);
	await planned(office.db, order, PAULA.id, free());
	for (let i = 0; i < 3; i++) await office.changed('order', order);
	expect(await written(`agenda/${PAULA.id}`, `${order}/visit`)).toHaveLength(1);
	expect(await mails(order)).toHaveLength(1);
});

test('moved to another technician, it leaves the one and enters the other; the customer hears of the new hour alone', async () => {
	const { order } = await anOrder(office.db, office.now);
	const first = free();
	await planned(office.db, order, PAULA.id, first);
	await office.changed('order', order);
	await planned(office.db, order, MARTIN.id, first);
	await office.changed('order', order);
	expect(await agendaOf(PAULA.id, order)).toBeNull();
	expect(await agendaOf(MARTIN.id, order)).not.toBeNull();
	expect((await written(`agenda/${PAULA.id}`, `${order}/visit`)).at(-1)).toEqual({ value: null });
	expect(await mails(order)).toMatchObject([{ event: 'visit-booked' }]);
	office.now = new Date(Date.parse(NOW) + HOUR);
	await planned(office.db, order, MARTIN.id, free());
	await office.changed('order', order);
	expect(await mails(order)).toMatchObject([
		{ event: 'visit-booked' },
		{ event: 'visit-moved', recipient: 'carmen.ruiz@example.com', state: 'kept' }
	]);
});

test('a plan that was not granted, and one too far away, stand in no agenda', async () => {
	const { order } = await anOrder(office.db, office.now);
	await planned(office.db, order, PAULA.id, free());
	await office.db.deleteFrom('slots').where('order', '=', order).execute();
	await office.changed('order', order);
	expect(await agendaOf(PAULA.id, order)).toBeNull();
	expect(await mails(order)).toEqual([]);
	await planned(office.db, order, PAULA.id, free(20));
	await office.changed('order', order);
	expect(await agendaOf(PAULA.id, order)).toBeNull();
	office.now = new Date(Date.parse(NOW) + 10 * DAY);
	for (const id of await ordersOfAgendas(office.db, office.now)) await copyAgenda(office.db, id, office.now);
	expect(await agendaOf(PAULA.id, order)).not.toBeNull();
	office.now = new Date(Date.parse(NOW) + 60 * DAY);
	for (const id of await ordersOfAgendas(office.db, office.now)) await copyAgenda(office.db, id, office.now);
	expect(await agendaOf(PAULA.id, order)).toBeNull();
});

test('called off, it leaves the agenda; a changed telephone and a new contract arrive there', async () => {
	const { order, lead } = await anOrder(office.db, office.now);
	await planned(office.db, order, PAULA.id, free());
	await office.changed('order', order);
	await edited(office.db, lead, 'phone', '351 555-0199');
	await office.changed('lead', lead);
	expect(await agendaOf(PAULA.id, order)).toMatchObject({ phone: '351 555-0199', contract: null });
	await office.contract(order);
	await office.settle();
	expect((await agendaOf(PAULA.id, order))!.contract).not.toBeNull();
	await edited(office.db, order, 'cancelled', { reason: 'Se mudó', at: office.now.getTime() });
	await office.changed('order', order);
	expect(await agendaOf(PAULA.id, order)).toBeNull();
});

test('a report becomes the order’s visits, once; a failed one leaves it to be planned again', async () => {
	const { order } = await anOrder(office.db, office.now);
	const start = free();
	const plan = await planned(office.db, order, PAULA.id, start);
	await office.changed('order', order);
	const visit = await reported(office.db, {
		order,
		technician: PAULA.id,
		plan: plan.id,
		outcome: outcome(start, 'failed'),
		received: start
	});
	const entry = { record: visit, list: 'equipment', id: visit, room: 'x', seq: 1 };
	const room = await office.db.selectFrom('records').select('room').where('id', '=', visit).executeTakeFirstOrThrow();
	const value = JSON.stringify({ kind: 'onu', serial: 'HWTC1E0D44A7', mac: '', at: start.getTime() });
	await office.db
		.insertInto('record_entries')
		.values({ ...entry, ...room, value })
		.execute();
	for (let i = 0; i < 3; i++) await office.changed('visit', visit);
	expect(await factOf(order, 'visits')).toMatchObject([
		{ id: visit, technician: PAULA.id, outcome: { reason: 'customer-absent' }, equipment: [{ serial: 'HWTC1E0D44A7' }] }
	]);
	expect(await written('desk/central/2026-03', `${order}/visits`)).toHaveLength(1);
	expect(await agendaOf(PAULA.id, order)).toMatchObject({ status: 'to-replan' });
});

test('who never had the order reports it: kept for dispatch, no visit, no invoice', async () => {
	const { order } = await anOrder(office.db, office.now);
	const { id } = await office.contract(order);
	const visit = await reported(office.db, {
		order,
		technician: MARTIN.id,
		plan: null,
		outcome: outcome(office.now),
		received: office.now
	});
	await office.changed('visit', visit);
	expect(await factOf(order, 'visits')).toBeNull();
	expect(await factOf(order, 'unaccepted')).toMatchObject([{ visit, technician: MARTIN.id, result: 'success' }]);
	expect(await office.invoices(id)).toEqual([]);
	await planned(office.db, order, MARTIN.id, free());
	await office.changed('order', order);
	expect(await factOf(order, 'unaccepted')).toBeNull();
	expect(await office.invoices(id)).toHaveLength(1);
});

test('an event whose work fails comes again later and holds nothing else up', async () => {
	const { order: broken } = await anOrder(office.db, office.now);
	const { order } = await anOrder(office.db, office.now);
	await edited(office.db, broken, 'plan', { id: 'no-uuid', crew: [PAULA.id], start: office.now.getTime(), minutes: 60 });
	await planned(office.db, order, PAULA.id, free());
	await office.changed('order', broken);
	await office.changed('order', order);
	expect(await agendaOf(PAULA.id, order)).not.toBeNull();
	const waiting = office.db.selectFrom('events').select(['attempts', 'error']).where('handled_at', 'is', null);
	expect(await waiting.execute()).toMatchObject([{ attempts: 1, error: expect.stringContaining('uuid') }]);
	await edited(office.db, broken, 'plan', null);
	await office.db
		.updateTable('events')
		.set({ retry_at: new Date(0) })
		.where('handled_at', 'is', null)
		.execute();
	await office.settle();
	expect(await waiting.execute()).toEqual([]);
});
