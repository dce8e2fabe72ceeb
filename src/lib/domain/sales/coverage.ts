import type { CatalogItem } from '../catalog.ts';
import { metresBetween, type Pin } from '../shared/place.ts';

export type Nap = CatalogItem<'nap'>;
export type Node = CatalogItem<'node'>;

/** Metres: the longest drop of fibre from a box, how far a street may still be reached by a new box, and a radio link. */
export const REACH = { drop: 300, street: 1_000, radio: 5_000 } as const;

/**
 * `covered`: can be installed today; `far`: only after a look, since the box is full or beyond a drop; `none`: nothing near.
 * Indicative: the map's metres are straight, the street's are not.
 */
export type Coverage = {
	verdict: 'covered' | 'far' | 'none';
	reason: 'near' | 'full' | 'distant' | 'nothing';
	/** To the box, or to the node when there is none; Infinity when there is neither. */
	metres: number;
	nap: Nap | null;
	freePorts: number;
	node: Node | null;
};

const freePorts = ({ capacity, used }: Nap) => Math.max(0, capacity - used);

function nearest<T extends Pin>(pin: Pin, places: readonly T[]): { place: T; metres: number } | null {
	let best: { place: T; metres: number } | null = null;
	for (const place of places) {
		const metres = metresBetween(pin, place);
		if (!best || metres < best.metres) best = { place, metres };
	}
	return best;
}

function byFibre(pin: Pin, naps: readonly Nap[], nodes: readonly Node[]): Coverage {
	const free = nearest(
		pin,
		naps.filter((nap) => freePorts(nap) > 0)
	);
	const near = free && free.metres <= REACH.drop ? free : nearest(pin, naps);
	if (!near) return { ...byRadio(pin, nodes), verdict: 'none', reason: 'nothing' };
	const { place: nap, metres } = near;
	const rest = { metres, nap, freePorts: freePorts(nap), node: nodes.find(({ id }) => id === nap.node) ?? null };
	if (metres > REACH.street) return { verdict: 'none', reason: 'nothing', ...rest };
	if (metres > REACH.drop) return { verdict: 'far', reason: 'distant', ...rest };
	return rest.freePorts > 0 ? { verdict: 'covered', reason: 'near', ...rest } : { verdict: 'far', reason: 'full', ...rest };
}

/** A mast is seen or not seen only from the roof: within reach it is worth a look, and never certain. */
function byRadio(pin: Pin, nodes: readonly Node[]): Coverage {
	const near = nearest(pin, nodes);
	const rest = { metres: near?.metres ?? Infinity, nap: null, freePorts: 0, node: near?.place ?? null };
	return rest.metres <= REACH.radio
		? { verdict: 'far', reason: 'distant', ...rest }
		: { verdict: 'none', reason: 'nothing', ...rest };
}

/** What the network offers at a point: the nearest box with a free port within a drop, else what is nearest and why it is not enough. */
export function coverageAt(
	pin: Pin,
	naps: readonly Nap[],
	nodes: readonly Node[],
	technology: 'fibre' | 'wireless' = 'fibre'
): Coverage {
	return technology === 'fibre' ? byFibre(pin, naps, nodes) : byRadio(pin, nodes);
}
