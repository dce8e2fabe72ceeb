import { check } from './check.ts';
import { getMeta, roomKey, UNPLACED } from './database.ts';
import type { RoomMark } from './room-store.ts';
import type { Surroundings } from './surroundings.ts';
import { complete, recordOf, valuesBefore, type WriteOp, type Written } from './write-ops.ts';

/**
 * Writes an intent for the tab that holds the rooms; this one judges by the rows it shows.
 * @throws {Refused}
 */
export async function queueIntent(
	around: Surroundings,
	room: string,
	name: string,
	asked: readonly WriteOp[],
	gesture?: string
): Promise<Written> {
	const { db, actor, now, newId } = around;
	const [id, at] = [newId(), now()];
	const found = await db.rows.bulkGet([...new Set(asked.map(recordOf))]);
	const rows = new Map(found.flatMap((row) => (row ? [[row.id, row] as const] : [])));
	const ops = complete(asked, { by: actor.user, at, newId, seen: (record, field) => rows.get(record)?.seen[field] ?? null });
	check(actor, room, ops, (record) => rows.get(record)?.kind ?? null);
	const before = valuesBefore(ops, (record, field) => rows.get(record)?.fields[field]);
	const written = { id, room, name, gesture: gesture ?? id, at, ops, before };
	await db.intents.add({ ...written, state: 'queued', ...UNPLACED, settled: null, code: null, detail: {} });
	// Seldom needed, so not of the first load; it is stored whether or not its row shows it yet.
	if (rows.size > 0 && (await getMeta<RoomMark>(db, roomKey(room)))?.sealed)
		await import('./waiting-rows.ts').then(({ showWaiting }) => showWaiting(db, { ...written, by: actor.user })).catch(() => {});
	return { intent: id, gesture: gesture ?? id };
}
