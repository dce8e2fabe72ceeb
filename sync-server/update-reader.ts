import * as Y from 'yjs';
import { MAPS, type MapName } from '#lib/docs/room.ts';
import { type Fresh, Gap, Malformed, newStructs, shapeless, type Range } from './fresh-structs.ts';
import { LIMITS } from './limits.ts';
import { wouldStand } from './standing.ts';
import { liesInText, TextReader, type TextChange } from './text-reader.ts';

/** One value that an update would set. `ancestor` is the struct of ours that it was written over; `direct` when nothing lay between. */
export type Write = Place & { value: unknown; direct: boolean };

/** What is new in an update, resolved against a document that does not have it yet. `clocks` are those of its clients afterwards. */
export type Reading = { writes: Write[]; texts: TextChange[]; keys: Key[]; clocks: Map<number, number> };

export type Key = { map: MapName; key: string };
/** `root` is the new struct through which others of the update hang on the document. */
type Place = Key & { ancestor: Y.Item | null; root: Y.Item };

/**
 * Takes away what the document has already, then says what the rest would write; nothing is applied.
 * @param relaxed for an update behind a refused one: its gap is forgiven, what cannot be resolved is left out, texts too
 * @throws {Malformed}, {Gap}, and {Refused} for nested types, lists but texts, and deletions of what the update does not replace
 */
export function readUpdate(doc: Y.Doc, update: Uint8Array, { relaxed = false } = {}): Reading {
	const { structs, ds } = decode(update);
	const fresh = newStructs(doc, structs, relaxed);
	const { pieces = [], values = [] } = Object.groupBy(fresh.all(), (item) => (liesInText(doc, item) ? 'pieces' : 'values'));
	const places = resolveAll(doc, values, fresh, relaxed);
	const texts = new TextReader(doc, new Set([...places.values()].flatMap(({ map, key }) => (map === 'edits' ? [key] : []))));
	if (!relaxed) for (const piece of pieces) texts.put(piece, fresh);
	const { unborn, replaced } = readDeletes(doc, ds, fresh, texts, relaxed);
	if (pieces.some((piece) => piece.content instanceof Y.ContentString && unborn.has(piece))) throw shapeless();
	const writes = [...places]
		.filter(([item]) => !(item.content instanceof Y.ContentDeleted) && !unborn.has(item))
		.map(([item, place]) => ({
			...place,
			value: valueOf(item, fresh),
			direct: item.origin === null || fresh.find(item.origin) === null
		}));
	if (!relaxed) checkKeys(doc, { places, writes, replaced });
	return { writes, texts: texts.changes, keys: [...places.values()], clocks: fresh.clocks };
}

function decode(update: Uint8Array) {
	try {
		return Y.decodeUpdate(update);
	} catch (error) {
		throw new Malformed('no Yjs update', { cause: error });
	}
}

function resolveAll(doc: Y.Doc, all: readonly Y.Item[], fresh: Fresh, relaxed: boolean): Map<Y.Item, Place> {
	const places = new Map<Y.Item, Place>();
	for (const item of all) {
		const chain: Y.Item[] = [];
		let place: Place | null | undefined;
		for (let at: Y.Item | null = item; at;) {
			if ((place = places.get(at)) || chain.push(at) > all.length) break;
			const next: Y.Item | Place | null = step(doc, at, fresh);
			at = next instanceof Y.Item ? next : null;
			place = next instanceof Y.Item ? null : next;
		}
		if (place) for (const link of chain) places.set(link, place);
		else if (!relaxed) throw new Gap('a neighbour is missing');
	}
	return places;
}

