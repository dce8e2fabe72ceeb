import { addressLine } from '#lib/domain/contracts/contract.ts';
import type { Plan } from '#lib/domain/delivery/order.ts';
import { notify } from '#lib/server/care/notify.ts';
import type { Db } from '#lib/server/db/db.ts';
import { inTransaction } from '#lib/server/db/transaction.ts';
import { lock } from '#lib/server/locks.ts';
import { readRecord, type StoredRecord } from '#lib/server/records.ts';
import type { Settings } from '#lib/server/settings.ts';
import { grantedPlan, reportsOf, statusBy } from './visits.ts';

type Surroundings = { now: Date; settings: Pick<Settings, 'origin' | 'smtpUrl'> };

/** The customer learns once when somebody comes, and again when the hour changes; another technician is no news to him. */
export function tellVisit(db: Db, id: string, around: Surroundings): Promise<void> {
	return inTransaction(db, async (tx) => {
		await lock(tx, `told:${id}`);
		const order = await readRecord(tx, 'order', id);
		const plan = order && (await comingPlan(tx, order, around.now));
		if (!order || !plan) return;
		const told = await tx.selectFrom('told_visits').selectAll().where('order', '=', id).executeTakeFirst();
		if (told?.starts_at.getTime() === plan.start) return;
		await remember(tx, id, plan);
		await tell(tx, order, plan, told ? 'visit-moved' : 'visit-booked', around);
	});
}

/** A plan that was granted, lies ahead and is still to be carried out. */
async function comingPlan(tx: Db, order: StoredRecord<'order'>, now: Date): Promise<Plan | null> {
	const plan = await grantedPlan(tx, order);
	if (!plan || plan.start <= now.getTime()) return null;
	const { accepted } = await reportsOf(tx, order.id);
	return statusBy(order, accepted) === 'scheduled' ? plan : null;
}

async function remember(tx: Db, order: string, { id, start }: Plan) {
	const row = { plan: id, starts_at: new Date(start) };
	await tx
		.insertInto('told_visits')
		.values({ order, ...row })
		.onConflict((on) => on.column('order').doUpdateSet(row))
		.execute();
}

async function tell(
	tx: Db,
	{ id, fields }: StoredRecord<'order'>,
	plan: Plan,
	event: 'visit-booked' | 'visit-moved',
	around: Surroundings
) {
	const lead = await readRecord(tx, 'lead', fields.lead);
	if (!lead) return;
	const prospect = fields.prospect ? await readRecord(tx, 'prospect', fields.prospect) : null;
	const location = fields.location ?? prospect?.fields.location;
	const data = {
		name: lead.fields.name,
		start: plan.start,
		minutes: plan.minutes,
		address: location ? addressLine(location) : ''
	};
	await notify(tx, { event, key: `visit ${id} ${plan.id}`, customer: lead.id, recipient: lead.fields.email, data }, around);
}
