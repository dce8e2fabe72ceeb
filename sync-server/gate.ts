import type { Edit, Room } from '#lib/docs/room.ts';
import type { RoomName } from '#lib/docs/rooms.ts';
import type { Actor } from '#lib/domain/permissions.ts';
import type { BaseRecord, Kind } from '#lib/domain/records.ts';
import { Refused } from '#lib/domain/shared/refused.ts';
import { judge, recordOf } from './gate-rules.ts';
import { LIMITS } from './limits.ts';
import type { Clocks, RefusedIntent } from './messages.ts';
import { Gap } from './fresh-structs.ts';
import { readUpdate, type Key, type Reading } from './update-reader.ts';

/** Who writes, from which device, within which intent (null: a stock client, which knows none). */
export type Author = { actor: Actor; device: string; intent: string | null };

/** A room as the gate needs it: the live document and what is known beside it. */
export type RoomView = {
	name: RoomName;
	room: Room;
	serverClient: number;
	kindOf(id: string): Kind | null;
	/** Whom a Yjs client id belongs to; null: nobody has used it here. */
	ownerOf(client: number): { user: string; device: string } | null;
	/** Whether the value of a key was taken less than five seconds ago: then two people met, and neither slept. */
	isRecent(key: string): boolean;
	/** Whether another room holds a record of that id. */
	isElsewhere(id: string): boolean;
	/** Whether the journal has this intent already. */
	isJournalled(intent: string): boolean;
};

/** What an update does, in the words of the records. `old` is the value that stood before. */
export type GatedOp =
	| { type: 'base'; id: string; value: BaseRecord }
	| { type: 'edit'; id: string; field: string; edit: Edit; old: unknown }
	| { type: 'text'; id: string; field: string; edit: Edit; cut: string; put: string }
	| { type: 'entry'; id: string; list: string; entry: string; value: object }
	| { type: 'fact'; id: string; field: string; value: unknown };

export type Verdict =
	| { taken: 'nothing-new' }
	| { taken: 'early' }
	| { taken: 'new'; ops: GatedOp[]; clocks: Clocks; keys: Key[] }
	| { taken: 'refused'; code: RefusedIntent['code']; detail: RefusedIntent['detail'] };

/**
 * Judges one update whole, before anything of it is applied: shape, right and existence, never status.
 * @param relaxed only asks whether an update behind a refused one would be refused too
 * @throws {Malformed} for bytes that are no update
 */
export function gate(view: RoomView, update: Uint8Array, author: Author, { relaxed = false } = {}): Verdict {
	try {
		const reading = readUpdate(view.room.doc, update, { relaxed });
		if (reading.clocks.size === 0 && reading.writes.length === 0) return { taken: 'nothing-new' };
		checkSize(update, reading, author);
		for (const client of reading.clocks.keys()) checkOwner(view, client, author);
		return {
			taken: 'new',
			ops: judge(view, reading, author),
			clocks: Object.fromEntries(reading.clocks),
			keys: reading.keys
		};
	} catch (error) {
		if (error instanceof Gap) return { taken: 'early' };
		if (error instanceof Refused) return { taken: 'refused', code: error.code, detail: error.detail };
		throw error;
	}
}

function checkSize(update: Uint8Array, { writes }: Reading, { intent }: Author) {
	if (intent === null) return;
	const records = new Set(writes.map(({ key }) => recordOf(key)));
	if (update.length > LIMITS.intent || records.size > LIMITS.recordsAnIntent) throw new Refused('edit.too-big');
}

/** A Yjs client id belongs to the user and device that used it first; nobody writes in another's name. */
function checkOwner(view: RoomView, client: number, { actor, device }: Author) {
	const owner = view.ownerOf(client);
	const foreign = owner && (owner.user !== actor.user || owner.device !== device);
	if (foreign || client === view.serverClient) throw new Refused('edit.author');
}
