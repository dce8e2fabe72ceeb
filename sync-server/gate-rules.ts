import { isDeepStrictEqual } from 'node:util';
import { editKey, split, type Edit } from '#lib/docs/room.ts';
import { canAppend, canCreate, canWrite, type Actor } from '#lib/domain/permissions.ts';
import { RECORDS, TEXT_LENGTH, wrongWithBase, type BaseRecord, type Kind } from '#lib/domain/records.ts';
import { ID_PATTERN } from '#lib/domain/shared/ids.ts';
import { Refused } from '#lib/domain/shared/refused.ts';
import { Instant, storable } from '#lib/domain/shared/schema.ts';
import * as v from 'valibot';
import type { Author, GatedOp, RoomView } from './gate.ts';
import type { TextChange } from './text-reader.ts';
import type { Reading, Write } from './update-reader.ts';

/** What one judgement knows beside the room: the records that this very update brings to life, and what it does to texts. */
type Bench = { view: RoomView; author: Author; born: Map<string, BaseRecord>; texts: Map<string, TextChange> };

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const DEEPEST = 8;

/** Decisions that need their own right also at birth: a seller does not make an order that is planned already. */
const DECIDED: Partial<Record<Kind, readonly string[]>> = { order: ['plan', 'cancelled', 'reopened'], visit: ['outcome'] };

export const recordOf = (key: string) => split(key).id;

/** @throws {Refused} for the first thing that may not be: an update is taken whole or not at all */
export function judge(view: RoomView, { writes, texts }: Pick<Reading, 'writes' | 'texts'>, author: Author): GatedOp[] {
	const bench: Bench = { view, author, born: new Map(), texts: new Map(texts.map((text) => [text.key, text])) };
	const of = (map: string) => writes.filter((write) => write.map === map);
	if (of('facts').length > 0) throw new Refused('right.missing');
	const judged = [
		...of('base').map((write) => judgeBase(bench, write)),
		...of('edits').map((write) => judgeEdit(bench, write)),
		...of('entries').map((write) => judgeEntry(bench, write))
	];
	if (judged.length < writes.length || bench.texts.size > 0) throw new Refused('edit.shape');
	return judged.filter((op) => op !== null);
}

/** @returns null when exactly this stands already: a replay after a lost acknowledgement */
function judgeBase({ view, author, born }: Bench, { key, value: text }: Write): GatedOp | null {
	const { actor } = author;
	if (!ID_PATTERN.test(key) || typeof text !== 'string') throw new Refused('edit.shape');
	const value = parseBase(text);
	checkBorn(view, actor, value);
	const standing = view.room.base.get(key);
	if (standing !== undefined && standing !== text) throw new Refused('record.taken');
	if (view.isElsewhere(key)) throw new Refused('record.taken');
	born.set(key, value);
	return standing === undefined ? { type: 'base', id: key, value } : null;
}

function parseBase(text: string): BaseRecord {
	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch {
		throw new Refused('edit.shape');
	}
	const [wrong] = wrongWithBase(value);
	if (wrong === 'record.newer') throw new Refused('record.newer');
	if (wrong === 'record.shape') throw new Refused('edit.shape');
	if (wrong) throw new Refused('value.wrong', { field: wrong.slice('record.field:'.length) });
	return value as BaseRecord;
}

function checkBorn(view: RoomView, actor: Actor, { kind, by, fields }: BaseRecord) {
	if (RECORDS[kind].room !== view.name.family || !canCreate(actor, kind)) throw new Refused('right.missing');
	if (by !== actor.user) throw new Refused('edit.author');
	for (const [field, value] of Object.entries(fields)) {
		checkValue(RECORDS[kind].fields[field]!, value, field);
		const decided = value !== null && DECIDED[kind]?.includes(field);
		if (decided && !canWrite(actor, kind, field)) throw new Refused('right.missing', { field });
	}
}

function judgeEdit(bench: Bench, { key, value, ancestor, direct }: Write): GatedOp | null {
	const { view, author } = bench;
	const { id, rest: field } = split(key);
	const edit = parseEdit(value, author);
	const kind = kindIn(bench, id);
	if (RECORDS[kind].texts.includes(field)) return judgeText(bench, kind, { id, field, edit });
	const schema = own(RECORDS[kind].fields, field);
	if (!schema) throw new Refused('record.newer');
	if (!canWrite(author.actor, kind, field)) throw new Refused('right.missing', { field });
	checkValue(schema, edit.v, field);
	const standing = view.room.edits.get(key);
	if (standing?.i === edit.i && isDeepStrictEqual(standing, edit)) return null;
	// Own values in between that were merged away leave an `over` which we never saw.
	const overIntermediate = !direct && ancestor !== null && !ancestor.deleted;
	if (!overIntermediate) checkOver(view, key, edit, standing, author.actor);
	return { type: 'edit', id, field, edit, old: standing ? standing.v : baseValue(bench, id, field) };
}

