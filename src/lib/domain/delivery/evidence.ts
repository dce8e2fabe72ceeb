import type { CatalogItem } from '../catalog.ts';
import { openSteps } from './checklist.ts';
import type { OrderKind } from './order.ts';
import type { Check, Equipment, PhotoEntry, Signature } from './visit.ts';

export type Evidence = 'checklist' | 'equipment' | 'photo' | 'notes' | 'signature';

/** What a visit must leave behind before its order counts as done. A feasibility visit leaves its verdict. */
const ASKED: Record<OrderKind, readonly Evidence[]> = {
	feasibility: [],
	installation: ['equipment', 'photo'],
	technical: ['notes'],
	removal: ['notes']
};

export type Collected = {
	equipment: readonly Equipment[];
	photos: readonly PhotoEntry[];
	notes: string;
	checks: readonly Check[];
	signatures: readonly Signature[];
};

/** @param steps of this kind of work: a company may ask for more than the rules of every company do */
export function evidenceAsked(kind: OrderKind, steps: readonly CatalogItem<'step'>[]): Evidence[] {
	const required = (asks: 'tick' | 'signature') => steps.some((step) => step.asks === asks && step.use === 'required');
	return [
		...(required('tick') ? ['checklist' as const] : []),
		...ASKED[kind],
		...(required('signature') ? ['signature' as const] : [])
	];
}

/** In the order in which the technician is asked for it; empty when the order can be closed as a success. */
export function missingEvidence(kind: OrderKind, collected: Collected, steps: readonly CatalogItem<'step'>[]): Evidence[] {
	const { equipment, photos, notes, checks, signatures } = collected;
	const there: Record<Evidence, boolean> = {
		checklist: openSteps(steps, checks).every(({ use }) => use !== 'required'),
		equipment: equipment.length > 0,
		photo: photos.length > 0,
		notes: notes.trim() !== '',
		signature: signatures.length > 0
	};
	return evidenceAsked(kind, steps).filter((evidence) => !there[evidence]);
}
