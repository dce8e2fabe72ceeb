import type { Id } from '../shared/ids.ts';
import { documentKey, dniOf } from '../shared/document.ts';
import { phoneKey } from '../shared/phone.ts';
import { metresBetween, type Pin } from '../shared/place.ts';
import { fold } from '../shared/text.ts';
import type { Lead } from './lead.ts';

export type Probe = Pick<Lead, 'name' | 'document' | 'phone' | 'email' | 'taxId'> & { places: readonly Pin[] };
export type Known = Probe & { id: Id };
export type Reason = 'document' | 'phone' | 'mail' | 'name-near';
/** `certain` only when document and telephone agree: a family shares a telephone, a firm and its owner share a document. */
export type Candidate = { id: Id; reasons: Reason[]; certain: boolean };

const NEAR = 50;
const SHORTEST_PHONE = 6;

/** The words of a name in one order: «Ruiz, Carmen» is «Carmen Ruiz». */
function nameKey(name: string): string {
	return fold(name.replace(/[.,]/g, ' ')).split(' ').toSorted().join(' ');
}

/** One key a reason, prefixed by it; empty ones say nothing about a person. */
function keysOf(lead: Probe, home: string): { reason: Reason; key: string }[] {
	const phone = phoneKey(lead.phone, home);
	const keys: { reason: Reason; key: string }[] = [
		{ reason: 'document', key: documentKey(lead.document) },
		{ reason: 'document', key: dniOf(lead.taxId) ?? documentKey(lead.taxId ? { kind: 'cuit', number: lead.taxId } : null) },
		{ reason: 'phone', key: phone.length >= SHORTEST_PHONE ? phone : '' },
		{ reason: 'mail', key: fold(lead.email) },
		{ reason: 'name-near', key: lead.places.length > 0 ? nameKey(lead.name) : '' }
	];
	return keys.filter(({ key }) => key !== '');
}

const near = (a: readonly Pin[], b: readonly Pin[]) => a.some((one) => b.some((other) => metresBetween(one, other) <= NEAR));

/** Leads by what two records of one person share, made once so that every keystroke finds its candidates at once. */
export class DuplicateIndex {
	#known = new Map<Id, Known>();
	#byKey = new Map<string, Id[]>();
	#home: string;

	/** @param home area code for telephones without one */
	constructor(leads: Iterable<Known>, home = '') {
		this.#home = home;
		for (const lead of leads) this.add(lead);
	}

	add(lead: Known) {
		this.#known.set(lead.id, lead);
		for (const { reason, key } of keysOf(lead, this.#home)) {
			const ids = this.#byKey.get(`${reason}/${key}`);
			if (ids) ids.push(lead.id);
			else this.#byKey.set(`${reason}/${key}`, [lead.id]);
		}
	}

	/** Who this may be already, strongest first; `self` is left out. */
	find(probe: Probe, self: Id | null = null): Candidate[] {
		const found = new Map<Id, Set<Reason>>();
		for (const { reason, key } of keysOf(probe, this.#home)) {
			for (const id of this.#byKey.get(`${reason}/${key}`) ?? []) {
				if (id === self || (reason === 'name-near' && !near(probe.places, this.#known.get(id)!.places))) continue;
				found.set(id, (found.get(id) ?? new Set()).add(reason));
			}
		}
		return [...found].map(([id, reasons]) => candidate(id, [...reasons])).toSorted(strongestFirst);
	}
}

function candidate(id: Id, reasons: Reason[]): Candidate {
	return { id, reasons, certain: reasons.includes('document') && reasons.includes('phone') };
}

const WEIGHT: Record<Reason, number> = { document: 8, phone: 4, mail: 2, 'name-near': 1 };
const weight = ({ reasons }: Candidate) => reasons.reduce((sum, reason) => sum + WEIGHT[reason], 0);
const strongestFirst = (a: Candidate, b: Candidate) => weight(b) - weight(a) || (a.id < b.id ? -1 : 1);
