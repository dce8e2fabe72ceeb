import * as Y from 'yjs';
import { editKey, entryKey, type Op, type Room } from '#lib/docs/room.ts';
import { vectorOf } from '#lib/docs/vector.ts';
import type { RefusalCode } from '#lib/domain/shared/refusals.ts';
import type { Intent } from './database.ts';
import { recordOf } from './write-ops.ts';

/** State vector: how far each Yjs client id has got. JSON makes its keys texts. */
export type Clocks = Record<string, number>;
export type Verdict = { arrived: true } | { apply: Op[] } | { refused: RefusalCode; detail: Record<string, string> };

export function covers(clocks: Clocks, { client, clock }: Pick<Intent, 'client' | 'clock'>): boolean {
	return client > 0 && (clocks[client] ?? 0) >= clock;
}

/**
 * Whether a server has lost what this document holds: all that is ours alone must be on its way.
 * @param theirs the server's encoded state vector
 */
export function hasLost(doc: Y.Doc, theirs: Uint8Array, pending: readonly Pick<Intent, 'client' | 'update'>[]): boolean {
	const known = Y.decodeStateVector(theirs);
	for (const [client, clock] of vectorOf(doc)) {
		if (clock <= (known.get(client) ?? 0)) continue;
		const first = pending.find((intent) => intent.client === client)?.update;
		if (!first || Y.parseUpdateMeta(first).from.get(client)! > (known.get(client) ?? 0)) return true;
	}
	return false;
}

/**
 * Whether a server holds what this document does not.
 * @param theirs the server's encoded state vector
 */
export function lacks(doc: Y.Doc, theirs: Uint8Array): boolean {
	return [...Y.decodeStateVector(theirs)].some(([client, clock]) => clock > Y.getState(doc.store, client));
}

/**
 * What becomes of one intent in a room that was loaded afresh. A blind replay would undo a colleague and double a note.
 * @param covered the room, or the closed epoch, already holds its update
 */
export function judge(room: Room, { id, ops }: Pick<Intent, 'id' | 'ops'>, covered: boolean): Verdict {
	if (covered) return { arrived: true };
	const left = ops.filter((op) => !isThere(room, op, id));
	if (left.length === 0) return { arrived: true };
	const born = new Set(left.flatMap((op) => ('base' in op ? [op.base] : [])));
	for (const op of left) {
		if ('base' in op) continue;
		const record = recordOf(op);
		if (!born.has(record) && !room.base.has(record)) return { refused: 'record.unknown', detail: {} };
		if ('edit' in op && room.standing(op.edit, op.field) !== op.over) return { refused: 'edit.met', detail: { field: op.field } };
	}
	return { apply: left };
}

/**
 * Whether a restored server may still get back from others what these were written about: a record that nobody has, or
 * a value that is newer than the one that stands.
 */
export function comesBack(room: Room, ops: readonly Op[]): boolean {
	const born = new Set(ops.flatMap((op) => ('base' in op ? [op.base] : [])));
	return ops.some((op) => {
		if ('base' in op || born.has(recordOf(op))) return false;
		const isOlder = 'edit' in op && (room.standing(op.edit, op.field) ?? '') < (op.over ?? '');
		return isOlder || !room.base.has(recordOf(op));
	});
}

function isThere(room: Room, op: Op, intent: string): boolean {
	if ('base' in op) return room.base.has(op.base);
	if ('entry' in op) return room.entries.has(entryKey(op.entry, op.list, op.id));
	// Who typed on behind it may have done so in a room that never got it, so only its own name says that a text has it.
	if ('text' in op) return room.standing(op.text, op.field) === intent;
	const standing = room.edits.get(editKey(op.edit, op.field));
	// A colleague who wrote over this very intent has seen it: it had arrived.
	return standing !== undefined && (standing.i === intent || standing.over === intent);
}
