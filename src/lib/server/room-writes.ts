import { sql } from 'kysely';
import { entryKey, editKey } from '#lib/docs/room.ts';
import { wrongWithBase, type BaseRecord } from '#lib/domain/records.ts';
import type { Db } from './db/db.ts';

/** One value that the server wants in a room. `value` null clears a fact. */
export type RoomWrite = { room: string; map: 'base' | 'entries' | 'facts'; key: string; value: unknown };

// Far below PostgreSQL's 65,535 parameters of one statement.
const ROWS_A_STATEMENT = 5_000;

/**
 * Asks for values in rooms, in the caller's transaction: the owner of the rooms journals and shows them after the commit.
 * Facts that stand already may be asked for again; who calls should compare first all the same.
 */
export async function writeMany(tx: Db, writes: readonly RoomWrite[]): Promise<void> {
	for (let i = 0; i < writes.length; i += ROWS_A_STATEMENT) {
		const rows = writes.slice(i, i + ROWS_A_STATEMENT).map((write) => ({ ...write, value: JSON.stringify(write.value) }));
		await tx.insertInto('room_writes').values(rows).execute();
	}
	if (writes.length > 0) await sql`select pg_notify('hilo_room_writes', '')`.execute(tx);
}

/** A fact of a record, or of the catalogue and an agenda, whose keys have the same form. */
export function writeFact(tx: Db, room: string, id: string, field: string, value: unknown): Promise<void> {
	return writeMany(tx, [{ room, map: 'facts', key: editKey(id, field), value }]);
}

/** @throws {Error} when the record may not be born so */
export function writeBase(tx: Db, room: string, id: string, value: BaseRecord): Promise<void> {
	const wrong = wrongWithBase(value);
	if (wrong.length > 0) throw new Error(`a ${value.kind} cannot be born: ${wrong.join(', ')}`);
	return writeMany(tx, [{ room, map: 'base', key: id, value }]);
}

export function writeEntry(tx: Db, room: string, id: string, list: string, entry: string, value: object): Promise<void> {
	return writeMany(tx, [{ room, map: 'entries', key: entryKey(id, list, entry), value }]);
}
