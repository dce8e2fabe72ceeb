import { roomKey, type HiloDatabase, type Intent, type Row } from '#lib/client/database.ts';
import type { Drive, TabStore } from './device-store.ts';

/** The drive as that code finds it which asks the database itself: it writes into months that this device holds as rows alone. */
export function databaseOn(drive: Drive, store: TabStore): HiloDatabase {
	const rowOf = (id: string) => [...drive.rooms.values()].map(({ rows }) => rows.get(id)).find((row) => row);
	const named = (ids: readonly string[]) =>
		[...drive.intents.values()].filter(({ id }) => ids.includes(id)).sort((a, b) => a.n - b.n);
	return {
		rows: {
			bulkGet: async (ids: readonly string[]) => ids.map(rowOf),
			bulkPut: async (rows: readonly Row[]) => rows.forEach((row) => drive.room(row.room).rows.set(row.id, row))
		},
		meta: { get: async (key: string) => ({ key, value: drive.room(key.slice(roomKey('').length)).mark }) },
		intents: {
			add: (intent: Omit<Intent, 'n'>) => store.queue(intent),
			where: () => ({ anyOf: (ids: readonly string[]) => ({ sortBy: async () => named(ids) }) })
		},
		transaction: (...asked: unknown[]) => (asked.at(-1) as () => Promise<void>)()
	} as unknown as HiloDatabase;
}
