import type { HiloDatabase } from '#lib/client/database.ts';
import type { Device, WriteOp } from '#lib/client/device.svelte.ts';
import { newOrder, type OrderKind } from '#lib/domain/delivery/order.ts';
import { shortForm } from '#lib/domain/shared/ids.ts';
import * as m from '#lib/paraglide/messages.js';
import { liveQuery } from 'dexie';
import { born } from './born.ts';
import type { TicketView } from './queries.ts';
import type { Created } from './ticket-assistant.svelte.ts';

/** A ticket's next order, with the place and notes it already has. @returns its id */
export async function createOrder(device: Device, { row, prospect }: TicketView, kind: OrderKind): Promise<string> {
	const id = device.newId();
	const { lead, observations } = row.fields;
	const location = prospect?.fields.location ?? null;
	const order = newOrder({ kind, lead, prospect: row.fields.prospect, ticket: row.id, location, observations });
	await device.write(device.currentDesk(), 'order.create', [born('order', id, order)]);
	return id;
}

export async function loseTicket(device: Device, ticket: string, reason: string): Promise<void> {
	await device.edit(ticket, 'ticket.lose', { lost: { reason, at: device.now() } });
}

export async function reopenTicket(device: Device, ticket: string): Promise<void> {
	await device.edit(ticket, 'ticket.reopen', { lost: null });
}

/**
 * Takes back what one press of «Crear ticket» made, in one gesture.
 * @returns false when somebody already planned its order: it stays then
 */
export async function undoCreation(device: Device, { ids, make, lead, prospect }: Created): Promise<boolean> {
	const ordered = make === 'ticket' ? undefined : await device.db.rows.get(ids.order);
	if (ordered?.fields['plan']) return false;
	const room = await device.roomOf(ids.ticket);
	if (!room) return false;
	const ops: WriteOp[] = [{ edit: ids.ticket, field: 'archived', v: true }];
	if (ordered) ops.push({ edit: ids.order, field: 'cancelled', v: { reason: m.sales_creation_undone(), at: device.now() } });
	if (prospect) ops.push({ edit: prospect, field: 'archived', v: true });
	if (lead) ops.push({ edit: lead, field: 'archived', v: true });
	await device.write(room, 'ticket.undo', ops);
	return true;
}

/** The numbers the server gave, if it does so soon; what people read of the ids meanwhile. */
export async function numbersOf(db: HiloDatabase, ids: readonly string[], patience = 1500): Promise<string[]> {
	const numbered = () => db.rows.bulkGet([...ids]).then((rows) => rows.map((row) => row?.number ?? null));
	const all = await Promise.race([firstComplete(numbered), new Promise<null>((stop) => setTimeout(() => stop(null), patience))]);
	const known = all ?? (await numbered());
	return ids.map((id, i) => known[i] ?? shortForm(id));
}

function firstComplete(query: () => Promise<(string | null)[]>): Promise<(string | null)[]> {
	return new Promise((resolve, reject) => {
		const asking = liveQuery(query).subscribe({
			next: (values) => {
				if (values.includes(null)) return;
				resolve(values);
				queueMicrotask(() => asking.unsubscribe());
			},
			error: reject
		});
	});
}