/** The text stands in a root of its own, where all that people typed remains: its edit says who and when, and nothing is met. */
function judgeText(
	{ author, texts }: Bench,
	kind: Kind,
	{ id, field, edit }: { id: string; field: string; edit: Edit }
): GatedOp {
	if (!canWrite(author.actor, kind, field)) throw new Refused('right.missing', { field });
	if (edit.v !== null) throw new Refused('value.wrong', { field });
	const key = editKey(id, field);
	const { put = '', cut = '', length = 0 } = texts.get(key) ?? {};
	texts.delete(key);
	if (!storable(put) || (put !== '' && length > TEXT_LENGTH.merged)) throw new Refused('value.wrong', { field });
	return { type: 'text', id, field, edit, cut, put };
}

/** An office's newer work is not undone by a phone that slept; who writes at the same moment is settled by Yjs. */
function checkOver(view: RoomView, key: string, edit: Edit, standing: Edit | undefined, actor: Actor) {
	if (edit.over === (standing?.i ?? null) || !standing) return;
	const slept = !view.isRecent(key) || view.isJournalled(edit.i);
	if (standing.by !== actor.user && slept) throw new Refused('edit.met', { field: split(key).rest });
}

function parseEdit(value: unknown, { actor, intent }: Author): Edit {
	if (!isPlain(value) || Object.keys(value).sort().join() !== 'at,by,i,over,v') throw new Refused('edit.shape');
	const edit = value as Edit;
	const ids = [edit.i, ...(edit.over === null ? [] : [edit.over])];
	if (!ids.every((id) => typeof id === 'string' && UUID.test(id)) || !v.is(Instant, edit.at)) throw new Refused('edit.shape');
	if (intent !== null && edit.i !== intent) throw new Refused('edit.shape');
	if (edit.by !== actor.user) throw new Refused('edit.author');
	return edit;
}

function judgeEntry(bench: Bench, { key, value }: Write): GatedOp | null {
	const { view, author } = bench;
	const { id, rest } = split(key);
	const { id: list, rest: entry } = split(rest);
	if (!ID_PATTERN.test(entry) || !isPlain(value)) throw new Refused('edit.shape');
	const kind = kindIn(bench, id);
	const schema = own(RECORDS[kind].lists, list);
	if (!schema) throw new Refused('record.newer');
	if (!canAppend(author.actor, kind, list)) throw new Refused('right.missing', { field: list });
	checkValue(schema, value, list);
	if ('by' in value && value['by'] !== author.actor.user) throw new Refused('edit.author');
	if ('from' in value && value['from'] !== 'staff') throw new Refused('edit.author');
	const standing = view.room.entries.get(key);
	if (standing !== undefined && !isDeepStrictEqual(standing, value)) throw new Refused('record.taken');
	return standing === undefined ? { type: 'entry', id, list, entry, value } : null;
}

function kindIn({ view, born }: Bench, id: string): Kind {
	const kind = born.get(id)?.kind ?? view.kindOf(id);
	if (!kind) throw new Refused('record.unknown');
	return kind;
}

function baseValue({ view, born }: Bench, id: string, field: string): unknown {
	const base = born.get(id) ?? (JSON.parse(view.room.base.get(id)!) as BaseRecord);
	return (base.fields as Record<string, unknown>)[field];
}

function checkValue(schema: v.GenericSchema, value: unknown, field: string) {
	const parsed = isJson(value) ? v.safeParse(schema, value) : null;
	if (!parsed?.success) throw new Refused('value.wrong', { field });
	// A schema drops what it does not know: that would be stored unjudged.
	if (!isDeepStrictEqual(parsed.output, value)) throw new Refused('record.newer');
}

const own = <T>(table: Record<string, T>, key: string): T | undefined => (Object.hasOwn(table, key) ? table[key] : undefined);

function isPlain(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

/** Yjs carries more than JSON: bytes, big integers, NaN, undefined. PostgreSQL holds less: no U+0000. */
function isJson(value: unknown, depth = 0): boolean {
	if (value === null || typeof value === 'boolean') return true;
	if (typeof value === 'string') return storable(value);
	if (typeof value === 'number') return Number.isFinite(value);
	if (depth === DEEPEST) return false;
	if (Array.isArray(value)) return value.every((item) => isJson(item, depth + 1));
	return isPlain(value) && Object.entries(value).every(([key, item]) => storable(key) && isJson(item, depth + 1));
}
