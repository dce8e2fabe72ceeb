import { workDay } from '#lib/domain/billing/work-day.ts';
import { readZone } from '#lib/server/catalog/company.ts';
import type { Db } from '#lib/server/db/db.ts';
import { receivedAt, reportsOf, statusBy } from '#lib/server/delivery/visits.ts';
import { readRecord } from '#lib/server/records.ts';
import { issueFirstInvoice } from './issue-first-invoice.ts';

/** An installation that is done and has a contract is billed from the day of the work; called by whichever of the two came last. */
export async function billSuccess(db: Db, id: string, now: Date): Promise<void> {
	const order = await readRecord(db, 'order', id);
	if (order?.fields.kind !== 'installation') return;
	const { accepted } = await reportsOf(db, id);
	const outcome = accepted.at(-1)?.outcome;
	if (!outcome || statusBy(order, accepted) !== 'done') return;
	const received = (await receivedAt(db, accepted.at(-1)!.id)) ?? now;
	const day = workDay({ done: outcome.at, made: order.at, received }, await readZone(db));
	await issueFirstInvoice(db, { order: id, ...day }, now);
}
