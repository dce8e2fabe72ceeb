import { isKind } from '#lib/client/database.ts';
import type { Device } from '#lib/client/device.svelte.ts';
import { live } from '#lib/client/live-rows.svelte.ts';
import type { AgendaVisit } from '#lib/domain/delivery/agenda-visit.ts';
import { keptOrders } from './report.ts';
import { stopOf, type Report, type Stop } from './stops.ts';

/** This technician's stops as the device holds them. Call it while a component initialises. */
export function liveStops(device: Device): { readonly value: Stop[]; readonly ready: boolean } {
	const reports = live<Report[]>(async () => {
		const rows = await device.db.rows.where('kind').equals('visit').toArray();
		return rows.filter((row) => isKind(row, 'visit'));
	}, []);
	const kept = live(() => keptOrders(device.db), []);
	const orders = $derived.by(() => {
		const agenda = device.agenda.all<AgendaVisit | null>().filter((order) => order !== null);
		const known = new Set(agenda.map(({ order }) => order));
		return [...agenda, ...kept.value.filter(({ order }) => !known.has(order))];
	});
	const value = $derived(orders.map((order) => stopOf(order, reports.value)));
	return {
		get value() {
			return value;
		},
		get ready() {
			const whole = value.length > 0 || device.sync.joined || !device.sync.online;
			return whole && reports.ready && kept.ready && device.agenda.ready;
		}
	};
}
