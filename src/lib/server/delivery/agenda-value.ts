import { contractNumber } from '#lib/domain/contracts/contract.ts';
import { PHOTO_SLOTS, type AgendaTech, type AgendaVisit } from '#lib/domain/delivery/agenda-visit.ts';
import type { Plan } from '#lib/domain/delivery/order.ts';
import type { Visit } from '#lib/domain/delivery/visit.ts';
import type { Service } from '#lib/domain/sales/prospect.ts';
import { readItem, readItems } from '#lib/server/catalog/items.ts';
import type { Db } from '#lib/server/db/db.ts';
import { readRecord, type StoredRecord } from '#lib/server/records.ts';
import { statusBy } from './visits.ts';

/** All a technician needs to know of an order, from everywhere it is kept. */
export async function agendaValue(
	tx: Db,
	order: StoredRecord<'order'>,
	plan: Plan,
	visits: readonly Visit[]
): Promise<AgendaVisit> {
	const { fields, facts } = order;
	const lead = await readRecord(tx, 'lead', fields.lead);
	const prospect = fields.prospect ? await readRecord(tx, 'prospect', fields.prospect) : null;
	const ticket = fields.ticket ? await readRecord(tx, 'ticket', fields.ticket) : null;
	return {
		order: order.id,
		number: (facts['number'] as string | undefined) ?? null,
		...{ kind: fields.kind, plan, status: statusBy(order, visits) },
		...{ customer: lead?.fields.name ?? '', phone: lead?.fields.phone ?? '', email: lead?.fields.email ?? '' },
		location: fields.location ?? prospect?.fields.location ?? null,
		service: prospect?.fields.service ? await namesOf(tx, prospect.fields.service) : null,
		observations: fields.observations,
		ticketNotes: ticket?.fields.observations ?? '',
		contract: await contractOf(tx, order),
		photosAsked: PHOTO_SLOTS[fields.kind]
	};
}

async function namesOf(tx: Db, service: Service): Promise<AgendaVisit['service']> {
	const items = await readItems(tx, 'plan', 'recurring', 'oneoff');
	const nameOf = (id: string) => items.find((item) => item.id === id)?.name ?? id;
	return { plan: nameOf(service.plan), items: service.items.map(({ id }) => nameOf(id)) };
}

/** The contract of this order, or for later work the customer's newest at that place. */
async function contractOf(tx: Db, { id, fields }: StoredRecord<'order'>): Promise<AgendaVisit['contract']> {
	const row = await tx
		.selectFrom('contracts')
		.select(['id', 'number', 'tech'])
		.where((at) =>
			at.or([
				at('order', '=', id),
				...(fields.prospect && fields.kind !== 'installation' ? [at('prospect', '=', fields.prospect)] : [])
			])
		)
		.orderBy('created_at', 'desc')
		.executeTakeFirst();
	if (!row) return null;
	const { server, node, ...tech } = row.tech;
	const [serverItem, nodeItem] = [await readItem(tx, 'server', server), await readItem(tx, 'node', node)];
	const named: AgendaTech = {
		server: serverItem?.name ?? server,
		serverAddress: serverItem?.address ?? '',
		node: nodeItem?.name ?? node,
		...tech
	};
	return { id: row.id, number: contractNumber(row.number), tech: named };
}
