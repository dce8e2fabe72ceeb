import type { Device } from '#lib/client/device.svelte.ts';
import { undoOf } from '#lib/client/undo-stack.svelte.ts';
import type { Plan } from '#lib/domain/delivery/order.ts';
import * as m from '#lib/paraglide/messages.js';
import { toast } from '#lib/ui/toast.ts';
import type { OrderView } from './order-view.ts';
import { nameOf } from './from-catalog.ts';
import { placeWords } from './times.ts';

export type Place = { technician: string; start: number; minutes: number };
export const customerOf = ({ customer }: Pick<OrderView, 'customer'>) => customer || m.delivery_nobody();

/** Gives an order to one technician at an instant: one intent. @throws {Refused} */
export async function schedule(device: Device, order: OrderView, { technician, start, minutes }: Place): Promise<void> {
	const plan: Plan = { id: device.newId(), crew: [technician], start, minutes };
	const { intent } = await device.edit(order.id, 'order.schedule', { plan });
	const place = placeWords(nameOf(device, technician), plan, device.catalog.zone);
	tell(device, intent, m.delivery_scheduled_toast({ customer: customerOf(order), place }));
}

/** Back to «No programadas». @throws {Refused} */
export async function unschedule(device: Device, order: OrderView): Promise<void> {
	const { intent } = await device.edit(order.id, 'order.unschedule', { plan: null });
	tell(device, intent, m.delivery_unscheduled_toast({ customer: customerOf(order) }));
}

/** Says what was done, with its «Deshacer». */
export function tell(device: Device, intent: string, what: string): void {
	const undo = async () => {
		const found = await undoOf(device).back(false, intent);
		if (found) toast(found.met.length > 0 ? m.delivery_undo_changed() : m.delivery_undone({ what }));
	};
	toast(what, { actions: [{ label: m.delivery_undo(), undo: true, onclick: () => void undo() }] });
}
