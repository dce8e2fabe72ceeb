import * as cuit from 'stdnum/lib/cjs/ar/cuit.js';
import type { Document } from '../sales/lead.ts';
import { digits } from './text.ts';

export type DocumentKind = Document['kind'];
export type DocumentProblem =
	'document.empty' | 'document.shape' | 'document.length' | 'document.repeated' | 'document.check-digit' | 'document.prefix';
/** `normalised` is what is compared and stored beside the raw text; `doubtful` passes, with a warning. */
export type DocumentCheck =
	{ ok: true; normalised: string; display: string; doubtful: boolean } | { ok: false; normalised: string; code: DocumentProblem };

const REPEATED = /^(.)\1*$/;
const PERSON_PREFIXES = ['20', '23', '24', '27'];
const PROBLEM_OF: Record<string, DocumentProblem> = {
	InvalidLength: 'document.length',
	InvalidFormat: 'document.shape',
	InvalidComponent: 'document.prefix',
	InvalidChecksum: 'document.check-digit'
};

const passed = (normalised: string, display: string, doubtful = false): DocumentCheck => ({
	ok: true,
	normalised,
	display,
	doubtful
});
const failed = (normalised: string, code: DocumentProblem): DocumentCheck => ({ ok: false, normalised, code });

/** The library checks a DNI by its length alone, so 00000000 would pass. */
function checkDni(compact: string): DocumentCheck {
	if (!/^\d+$/.test(compact)) return failed(compact, 'document.shape');
	if (compact.length < 7 || compact.length > 8) return failed(compact, 'document.length');
	if (REPEATED.test(compact)) return failed(compact, 'document.repeated');
	const number = compact.replace(/^0+/, '');
	return passed(number, number.replace(/\B(?=(\d{3})+$)/g, '.'));
}

/** A remainder of 10 takes the check digit 9 in one source and never exists in another: accepted, with a warning. */
function doubtful(compact: string): boolean {
	const weights = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2];
	return weights.reduce((sum, weight, i) => sum + weight * Number(compact[i]), 0) % 11 === 1;
}

function checkCuit(compact: string): DocumentCheck {
	const checked = cuit.validate(compact);
	if (!checked.isValid) return failed(compact, PROBLEM_OF[checked.error?.name ?? ''] ?? 'document.shape');
	if (REPEATED.test(compact.slice(2, 10))) return failed(compact, 'document.repeated');
	return passed(compact, cuit.format(compact), doubtful(compact));
}

/** Whether a number as typed can be what its kind says. */
export function checkDocument(kind: DocumentKind, raw: string): DocumentCheck {
	const compact = raw.toUpperCase().replace(/[\s.\-/]/g, '');
	if (compact === '') return failed('', 'document.empty');
	if (kind === 'dni') return checkDni(compact);
	if (kind === 'cuit') return checkCuit(compact);
	if (!/^[\p{L}\d]+$/u.test(compact)) return failed(compact, 'document.shape');
	if (kind === 'passport' && (compact.length < 5 || compact.length > 12)) return failed(compact, 'document.length');
	return passed(compact, compact);
}

/** The kind that a number without one most likely is. */
export function guessKind(raw: string): DocumentKind {
	if (/[a-z]/i.test(raw)) return 'passport';
	return digits(raw).length === 11 ? 'cuit' : 'dni';
}

/** The DNI inside a person's CUIT or CUIL; null in a company's. */
export function dniOf(taxId: string): string | null {
	const compact = digits(taxId);
	if (compact.length !== 11 || !PERSON_PREFIXES.includes(compact.slice(0, 2))) return null;
	return compact.slice(2, 10).replace(/^0+/, '');
}

/** What two writings of one document share; a person's CUIT and DNI share it too. Empty when there is nothing to compare. */
export function documentKey(document: Document | null): string {
	if (!document) return '';
	const { ok, normalised } = checkDocument(document.kind, document.number);
	return (ok && document.kind === 'cuit' && dniOf(normalised)) || normalised;
}

/** A person's DNI stands in the middle of his CUIT; anything that cannot be compared agrees. */
export function documentsAgree(document: Document | null, taxId: string): boolean {
	const inside = dniOf(taxId);
	if (document?.kind !== 'dni' || inside === null) return true;
	return documentKey(document) === inside;
}
