import type { OrderKind } from './order.ts';
import type { Equipment, PhotoEntry } from './visit.ts';

export type Evidence = 'equipment' | 'photo' | 'notes';

/** What a visit must leave behind before its order counts as done. A feasibility visit leaves its verdict. */
const ASKED: Record<OrderKind, readonly Evidence[]> = {
	feasibility: [],
	installation: ['equipment', 'photo'],
	technical: ['notes'],
	removal: ['notes']
};

export type Collected = { equipment: readonly Equipment[]; photos: readonly PhotoEntry[]; notes: string };

export const evidenceAsked = (kind: OrderKind): readonly Evidence[] => ASKED[kind];

/** In the order in which the technician is asked for it; empty when the order can be closed as a success. */
export function missingEvidence(kind: OrderKind, { equipment, photos, notes }: Collected): Evidence[] {
	const there = { equipment: equipment.length > 0, photo: photos.length > 0, notes: notes.trim() !== '' };
	return ASKED[kind].filter((evidence) => !there[evidence]);
}
