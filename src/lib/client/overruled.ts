import type { YMapEvent } from 'yjs';
import { RECORDS } from '#lib/domain/records.ts';
import { split, type Edit, type Room } from '#lib/docs/room.ts';
import type { Notice } from './database.ts';
import type { RecordIndex } from './record-index.ts';

/** Where an edit of somebody else took the place of one's own without having seen it. */
export function overruled(event: YMapEvent<Edit>, room: Room, index: RecordIndex, me: string): Notice[] {
	return [...event.changes.keys].flatMap(([key, change]): Notice[] => {
		const mine = change.oldValue as Edit | undefined;
		const theirs = change.action === 'update' ? room.edits.get(key) : undefined;
		if (!mine || !theirs || mine.by !== me || theirs.by === me || theirs.over === mine.i) return [];
		const { id: record, rest: field } = split(key);
		const kind = index.kind(record);
		// In a text both remain.
		if (!kind || RECORDS[kind].texts.includes(field)) return [];
		return [{ id: `${mine.i}/${theirs.i}`, record, kind, field, mine: mine.v, theirs: theirs.v, by: theirs.by, at: theirs.at }];
	});
}
