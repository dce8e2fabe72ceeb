import type { HiloDatabase } from '#lib/client/database.ts';
import type { Device, WriteOp } from '#lib/client/device.svelte.ts';
import type { AgendaVisit } from '#lib/domain/delivery/agenda-visit.ts';
import { newVisit, type VISIT_LISTS, type VisitReport } from '#lib/domain/delivery/visit.ts';
import type { Stop } from './stops.ts';

type Change = { fields?: Partial<VisitReport>; entry?: { list: keyof typeof VISIT_LISTS; value: object } };
type Begun = { id: string; room: string };

const KEPT = 'field/';
/** Reports whose rows may not have been written yet: a second press must not begin a second visit. */
const begun = new Map<string, Begun>();
let last: Promise<unknown> = Promise.resolve();

/**
 * What the technician did at a stop, in one intent; the first act of an attempt gives birth to its report.
 * @returns the visit's id
 * @throws {Refused}
 */
export function report(device: Device, stop: Stop, name: string, change: Change = {}): Promise<string> {
	const done = last.catch(() => {}).then(() => write(device, stop, name, change));
	last = done;
	return done;
}

async function write(device: Device, stop: Stop, name: string, { fields = {}, entry }: Change): Promise<string> {
	const { order, plan } = stop.order;
	const attempt = `${order}/${plan.id}`;
	const known = begun.get(attempt) ?? stop.report;
	const { id, room } = known ?? { id: device.newId(), room: device.currentReport() };
	const ops: WriteOp[] = known
		? Object.entries(fields).map(([field, v]) => ({ edit: id, field, v }))
		: [{ base: id, value: { kind: 'visit', fields: newVisit({ order, plan: plan.id, ...fields }) } }];
	if (entry) ops.push({ entry: id, ...entry });
	if (ops.length === 0) return id;
	if (!known) await device.db.drafts.put({ key: KEPT + order, value: stop.order });
	await device.write(room, name, ops);
	begun.set(attempt, { id, room });
	return id;
}

/** Orders whose work has begun here: they can be finished also when the office has taken them off the agenda. */
export async function keptOrders(db: HiloDatabase): Promise<AgendaVisit[]> {
	const drafts = await db.drafts.where('key').startsWith(KEPT).toArray();
	return drafts.map(({ value }) => value as AgendaVisit);
}
