import * as Y from 'yjs';
import type { MapName } from '#lib/docs/room.ts';

const same = (a: Y.ID | null, b: Y.ID | null) => Y.compareIDs(a, b);

/**
 * Whether a new value of a map's key would be the one that stands, were it taken: Yjs's own rule for values that were written
 * without knowing of each other, played through without touching the document.
 * @param item as decoded: its `origin`, if any, is in the document
 */
export function wouldStand(doc: Y.Doc, map: MapName, key: string, { id, origin }: Pick<Y.Item, 'id' | 'origin'>): boolean {
	const last = doc.getMap(map)._map.get(key) ?? null;
	const before = new Set<Y.Item>();
	const conflicting = new Set<Y.Item>();
	let left = origin && (Y.getItem(doc.store, origin) as Y.Item);
	let other = left ? left.right : firstOf(last);
	if (left && origin && !same(left.lastId, origin)) {
		// In the midst of a merged run: the rest of it was written over the same value.
		if (left.id.client >= id.client) return false;
		before.add(left);
	}
	for (; other; other = other.right) {
		before.add(other);
		conflicting.add(other);
		const over = other.origin && (Y.getItem(doc.store, other.origin) as Y.Item);
		if (same(origin, other.origin)) {
			if (other.id.client > id.client && other.rightOrigin === null) break;
			if (other.id.client > id.client) continue;
		} else if (!over || !before.has(over)) break;
		else if (conflicting.has(over)) continue;
		left = other;
		conflicting.clear();
	}
	return left ? left.right === null : last === null;
}

function firstOf(item: Y.Item | null): Y.Item | null {
	while (item?.left) item = item.left;
	return item;
}
