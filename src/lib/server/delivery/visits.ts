import { orderStatus, type OrderStatus, type Plan } from '#lib/domain/delivery/order.ts';
import type { Check, Equipment, PhotoEntry, Signature, Visit, VisitReport } from '#lib/domain/delivery/visit.ts';
import type { Db } from '#lib/server/db/db.ts';
import { fieldIs, type StoredRecord } from '#lib/server/records.ts';

export type Reports = { accepted: Visit[]; unaccepted: Visit[] };

/**
 * What technicians reported of an order, oldest first. It counts when the order has stood in that technician's agenda;
 * what somebody reports of an order that never was his waits for a dispatcher.
 */
export async function reportsOf(db: Db, order: string): Promise<Reports> {
	const rows = await db
		.selectFrom('records')
		.leftJoin('agenda_log', (join) =>
			join.onRef('agenda_log.technician', '=', 'records.created_by').on('agenda_log.order', '=', order)
		)
		.select(['records.id', 'records.created_by as technician', 'records.fields', 'agenda_log.at as accepted'])
		.where('records.kind', '=', 'visit')
		.where(fieldIs('order', order))
		.orderBy('records.created_at')
		.orderBy('records.id')
		.execute();
	const entries = await entriesOf(
		db,
		rows.map(({ id }) => id)
	);
	const visits = rows.map(({ id, technician, fields, accepted }) => ({
		accepted: accepted !== null,
		visit: {
			id,
			technician,
			...(fields as VisitReport),
			equipment: entries<Equipment>(id, 'equipment'),
			photos: entries<PhotoEntry>(id, 'photos'),
			checks: entries<Check>(id, 'checks'),
			signatures: entries<Signature>(id, 'signatures')
		}
	}));
	return {
		accepted: visits.filter(({ accepted }) => accepted).map(({ visit }) => visit),
		unaccepted: visits.filter(({ accepted }) => !accepted).map(({ visit }) => visit)
	};
}

async function entriesOf(db: Db, visits: readonly string[]) {
	const rows = visits.length
		? await db
				.selectFrom('record_entries')
				.select(['record', 'list', 'value'])
				.where('record', 'in', visits)
				.orderBy('id')
				.execute()
		: [];
	return <T>(visit: string, list: string) =>
		rows.filter((row) => row.record === visit && row.list === list).map(({ value }) => value as unknown as T);
}

/** @returns null while an order's plan is nobody's hour yet */
export async function grantedPlan(db: Db, { id, fields: { plan } }: StoredRecord<'order'>): Promise<Plan | null> {
	if (!plan) return null;
	const slots = db.selectFrom('slots').select('plan').where('order', '=', id).where('plan', '=', plan.id);
	return (await slots.executeTakeFirst()) ? plan : null;
}

/** The status from the reports themselves: the order's fact follows them a moment later. */
export function statusBy({ fields }: StoredRecord<'order'>, visits: readonly Visit[]): OrderStatus {
	return orderStatus({ ...fields, visits });
}

// The history of a birth names no field.
const BORN = '';

/** When the server learnt how a visit ended; null for a report whose history is not kept. */
export async function receivedAt(db: Db, visit: string): Promise<Date | null> {
	const row = await db
		.selectFrom('history')
		.select('received_at')
		.where('record', '=', visit)
		.where('field', 'in', ['outcome', BORN])
		.orderBy('id', 'desc')
		.executeTakeFirst();
	return row?.received_at ?? null;
}
