import { newOrder, type OrderKind } from '#lib/domain/delivery/order.ts';
import { newVisit, type Outcome } from '#lib/domain/delivery/visit.ts';
import { reportRoom } from '#lib/docs/rooms.ts';
import type { BaseRecord } from '#lib/domain/records.ts';
import { newLead } from '#lib/domain/sales/lead.ts';
import { newProspect } from '#lib/domain/sales/prospect.ts';
import { newTicket } from '#lib/domain/sales/ticket.ts';
import { openDb } from '#lib/server/db/db.ts';
import { newId } from '#lib/server/new-id.ts';
import { writeBase } from '#lib/server/room-writes.ts';
import { NOW, PAULA, SOFIA } from '../cast.ts';
import type { App } from './app.ts';
import { DESK } from './records.ts';

const at = Date.parse(NOW);
export type Sold = { lead: string; prospect: string; ticket: string; order: string };
type Some = { kind?: OrderKind; plan?: string; email?: string; promised?: string | null; locality?: string; lat?: number };

/** What Sofía sold to somebody a moment ago, in the room of the month: his lead, prospect, ticket and order. */
export async function sellTo(
	app: App,
	name: string,
	{
		kind = 'installation',
		plan = 'fibra-300',
		email = '',
		promised = null,
		locality = 'Villa Ejemplo',
		lat = -31.7125
	}: Some = {}
): Promise<Sold> {
	const [lead, prospect, ticket, order] = [1, 2, 3, 4].map(() => newId(new Date(NOW))) as [string, string, string, string];
	const location = { address: 'Güemes 742', locality, reference: '', lat, lng: -64.9055 };
	const service = { plan, items: [], discounts: [], offeredAt: at };
	const records: [string, BaseRecord][] = [
		[lead, { kind: 'lead', at, by: SOFIA.id, fields: newLead({ name, phone: '+54 9 351 555-0101', email }) }],
		[prospect, { kind: 'prospect', at, by: SOFIA.id, fields: newProspect({ lead, service, location }) }],
		[ticket, { kind: 'ticket', at, by: SOFIA.id, fields: newTicket({ lead, prospect }) }],
		[order, { kind: 'order', at, by: SOFIA.id, fields: newOrder({ kind, lead, prospect, ticket, location, promised }) }]
	];
	const db = openDb(app.databaseUrl!);
	for (const [id, record] of records) await writeBase(db, DESK, id, record);
	await db.destroy();
	return { lead, prospect, ticket, order };
}

/** Paula had the order in her agenda, went there, and this is what she reported. */
export async function visitOf(app: App, order: string, outcome: Omit<Outcome, 'at'>): Promise<void> {
	const db = openDb(app.databaseUrl!);
	await db
		.insertInto('agenda_log')
		.values({ technician: PAULA.id, order, at: new Date(NOW) })
		.execute();
	const fields = newVisit({ order, plan: null, notes: 'Entra por el patio', outcome: { ...outcome, at } });
	await writeBase(db, reportRoom(PAULA.id, '2026-03'), newId(new Date(NOW)), { kind: 'visit', at, by: PAULA.id, fields });
	await db.destroy();
}
