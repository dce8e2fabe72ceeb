import type { Device } from '#lib/client/device.svelte.ts';
import type { Plan } from '#lib/domain/delivery/order.ts';
import * as m from '#lib/paraglide/messages.js';
import { toast } from '#lib/ui/toast.ts';
import { isKind, type OrderView } from './order-view.ts';
import { placeWords } from './times.ts';

export type Place = { technician: string; start: number; minutes: number };
type Done = { order: string; what: string; before: Plan | null; made: Plan | null };

const STEPS = 100;
const done: Done[] = [];

export const zoneOf = ({ catalog }: Pick<Device, 'catalog'>) => catalog.company()?.zone ?? 'America/Argentina/Cordoba';
export const nameOf = ({ catalog }: Pick<Device, 'catalog'>, technician: string) => catalog.get('staff', technician)?.name ?? '';
export const customerOf = ({ customer }: Pick<OrderView, 'customer'>) => customer || m.delivery_nobody();

/** Gives an order to one technician at an instant: one intent. @throws {Refused} */
export async function schedule(device: Device, order: OrderView, { technician, start, minutes }: Place): Promise<void> {
	const plan: Plan = { id: device.newId(), crew: [technician], start, minutes };
	await device.edit(order.id, 'order.schedule', { plan });
	const place = placeWords(nameOf(device, technician), plan, zoneOf(device));
	remember(device, {
		order: order.id,
		what: m.delivery_scheduled_toast({ customer: customerOf(order), place }),
		before: order.plan,
		made: plan
	});
}

/** Back to «No programadas». @throws {Refused} */
export async function unschedule(device: Device, order: OrderView): Promise<void> {
	await device.edit(order.id, 'order.unschedule', { plan: null });
	const what = m.delivery_unscheduled_toast({ customer: customerOf(order) });
	remember(device, { order: order.id, what, before: order.plan, made: null });
}

function remember(device: Device, act: Done): void {
	done.splice(0, Math.max(0, done.length - STEPS + 1));
	done.push(act);
	toast(act.what, { actions: [{ label: m.delivery_undo(), undo: true, onclick: () => void undo(device, act) }] });
}

export const undoLast = (device: Device) => undo(device, done.at(-1));

/** Puts the plan back that stood before, unless somebody planned anew since. */
async function undo(device: Device, act: Done | undefined): Promise<void> {
	if (!act || !done.includes(act)) return;
	done.splice(done.indexOf(act), 1);
	const row = await device.db.rows.get(act.order);
	if (!isKind(row, 'order') || (row.fields.plan?.id ?? null) !== (act.made?.id ?? null))
		return void toast(m.delivery_undo_changed());
	await device.edit(act.order, 'order.schedule', { plan: act.before && { ...act.before, id: device.newId() } });
	toast(m.delivery_undone({ what: act.what }));
}
