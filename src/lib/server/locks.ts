import { sql } from 'kysely';
import type { Db } from '#lib/server/db/db.ts';

/** Holds everybody else who asks for the same name until this transaction ends; no row is touched, so the journal never waits. */
export async function lock(tx: Db, name: string): Promise<void> {
	await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(tx);
}
