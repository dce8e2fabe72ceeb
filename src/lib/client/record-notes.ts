import { TEXT_LENGTH, type Kind } from '#lib/domain/records.ts';
import { Refused } from '#lib/domain/shared/refused.ts';
import { merged } from '#lib/docs/text-change.ts';
import type { HiloDatabase, Row } from './database.ts';
import type { Device } from './device.svelte.ts';
import type { SessionState } from './session.svelte.ts';
import { SharedText } from './shared-text.svelte.ts';

const FIELD = 'notes';

/** The properties of the area in which this person reads and types one record's notes. */
export function notesArea(device: Device, session: SessionState, kind: Kind, row: Pick<Row, 'id' | 'fields'>) {
	const { presence } = device;
	const at = { record: row.id, field: FIELD };
	return {
		record: row.id,
		open: () => recordNotes(device, kind, row),
		standing: row.fields[FIELD],
		maxlength: TEXT_LENGTH.typed,
		readonly: !session.canWrite(kind, FIELD),
		people: presence.at(at),
		onenter: () => presence.set({ focus: at }),
		onleave: () => presence.set({ focus: { record: row.id } })
	};
}

function recordNotes(device: Device, kind: Kind, { id, fields }: Pick<Row, 'id' | 'fields'>): SharedText {
	return new SharedText(String(fields[FIELD] ?? ''), {
		read: () => readNotes(device.db, id),
		async write(from, to) {
			try {
				const room = await device.roomOf(id);
				if (!room) throw new Refused('record.unknown');
				await device.write(room, `${kind}.${FIELD}`, [{ text: id, field: FIELD, from, to }]);
				return null;
			} catch (error) {
				if (error instanceof Refused) return error.sentence;
				throw error;
			}
		}
	});
}

/** As its row says, with what waits here for the tab that writes. */
export function readNotes(db: HiloDatabase, id: string): Promise<string | null> {
	return db.transaction('r', db.rows, db.intents, async () => {
		const text = (await db.rows.get(id))?.fields[FIELD];
		if (typeof text !== 'string') return null;
		const queued = await db.intents.where('state').equals('queued').sortBy('n');
		const typed = queued.flatMap(({ ops }) => ops.flatMap((op) => ('text' in op && op.text === id ? [op] : [])));
		return typed.reduce(merged, text);
	});
}
