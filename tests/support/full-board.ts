import type { CatalogItem } from '#lib/domain/catalog.ts';
import { newOrder, type Plan } from '#lib/domain/delivery/order.ts';
import type { BaseRecord } from '#lib/domain/records.ts';
import { newLead } from '#lib/domain/sales/lead.ts';
import { newProspect } from '#lib/domain/sales/prospect.ts';
import { openDb } from '#lib/server/db/db.ts';
import { newId } from '#lib/server/new-id.ts';
import { writeMany, type RoomWrite } from '#lib/server/room-writes.ts';
import { MARTIN, NOW, PAULA, SOFIA } from '../cast.ts';
import type { App } from './app.ts';
import { DESK } from './records.ts';

const HOUR = 3_600_000;
const START = Date.parse(NOW) - HOUR;
const at = START - 24 * HOUR;
const THREADS = ['azul', 'naranja', 'verde', 'violeta', 'aqua', 'marron', 'rosa', 'rojo', 'oliva', 'gris', 'negro'];

/** Orders that nobody has planned, one a minute: «Espera 0000 Quinteros» is the oldest. */
export function sellMany(app: App, count: number): Promise<void> {
	const each = Array.from({ length: count }, (_, n) => sold(`Espera ${String(n).padStart(4, '0')} Quinteros`, n, null));
	return write(app, each.flat());
}

/** A company's busy week: technicians with four visits a day, Monday to Sunday. */
export function fillWeek(app: App, technicians: number): Promise<void> {
	const people = Array.from({ length: technicians - 2 }, (_, n) => technician(n));
	const staff = people.map((item): RoomWrite => ({ room: 'catalog', map: 'facts', key: `${item.id}/item`, value: item }));
	const week = weekOf([PAULA.id, MARTIN.id, ...people.map(({ id }) => id)]);
	return write(app, [...staff, ...week.flatMap((plan, n) => sold(`Visita ${n} Maldonado`, n, plan))]);
}

async function write(app: App, writes: RoomWrite[]): Promise<void> {
	const db = openDb(app.databaseUrl!);
	await writeMany(db, writes);
	await db.destroy();
}

function technician(n: number): CatalogItem<'staff'> {
	const [id, name] = [newId(new Date(at)), `Técnico ${String(n).padStart(2, '0')} Barrios`];
	const email = `tecnico-${n}@hilo.example`;
	return { kind: 'staff', id, name, email, roles: ['technician'], branch: 'central', thread: THREADS[n % 11]!, active: true };
}

function weekOf(crew: readonly string[]): Plan[] {
	return crew.flatMap((member) =>
		Array.from({ length: 28 }, (_, n) => {
			const start = START + Math.floor(n / 4) * 24 * HOUR + (n % 4) * 2.5 * HOUR;
			return { id: newId(new Date(at)), crew: [member], start, minutes: 90 };
		})
	);
}

function sold(name: string, n: number, plan: Plan | null): RoomWrite[] {
	const [lead, prospect, order] = [1, 2, 3].map(() => newId(new Date(at + n * 60_000))) as [string, string, string];
	const [lat, lng] = [-31.7125 + (n % 30) / 2_000, -64.9055 + Math.floor(n / 30) / 2_000];
	const location = { address: `Güemes ${100 + n}`, locality: 'Villa Ejemplo', reference: '', lat, lng };
	const service = { plan: 'fibra-300', items: [], discounts: [], offeredAt: at };
	const born = { at: at + n * 60_000, by: SOFIA.id };
	const records: [string, BaseRecord][] = [
		[lead, { kind: 'lead', ...born, fields: newLead({ name, phone: '+54 9 351 555-0101' }) }],
		[prospect, { kind: 'prospect', ...born, fields: newProspect({ lead, service, location }) }],
		[order, { kind: 'order', ...born, fields: newOrder({ kind: 'installation', lead, prospect, location, plan }) }]
	];
	return records.map(([key, value]) => ({ room: DESK, map: 'base', key, value }));
}
