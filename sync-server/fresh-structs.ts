import * as Y from 'yjs';
import { Refused } from '#lib/domain/shared/refused.ts';

/** Bytes that are no Yjs update at all. */
export class Malformed extends Error {
	override readonly name = 'Malformed';
}

/** It leans on structs that neither the document nor the update has. */
export class Gap extends Error {
	override readonly name = 'Gap';
}

export type Range = { clock: number; end: number };

export const shapeless = () => new Refused('edit.shape');

/** The structs behind our state vector, by client and without a hole. */
export class Fresh {
	readonly clocks = new Map<number, number>();
	readonly #items = new Map<number, Y.Item[]>();
	readonly #followers = new Map<Y.Item, Y.Item>();

	add(item: Y.Item) {
		const { client, clock } = item.id;
		const items = this.#items.get(client);
		if (items) items.push(item);
		else this.#items.set(client, [item]);
		this.clocks.set(client, clock + item.length);
	}
	all(): Y.Item[] {
		return [...this.#items.values()].flat();
	}
	/** Who writes one value after the other makes a line: in a tree, a branch that was deleted could hide the one that lives. */
	follow(item: Y.Item, follower: Y.Item): Y.Item {
		const other = this.#followers.get(item) ?? follower;
		if (other !== follower || !Y.compareIDs(item.lastId, follower.origin)) throw shapeless();
		this.#followers.set(item, follower);
		return item;
	}
	hasFollower(item: Y.Item): boolean {
		return this.#followers.has(item);
	}
	within(client: number, { clock, end }: Range): Y.Item[] {
		return (this.#items.get(client) ?? []).filter((item) => item.id.clock < end && item.id.clock + item.length > clock);
	}
	find({ client, clock }: Y.ID): Y.Item | null {
		const items = this.#items.get(client);
		if (!items || clock < items[0]!.id.clock || clock >= this.clocks.get(client)!) return null;
		return items[Y.findIndexSS(items, clock)] as Y.Item;
	}
}

/** @throws {Gap} and {Refused} for what is no value of a map */
export function newStructs(doc: Y.Doc, structs: readonly (Y.Item | Y.GC | Y.Skip)[], relaxed: boolean): Fresh {
	const fresh = new Fresh();
	for (const struct of structs) {
		const { client, clock } = struct.id;
		const known = fresh.clocks.get(client) ?? Y.getState(doc.store, client);
		if (!(struct.length > 0)) throw shapeless();
		if (clock + struct.length <= known) continue;
		const gapForgiven = relaxed && !fresh.clocks.has(client);
		if (clock > known && !gapForgiven) throw new Gap('structs are missing');
		if (!(struct instanceof Y.Item)) throw shapeless();
		fresh.add(struct);
	}
	return fresh;
}
