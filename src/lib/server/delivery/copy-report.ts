import type { Db } from '#lib/server/db/db.ts';
import { inTransaction } from '#lib/server/db/transaction.ts';
import { settleFact } from '#lib/server/facts.ts';
import { lock } from '#lib/server/locks.ts';
import { readRecord } from '#lib/server/records.ts';
import { reportsOf } from './visits.ts';

/** What dispatch sees of a report that came from somebody whose order it never was. */
export type Unaccepted = { visit: string; technician: string; result: 'success' | 'failed' | null; at: number | null };

/** The order's visits are what its technicians' reports say now; safe to call at any time, as often as one likes. */
export function copyReport(db: Db, id: string): Promise<void> {
	return inTransaction(db, async (tx) => {
		await lock(tx, `report:${id}`);
		const order = await readRecord(tx, 'order', id);
		if (!order) return;
		const { accepted, unaccepted } = await reportsOf(tx, id);
		const card: Unaccepted[] = unaccepted.map(({ id: visit, technician, outcome }) => ({
			...{ visit, technician },
			...{ result: outcome?.result ?? null, at: outcome?.at ?? null }
		}));
		if (accepted.length > 0 || order.facts['visits']) await settleFact(tx, order, 'visits', accepted);
		await settleFact(tx, order, 'unaccepted', card.length > 0 ? card : null);
	});
}
