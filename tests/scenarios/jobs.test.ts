import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { startJobs } from '#lib/server/jobs.ts';
import { makeLog } from '#lib/server/log.ts';
import { publish, type HiloEvent } from '#lib/server/publish.ts';
import { PAULA } from '../cast.ts';
import { anOffice, type Office } from '../support/office.ts';
import { compactAside } from '../../sync-server/aside.ts';
import { anOrder, planned } from '../support/records.ts';

const FIRST_OF_APRIL = new Date('2026-04-01T06:00:00-03:00');
const NEVER_TOO_LATE = { timeout: 25_000, interval: 50 };

let office: Office;
let jobs: { stop(): Promise<void> };
let contract: string;

beforeAll(async () => {
	office = await anOffice(new Date('2026-03-02T09:00:00-03:00'));
	({ contract } = await office.customer(new Date('2026-03-17T15:00:00-03:00')));
	office.now = FIRST_OF_APRIL;
	jobs = await startJobs({
		...office.around,
		pool: office.base.pool,
		log: makeLog('silent'),
		sync: { wake() {} },
		compact: compactAside
	});
});
afterAll(async () => {
	await jobs.stop();
	await office.base.drop();
});

test('what follows from an event happens by itself', async () => {
	const { order } = await anOrder(office.db, office.now);
	await planned(office.db, order, PAULA.id, new Date(office.now.getTime() + 86_400_000));
	const event: HiloEvent = {
		type: 'record.changed',
		room: 'desk/central/2026-03',
		record: order,
		kind: 'order',
		fields: ['plan'],
		born: false
	};
	await office.db.transaction().execute((tx) => publish(tx, office.now, event));
	const agenda = () => office.db.selectFrom('agenda').select('technician').where('order', '=', order).execute();
	await vi.waitFor(async () => expect(await agenda()).toEqual([{ technician: PAULA.id }]), NEVER_TOO_LATE);
});

test('on the first of the month its cycle runs by itself', async () => {
	const periods = async () => (await office.invoices(contract)).map(({ period }) => period);
	await vi.waitFor(async () => expect(await periods()).toEqual(['2026-03-01', '2026-04-01']), NEVER_TOO_LATE);
});
