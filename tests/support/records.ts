import { demoCatalog, STAFF } from '../../scripts/demo/company.ts';
import { newOrder, type OrderKind, type Plan } from '#lib/domain/delivery/order.ts';
import { newVisit, type Outcome } from '#lib/domain/delivery/visit.ts';
import type { FieldsOf, Kind } from '#lib/domain/records.ts';
import type { Actor } from '#lib/domain/permissions.ts';
import { newLead, type Lead } from '#lib/domain/sales/lead.ts';
import { newProspect, type Service } from '#lib/domain/sales/prospect.ts';
import { newTicket } from '#lib/domain/sales/ticket.ts';
import type { Db } from '#lib/server/db/db.ts';
import { newId } from '#lib/server/new-id.ts';
import { sql } from 'kysely';

export const DESK = 'desk/central/2026-03';
export const actorOf = ({ id, roles, branch }: (typeof STAFF)[keyof typeof STAFF]): Actor => ({ user: id, roles, branch });
export const GUEMES = { address: 'Güemes 742', locality: 'Villa Ejemplo', reference: '', lat: -31.71, lng: -64.9 };
const SERVICE: Service = { plan: 'fibra-300', items: [], discounts: [], offeredAt: 0 };

/** The demo's company and catalogue on an empty database, without anybody's story. */
export async function aCompany(db: Db, now: Date): Promise<void> {
	await db.insertInto('branches').values({ id: 'central', name: 'Villa Ejemplo' }).execute();
	const times = { created_at: now, updated_at: now };
	const rows = demoCatalog().map(({ id, kind, ...data }) => ({ id, kind, data: JSON.stringify(data), ...times }));
	await db.insertInto('catalog_items').values(rows).execute();
	for (const { name, roles, id, email, branch, thread } of Object.values(STAFF))
		await db
			.insertInto('users')
			.values({ id, email, name, roles, branch, thread, password_hash: null, created_at: now })
			.execute();
}

/** A record as the journal's projection would have left it. */
export async function born<K extends Kind>(
	db: Db,
	kind: K,
	fields: FieldsOf[K],
	at: Date,
	by: string = STAFF.sofia.id,
	room = DESK
): Promise<string> {
	const id = newId(at);
	const client = Math.trunc(Math.random() * 2 ** 31);
	await db
		.insertInto('rooms')
		.values({ name: room, server_client: client, created_at: at, snapshot: null })
		.onConflict((on) => on.doNothing())
		.execute();
	const row = { id, room, kind, created_at: at, created_by: by, fields: JSON.stringify(fields), facts: '{}', seq: 1 };
	await db.insertInto('records').values(row).execute();
	return id;
}

/** Somebody edits one field of a record. */
export async function edited(db: Db, id: string, field: string, value: unknown): Promise<void> {
	await sql`update records set fields = fields || jsonb_build_object(${field}::text, ${JSON.stringify(value)}::jsonb) where id = ${id}`.execute(
		db
	);
}

type Story = { lead: string; prospect: string; ticket: string; order: string };

/** Carmen's way to an order, at a place that can be installed. */
export async function anOrder(
	db: Db,
	at: Date,
	some: { lead?: Partial<Lead>; service?: Partial<Service>; kind?: OrderKind; plan?: Plan } = {}
): Promise<Story> {
	const lead = await born(db, 'lead', newLead({ name: 'Carmen Ruiz', email: 'carmen.ruiz@example.com', ...some.lead }), at);
	const prospect = await born(
		db,
		'prospect',
		newProspect({ lead, service: { ...SERVICE, ...some.service }, location: GUEMES }),
		at
	);
	const ticket = await born(db, 'ticket', newTicket({ lead, prospect }), at);
	const fields = newOrder({
		kind: some.kind ?? 'installation',
		lead,
		prospect,
		ticket,
		location: GUEMES,
		plan: some.plan ?? null
	});
	return { lead, prospect, ticket, order: await born(db, 'order', fields, at) };
}

/** A plan of one order, granted as the window grants it. */
export async function planned(db: Db, order: string, technician: string, start: Date, minutes = 120): Promise<Plan> {
	const plan: Plan = { id: newId(start), crew: [technician], start: start.getTime(), minutes };
	await edited(db, order, 'plan', plan);
	await db.deleteFrom('slots').where('order', '=', order).execute();
	const during = `[${start.toISOString()},${new Date(start.getTime() + minutes * 60_000).toISOString()})`;
	await db.insertInto('slots').values({ order, technician, plan: plan.id, during }).execute();
	return plan;
}

/** A technician's report of how an order ended, received at `received`. */
export async function reported(
	db: Db,
	{
		order,
		technician,
		plan,
		outcome,
		received
	}: { order: string; technician: string; plan: string | null; outcome: Outcome | null; received: Date }
): Promise<string> {
	const at = new Date(outcome?.at ?? received);
	const room = `report/${technician}/${at.toISOString().slice(0, 7)}`;
	const id = await born(
		db,
		'visit',
		newVisit({ order, plan, arrived: { at: at.getTime(), lat: null, lng: null }, outcome }),
		at,
		technician,
		room
	);
	const when = { done_at: at, received_at: received };
	const row = {
		record: id,
		field: 'outcome',
		old: null,
		new: JSON.stringify(outcome),
		intent: null,
		name: null,
		gesture: null,
		by: technician,
		device: null,
		...when
	};
	await db.insertInto('history').values(row).execute();
	return id;
}
