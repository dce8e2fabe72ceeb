import { afterAll, beforeAll, expect, test } from 'vitest';
import { newOrder } from '#lib/domain/delivery/order.ts';
import { newVisit } from '#lib/domain/delivery/visit.ts';
import type { FieldsOf, Kind } from '#lib/domain/records.ts';
import { newLead } from '#lib/domain/sales/lead.ts';
import { newProspect } from '#lib/domain/sales/prospect.ts';
import { makeLog } from '#lib/server/log.ts';
import { newId } from '#lib/server/new-id.ts';
import { readRecord } from '#lib/server/records.ts';
import { writeBase } from '#lib/server/room-writes.ts';
import { drainRoomWrites } from '../../sync-server/drain.ts';
import { PAULA, SOFIA } from '../cast.ts';
import { anOffice, type Office } from '../support/office.ts';
import { DESK, GUEMES } from '../support/records.ts';

const MORNING = new Date('2026-03-17T09:00:00-03:00');
const WORK = Date.parse('2026-03-17T15:00:00-03:00');
const REPORT = `report/${PAULA.id}/2026-03`;

let office: Office;
beforeAll(async () => {
	office = await anOffice(MORNING);
});
afterAll(() => office.base.drop());

const drain = () => drainRoomWrites({ ...office.around, pool: office.base.pool, log: makeLog('silent') });
const waiting = async () => (await office.db.selectFrom('room_writes').select('key').execute()).map(({ key }) => key);

async function bear<K extends Kind>(kind: K, fields: FieldsOf[K], room = DESK, by = SOFIA.id): Promise<string> {
	const id = newId(office.now);
	await writeBase(office.db, room, id, { kind, at: office.now.getTime(), by, fields } as Parameters<typeof writeBase>[3]);
	return id;
}

/** Rooms and services answer each other until neither has anything to say. @returns how many rounds that took */
async function calm(): Promise<number> {
	for (let rounds = 1; ; rounds++) {
		await drain();
		await office.settle();
		if ((await waiting()).length === 0) return rounds;
	}
}

test('from the order to the invoice through real rooms, and then silence', async () => {
	const lead = await bear('lead', newLead({ name: 'Carmen Ruiz', email: 'carmen.ruiz@example.com' }));
	const service = { plan: 'fibra-300', items: [], discounts: [], offeredAt: 0 };
	const prospect = await bear('prospect', newProspect({ lead, service, location: GUEMES }));
	const plan = { id: newId(office.now), crew: [PAULA.id], start: WORK - 3_600_000, minutes: 120 };
	const order = await bear('order', newOrder({ kind: 'installation', lead, prospect, plan }));
	await calm();
	const contract = await office.contract(order);
	await calm();
	const agenda = await office.db.selectFrom('agenda').select('value').where('order', '=', order).executeTakeFirstOrThrow();
	expect(agenda.value).toMatchObject({
		number: expect.stringMatching(/^OR-\d+$/),
		status: 'scheduled',
		contract: { number: contract.number }
	});

	office.now = new Date(WORK + 60_000);
	const outcome = { result: 'success' as const, reason: null, feasible: null, at: WORK };
	await bear('visit', newVisit({ order, plan: plan.id, outcome }), REPORT, PAULA.id);
	expect(await calm()).toBeLessThan(6);

	const [invoice] = await office.invoices(contract.id);
	expect(invoice).toMatchObject({ period_from: '2026-03-17', total: 9_677_42 + 25_000_00 });
	const stored = await readRecord(office.db, 'order', order);
	expect(stored?.facts).toMatchObject({
		slot: { plan: plan.id, granted: true },
		visits: [{ technician: PAULA.id, outcome: { result: 'success' } }],
		contract: { number: contract.number, network: 'enabled', commercial: 'active' },
		invoice: { id: invoice!.id, number: 'B 0003-00000001' }
	});
	const mails = await office.db.selectFrom('notices').select('event').orderBy('created_at').execute();
	expect(mails.map(({ event }) => event)).toEqual(['visit-booked', 'invoice-issued']);
});
