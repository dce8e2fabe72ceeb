import type { Device } from '#lib/client/device.svelte.ts';
import { checksFor, type Booking, type Check, type Hours } from '#lib/domain/delivery/clashes.ts';
import { suggestSlots, type Suggestion } from '#lib/domain/delivery/suggest.ts';
import { bookingOf, isBooked, type OrderView } from './order-view.ts';
import { type Place } from './plan-acts.ts';

/** Without the company's own: as most of the country works. */
const OPENS = '08:00';
const CLOSES = '18:00';

export type Technician = { id: string; name: string; thread: string; active: boolean };

/** Whoever installs, by name; the inactive only while they still hold visits. */
export function techniciansOf({ catalog }: Pick<Device, 'catalog'>, booked: ReadonlySet<string> = new Set()): Technician[] {
	return catalog
		.staff()
		.filter(({ id, roles, active }) => (roles.includes('technician') && active) || booked.has(id))
		.map(({ id, name, thread, active }) => ({ id, name, thread, active }))
		.toSorted((a, b) => a.name.localeCompare(b.name, 'es'));
}

export function hoursOf(device: Pick<Device, 'catalog'>): Hours {
	const company = device.catalog.company();
	return { opens: company?.opens ?? OPENS, closes: company?.closes ?? CLOSES, zone: device.catalog.zone };
}

export function bookingsOf(orders: readonly OrderView[]): Booking[] {
	return orders.filter(isBooked).flatMap((order) => bookingOf(order) ?? []);
}

export function checksAt(
	device: Device,
	order: OrderView,
	{ technician, start, minutes }: Place,
	others: readonly Booking[]
): Check[] {
	const person = techniciansOf(device, new Set([technician])).find(({ id }) => id === technician);
	if (!person) return [];
	const wish = { id: order.id, status: order.status, pin: order.pin };
	return checksFor(wish, person, start, minutes, { others, hours: hoursOf(device), now: device.now() });
}

export function suggestionsFor(device: Device, order: OrderView, others: readonly Booking[]): Suggestion[] {
	const waiting = { id: order.id, minutes: order.plan?.minutes ?? order.row.fields.minutes, pin: order.pin };
	return suggestSlots(waiting, techniciansOf(device), others, hoursOf(device), device.now());
}