/** Where a struct belongs, or the new struct that knows it. Only structs without a neighbour carry their parent. */
function step(doc: Y.Doc, item: Y.Item, fresh: Fresh): Y.Item | Place | null {
	if (item.rightOrigin) throw shapeless();
	const parent: unknown = item.parent;
	if (typeof parent === 'string') {
		const map = MAPS.find((name) => name === parent);
		if (!map || item.parentSub === null) throw shapeless();
		return { map, key: item.parentSub, ancestor: null, root: item };
	}
	if (parent || !item.origin) throw shapeless();
	const { origin } = item;
	const inUpdate = fresh.find(origin);
	if (inUpdate) return fresh.follow(inUpdate, item);
	if (origin.clock >= Y.getState(doc.store, origin.client)) return null;
	const known = Y.getItem(doc.store, origin);
	if (!(known instanceof Y.Item)) throw shapeless();
	return { ...placeOf(doc, known), ancestor: known, root: item };
}

function valueOf(item: Y.Item, fresh: Fresh): unknown {
	const { content } = item;
	if (fresh.hasFollower(item) || !(content instanceof Y.ContentAny) || content.arr.length !== 1) throw shapeless();
	return content.arr[0];
}

/** Whole ranges once each: a hostile delete set may name the same thing a hundred thousand times. */
function merged(ranges: readonly { clock: number; len: number }[]): Range[] {
	const whole: Range[] = [];
	for (const { clock, len } of [...ranges].sort((a, b) => a.clock - b.clock)) {
		const last = whole.at(-1);
		if (last && clock <= last.end) last.end = Math.max(last.end, clock + len);
		else whole.push({ clock, end: clock + len });
	}
	return whole;
}

function readDeletes(doc: Y.Doc, ds: ReturnType<typeof Y.createDeleteSet>, fresh: Fresh, texts: TextReader, relaxed: boolean) {
	const unborn = new Set<Y.Item>();
	const replaced: Key[] = [];
	for (const [client, ranges] of ds.clients)
		for (const range of merged(ranges)) {
			const state = Y.getState(doc.store, client);
			if (range.end > (fresh.clocks.get(client) ?? state) && !relaxed) throw new Gap('a deletion comes before its value');
			for (const item of fresh.within(client, range)) unborn.add(item);
			for (const item of living(doc, client, { clock: range.clock, end: Math.min(range.end, state) }))
				if (item.parentSub !== null) replaced.push(placeOf(doc, item));
				else if (!relaxed) texts.cut(item, range.clock, range.end);
		}
	return { unborn, replaced };
}

function living(doc: Y.Doc, client: number, { clock, end }: Range): Y.Item[] {
	const found: Y.Item[] = [];
	if (clock >= end) return found;
	const structs = doc.store.clients.get(client)!;
	for (let i = Y.findIndexSS(structs, clock); i < structs.length && structs[i]!.id.clock < end; i++) {
		const struct = structs[i]!;
		if (struct instanceof Y.Item && !struct.deleted) found.push(struct);
	}
	return found;
}

function placeOf(doc: Y.Doc, item: Y.Item): Key {
	const map = MAPS.find((name) => doc.getMap(name) === item.parent);
	if (!map || item.parentSub === null) throw shapeless();
	return { map, key: item.parentSub };
}

type Touched = { places: Map<Y.Item, Place>; writes: readonly Write[]; replaced: readonly Key[] };

/**
 * Every key that is touched keeps a value. What the document has is deleted only by a value that takes its place; and a value
 * that was dead on arrival, because it lost against one that the document has, must lose here too.
 */
function checkKeys(doc: Y.Doc, { places, writes, replaced }: Touched) {
	const written = new Map(writes.map((write) => [nameOf(write), write]));
	if (written.size < writes.length) throw shapeless();
	for (const key of replaced) {
		const write = written.get(nameOf(key));
		if (!write || !wouldStand(doc, write.map, write.key, write.root)) throw shapeless();
	}
	const living = new Set(writes.map(({ root }) => root));
	const dead = new Map([...places.values()].filter(({ root }) => !living.has(root)).map((place) => [place.root, place]));
	if (dead.size > LIMITS.deadOnArrival) throw shapeless();
	for (const [root, { map, key }] of dead) if (map === 'facts' || wouldStand(doc, map, key, root)) throw shapeless();
}

const nameOf = ({ map, key }: Key) => `${map}/${key}`;
