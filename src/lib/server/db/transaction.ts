import type { Db } from './db.ts';

/** Runs within the caller's transaction if there is one, else in its own. */
export function inTransaction<T>(db: Db, work: (tx: Db) => Promise<T>): Promise<T> {
	return db.isTransaction ? work(db) : db.transaction().execute(work);
}
