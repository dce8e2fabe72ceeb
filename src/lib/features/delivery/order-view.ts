import { isKind, type HiloDatabase, type Row, type RowOf } from '#lib/client/database.ts';
import type { ContractFact, InvoiceFact } from '#lib/domain/contracts/contract.ts';
import type { Booking } from '#lib/domain/delivery/clashes.ts';
import { orderStatus, type OrderStatus, type Plan } from '#lib/domain/delivery/order.ts';
import type { FailureReason, Visit } from '#lib/domain/delivery/visit.ts';
import { shortForm } from '#lib/domain/shared/ids.ts';
import type { Pin } from '#lib/domain/shared/place.ts';
import type { Location } from '#lib/domain/shared/schema.ts';

/** What the server decided about the plan it names; a newer plan is still a wish. */
export type SlotFact = { plan: string; granted: boolean; clashes?: { order: string; technician: string }[] };
export type Failed = { count: number; reason: FailureReason | null };

/** An order with what its lead, its prospect and the server say of it. */
export type OrderView = {
	row: RowOf<'order'>;
	id: string;
	/** «OR-20430», or the short form of the id until it is granted. */
	number: string;
	status: OrderStatus;
	lead: RowOf<'lead'> | null;
	prospect: RowOf<'prospect'> | null;
	customer: string;
	plan: Plan | null;
	visits: readonly Visit[];
	failed: Failed | null;
	location: Location | null;
	pin: Pin | null;
	slot: SlotFact | null;
	contract: ContractFact | null;
	invoice: InvoiceFact | null;
	/** Folded words of the order and its lead. */
	text: string;
};

export async function viewOrders(db: HiloDatabase, rows: readonly RowOf<'order'>[]): Promise<OrderView[]> {
	const [leads, prospects] = await Promise.all([
		db.rows.bulkGet(rows.map(({ fields }) => fields.lead)),
		db.rows.bulkGet(rows.map(({ fields }) => fields.prospect ?? ''))
	]);
	return rows.map((row, i) => viewOf(row, leads[i], prospects[i]));
}

/** Without what its lead and its prospect say of it. */
export const viewAlone = (row: RowOf<'order'>): OrderView => viewOf(row, undefined, undefined);

function viewOf(row: RowOf<'order'>, lead: Row | undefined, prospect: Row | undefined): OrderView {
	const visits = (row.facts['visits'] ?? []) as readonly Visit[];
	const place = isKind(prospect, 'prospect') ? prospect : null;
	const location = row.fields.location ?? place?.fields.location ?? null;
	return {
		row,
		id: row.id,
		number: row.number ?? shortForm(row.id),
		status: orderStatus({ ...row.fields, visits }),
		lead: isKind(lead, 'lead') ? lead : null,
		prospect: place,
		customer: isKind(lead, 'lead') ? lead.fields.name : '',
		plan: row.fields.plan,
		visits,
		failed: failedOf(visits),
		location,
		pin: pinOf(location),
		slot: (row.facts['slot'] ?? null) as SlotFact | null,
		contract: (row.facts['contract'] ?? null) as ContractFact | null,
		invoice: (row.facts['invoice'] ?? null) as InvoiceFact | null,
		text: `${row.text} ${lead?.text ?? ''}`
	};
}

function pinOf(location: Location | null): Pin | null {
	return location && location.lat !== null && location.lng !== null ? { lat: location.lat, lng: location.lng } : null;
}

function failedOf(visits: readonly Visit[]): Failed | null {
	const failed = visits.filter(({ outcome }) => outcome?.result === 'failed');
	return failed.length > 0 ? { count: failed.length, reason: failed.at(-1)?.outcome?.reason ?? null } : null;
}

/** The place an order has, or had, on the board; null where it has none. */
export function bookingOf({ id, plan, pin, status }: OrderView): Booking | null {
	if (!plan || status === 'cancelled' || status === 'unscheduled') return null;
	return { order: id, crew: plan.crew, start: plan.start, minutes: plan.minutes, pin };
}

/** Whether its time is somebody's time: what failed or was cancelled holds nobody. */
export function isBooked({ plan, status }: OrderView): boolean {
	return plan !== null && (status === 'scheduled' || status === 'en-route' || status === 'on-site' || status === 'done');
}

/** An installation that nobody has made a contract for. */
export function lacksContract({ row, status, contract }: OrderView): boolean {
	return row.fields.kind === 'installation' && status !== 'cancelled' && contract === null;
}

/** Where an order stands on *el hilo*; null for work that is not on the way to a first invoice. */
export function threadOf({
	row,
	status,
	contract,
	invoice
}: OrderView): { at: 3 | 4 | 5 | 6 | 7; done?: boolean; lost?: boolean } | null {
	const { kind } = row.fields;
	if (kind !== 'installation' && kind !== 'feasibility') return null;
	if (status === 'cancelled') return { at: 4, lost: true };
	if (invoice) return { at: 7, done: true };
	if (kind === 'feasibility') return { at: 4 };
	if (status === 'done') return { at: 7 };
	if (status === 'en-route' || status === 'on-site') return { at: 6 };
	return { at: contract ? 5 : 4 };
}
