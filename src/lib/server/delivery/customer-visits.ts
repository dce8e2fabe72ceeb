import { addressLine } from '#lib/domain/contracts/contract.ts';
import type { ComingVisit } from '#lib/domain/delivery/order.ts';
import type { Db } from '#lib/server/db/db.ts';
import { recordsWhere, type StoredRecord } from '#lib/server/records.ts';
import { grantedPlan, reportsOf, statusBy } from './visits.ts';

/** What was promised to a customer and is still to come or under way, the next first. */
export async function customerVisits(db: Db, customer: string, now: Date): Promise<ComingVisit[]> {
	const orders = await recordsWhere(db, 'order', 'lead', customer);
	const visits = await Promise.all(orders.map((order) => visitOf(db, order, now)));
	return visits.filter((visit) => visit !== null).sort((a, b) => a.start - b.start);
}

async function visitOf(db: Db, order: StoredRecord<'order'>, now: Date): Promise<ComingVisit | null> {
	const plan = await grantedPlan(db, order);
	if (!plan) return null;
	const { accepted } = await reportsOf(db, order.id);
	const status = statusBy(order, accepted);
	const isUnderWay = status === 'en-route' || status === 'on-site';
	const isToCome = status === 'scheduled' && plan.start + plan.minutes * 60_000 > now.getTime();
	if (!isUnderWay && !isToCome) return null;
	const technician = await firstName(db, (isUnderWay && accepted.at(-1)?.technician) || plan.crew[0]!);
	const { kind, location } = order.fields;
	const { start, minutes } = plan;
	return { order: order.id, kind, status, technician, start, minutes, address: location ? addressLine(location) : '' };
}

async function firstName(db: Db, id: string): Promise<string> {
	const user = await db.selectFrom('users').select('name').where('id', '=', id).executeTakeFirst();
	return user?.name.split(' ')[0] ?? '';
}
