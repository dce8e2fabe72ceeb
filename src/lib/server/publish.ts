import { sql } from 'kysely';
import type { Db } from '#lib/server/db/db.ts';

/** What happened, for whoever has to follow: handled after the commit, in order, until it has worked. */
export type HiloEvent =
	| { type: 'record.changed'; room: string; record: string; kind: string; fields: string[]; born: boolean }
	| { type: 'contract.created' | 'contract.changed'; contract: string; order: string }
	| { type: 'invoice.issued'; invoice: string };

/** Says in the caller's transaction what it did. */
export async function publish(tx: Db, now: Date, ...events: HiloEvent[]): Promise<void> {
	if (events.length === 0) return;
	const rows = events.map(({ type, ...data }) => ({ type, data: JSON.stringify(data), at: now }));
	await tx.insertInto('events').values(rows).execute();
	await sql`select pg_notify('hilo_events', '')`.execute(tx);
}
