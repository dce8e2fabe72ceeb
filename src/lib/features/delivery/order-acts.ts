import { isKind } from '#lib/client/database.ts';
import type { Device } from '#lib/client/device.svelte.ts';
import { isOpen, mayReopen, newOrder, type Order } from '#lib/domain/delivery/order.ts';
import * as m from '#lib/paraglide/messages.js';
import { toast } from '#lib/ui/toast.ts';
import type { OrderView } from './order-view.ts';
import { customerOf } from './plan-acts.ts';

const undoing = (undo: () => Promise<unknown>) => ({ label: m.delivery_undo(), undo: true, onclick: () => void undo() });

/** @param frees whether this person may also take its time back @throws {Refused} */
export async function cancelOrder(device: Device, order: OrderView, reason: string, frees: boolean): Promise<void> {
	const fields: Partial<Order> = { cancelled: { reason, at: device.now() }, ...(frees && order.plan ? { plan: null } : {}) };
	await device.edit(order.id, 'order.cancel', fields);
	const before = { cancelled: null, ...(frees && order.plan ? { plan: { ...order.plan, id: device.newId() } } : {}) };
	toast(m.delivery_cancelled_toast({ customer: customerOf(order) }), {
		actions: [undoing(() => device.edit(order.id, 'order.restore', before))]
	});
}

/** @param now milliseconds */
export function canReopen({ status, visits }: OrderView, now: number): boolean {
	const end = visits.at(-1)?.outcome?.at;
	return isOpen(status, 'reopen') && end !== undefined && mayReopen(end, now);
}

/** The last visit no longer counts as the end: the order waits for another one. @throws {Refused} */
export async function reopenOrder(device: Device, order: OrderView, reason: string): Promise<void> {
	const visit = order.visits.at(-1);
	if (!visit) return;
	await device.edit(order.id, 'order.reopen', { reopened: { visit: visit.id, reason, at: device.now() } });
	toast(m.delivery_reopened_toast({ customer: customerOf(order) }), {
		actions: [undoing(() => device.edit(order.id, 'order.restore', { reopened: order.row.fields.reopened }))]
	});
}

/** An installation is possible where a feasibility visit said so and nobody ordered it yet. */
export async function isInstallable(device: Device, { row, status, visits }: OrderView): Promise<boolean> {
	const { kind, ticket, prospect } = row.fields;
	if (kind !== 'feasibility' || status !== 'done' || visits.at(-1)?.outcome?.feasible !== true) return false;
	const refs = [ticket, prospect].filter((ref) => ref !== null);
	const others = await device.db.rows.where('refs').anyOf(refs).toArray();
	return !others.some((other) => isKind(other, 'order') && other.fields.kind === 'installation' && !other.fields.cancelled);
}

/** The installation of what the feasibility visit looked at. @returns its id @throws {Refused} */
export async function orderInstallation(device: Device, order: OrderView): Promise<string> {
	const { lead, prospect, ticket, help, location, observations } = order.row.fields;
	const id = device.newId();
	const fields = newOrder({ kind: 'installation', lead, prospect, ticket, help, location, observations });
	await device.write(device.currentDesk(), 'order.create', [{ base: id, value: { kind: 'order', fields } }]);
	toast(m.delivery_installation_made({ customer: customerOf(order) }));
	return id;
}
