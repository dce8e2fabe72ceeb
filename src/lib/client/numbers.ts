import { liveQuery } from 'dexie';
import { shortForm } from '#lib/domain/shared/ids.ts';
import type { HiloDatabase } from './database.ts';

/** The number the server gives a record, if it does so within `patience` ms; what people read of the id otherwise. */
export function numberOf(db: HiloDatabase, id: string, patience = 1500): Promise<string> {
	return new Promise((resolve) => {
		const asking = liveQuery(() => db.rows.get(id)).subscribe((row) => row?.number && done(row.number));
		const timer = setTimeout(() => done(shortForm(id)), patience);
		function done(number: string) {
			clearTimeout(timer);
			resolve(number);
			queueMicrotask(() => asking.unsubscribe());
		}
	});
}
