import * as Y from 'yjs';
import { Gap, shapeless, type Fresh } from './fresh-structs.ts';
import { LIMITS } from './limits.ts';

/** What an update does to one text: what it puts in, what it takes out, and how long that leaves it. Characters are JavaScript's. */
export type TextChange = { key: string; put: string; cut: string; length: number };

/** Only texts are lists: their structs have no key of a map, and may have a neighbour to their right. */
export function liesInText(doc: Y.Doc, item: Y.Item): boolean {
	const parent: unknown = item.parent;
	if (item.rightOrigin) return true;
	if (typeof parent === 'string') return item.parentSub === null;
	const left = item.origin && known(doc, item.origin);
	return left instanceof Y.Item && left.parentSub === null;
}

/** Reads what an update does to texts; nothing is applied. */
export class TextReader {
	readonly #doc: Y.Doc;
	readonly #changes = new Map<string, TextChange>();
	readonly #keyOf = new Map<unknown, string>();
	#pieces = 0;

	/** @param keys of the edits that the update makes: neighbours in other texts than theirs are none */
	constructor(doc: Y.Doc, keys: ReadonlySet<string>) {
		this.#doc = doc;
		for (const key of keys) if (doc.share.has(key)) this.#keyOf.set(doc.share.get(key), key);
	}
	get changes(): TextChange[] {
		return [...this.#changes.values()];
	}

	/** A new piece of text, between neighbours that the document has. @throws {Gap} when one of them is not there yet */
	put(item: Y.Item, fresh: Fresh) {
		const { content, id, parentSub } = item;
		if (parentSub !== null || ++this.#pieces > LIMITS.piecesOfText) throw shapeless();
		if (!(content instanceof Y.ContentString || content instanceof Y.ContentDeleted)) throw shapeless();
		if (content.getLength() > LIMITS.message || id.clock < Y.getState(this.#doc.store, id.client)) throw shapeless();
		const put = content instanceof Y.ContentString ? content.str : '';
		const change = this.#change(this.#place(item, fresh));
		change.put += put;
		change.length += put.length;
	}

	/** Letters that stand and are deleted. @param start, end clocks of their client */
	cut(item: Y.Item, start: number, end: number) {
		const key = this.#keyOf.get(item.parent);
		if (key === undefined || !(item.content instanceof Y.ContentString)) throw shapeless();
		const { clock } = item.id;
		const cut = item.content.str.slice(Math.max(0, start - clock), end - clock);
		const change = this.#change(key);
		change.cut += cut;
		change.length -= cut.length;
	}

	#change(key: string): TextChange {
		const type = this.#doc.share.get(key);
		const change = this.#changes.get(key) ?? { key, put: '', cut: '', length: type?._length ?? 0 };
		this.#changes.set(key, change);
		return change;
	}

	/** @returns the text's key */
	#place({ parent, origin, rightOrigin }: Y.Item, fresh: Fresh): string {
		const ids = [origin, rightOrigin].filter((id) => id !== null);
		if (ids.length === 0 && typeof parent !== 'string') throw shapeless();
		if (ids.length === 0) return parent as unknown as string;
		// Two new pieces side by side are one: who types sends one piece a gesture.
		if (ids.some((id) => fresh.find(id))) throw shapeless();
		const neighbours = ids.map((id) => known(this.#doc, id));
		if (neighbours.includes(null)) throw new Gap('a neighbour is missing');
		const [first, last] = neighbours;
		const key = first instanceof Y.Item && first.parentSub === null ? this.#keyOf.get(first.parent) : undefined;
		if (key === undefined || (last && !follows(first as Y.Item, last))) throw shapeless();
		if (last && origin && rightOrigin && first === last && origin.clock >= rightOrigin.clock) throw shapeless();
		return key;
	}
}

function known(doc: Y.Doc, id: Y.ID): Y.Item | Y.GC | null {
	return id.clock < Y.getState(doc.store, id.client) ? (Y.getItem(doc.store, id) as Y.Item | Y.GC) : null;
}

/** Whether one comes behind the other in one list: a piece that stood between them the wrong way round would divide the devices. */
function follows(first: Y.Item, last: Y.Item | Y.GC): boolean {
	for (let at: Y.Item | null = first; at; at = at.right) if (at === last) return true;
	return false;
}
