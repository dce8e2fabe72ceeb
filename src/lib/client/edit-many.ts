import type { Row } from './database.ts';
import type { Device } from './device.svelte.ts';
import { inParts } from './in-parts.ts';
import type { WriteOp, Written } from './write-ops.ts';

/**
 * Edits on many records, whatever months they were born in: one gesture, taken back as one.
 * @returns the first of its intents; null when this device holds none of the records
 * @throws {Refused}
 */
export async function editMany(
	device: Pick<Device, 'db' | 'write'>,
	name: string,
	ids: readonly string[],
	fieldsOf: (row: Row) => Record<string, unknown>
): Promise<Written | null> {
	const rows = (await device.db.rows.bulkGet([...ids])).filter((row) => row !== undefined);
	let first: Written | null = null;
	for (const [room, held] of Map.groupBy(rows, (row) => row.room)) {
		const ops = held.flatMap((row) => Object.entries(fieldsOf(row)).map(([field, v]): WriteOp => ({ edit: row.id, field, v })));
		for (const part of inParts(ops)) {
			const written = await device.write(room, name, part, { gesture: first?.gesture });
			first ??= written;
		}
	}
	return first;
}
