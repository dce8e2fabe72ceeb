import { newCase } from '#lib/domain/care/help-case.ts';
import { newOrder } from '#lib/domain/delivery/order.ts';
import { newVisit } from '#lib/domain/delivery/visit.ts';
import type { FieldsOf } from '#lib/domain/records.ts';
import { newLead } from '#lib/domain/sales/lead.ts';
import { newProspect } from '#lib/domain/sales/prospect.ts';
import { newTicket } from '#lib/domain/sales/ticket.ts';
import { AT } from './sync-client.ts';
import { anId } from './sync-server.ts';

/** A whole record of each kind, as it is born. */
export const FIELDS: FieldsOf = {
	lead: newLead({ name: 'Carmen Ruiz' }),
	prospect: newProspect({ lead: anId() }),
	ticket: newTicket({ lead: anId(), prospect: anId() }),
	order: newOrder({ kind: 'installation', lead: anId() }),
	case: newCase({ title: 'Sin servicio', lead: anId() }),
	visit: newVisit({ order: anId(), plan: null }),
	draft: { answers: {}, step: 0, discarded: false },
	preference: { value: 'dark' }
};
/** A whole entry of each list, by somebody. */
export const ENTRIES: Record<string, (by: string) => object> = {
	comments: (by) => ({ text: 'Llamó hoy', at: AT, by }),
	messages: (by) => ({ text: 'Hola', at: AT, by, from: 'staff', internal: false }),
	equipment: (by) => ({ by, kind: 'onu', serial: 'HW1', mac: '', at: AT }),
	photos: (by) => ({ by, sha256: 'a'.repeat(64), slot: 'nap', caption: '', bytes: 1, at: AT }),
	checks: (by) => ({ by, step: 'paso-velocidad', words: 'Hice la prueba de velocidad', done: true, at: AT }),
	signatures: (by) => ({ by, sha256: 'b'.repeat(64), name: 'Carmen Ruiz', document: '28.456.789', reason: '', at: AT })
};
