import type { VatCondition } from '#lib/domain/billing/tax.ts';
import { documentNumber, type Document } from '#lib/domain/sales/lead.ts';
import * as m from '#lib/paraglide/messages.js';

const VAT: Record<VatCondition, () => string> = {
	final: () => m.billing_vat_final(),
	registered: () => m.billing_vat_registered(),
	monotributo: () => m.billing_vat_monotributo(),
	exempt: () => m.billing_vat_exempt()
};
const DOCUMENT: Record<Document['kind'], (given: { number: string }) => string> = {
	dni: (given) => m.billing_document_dni(given),
	cuit: (given) => m.billing_document_cuit(given),
	passport: (given) => m.billing_document_passport(given),
	other: (given) => m.billing_document_other(given)
};
/** ARCA's codes of the three letters. */
const CODES: Record<string, string> = { A: '001', B: '006', C: '011' };

export const vatWords = (condition: VatCondition) => VAT[condition]();
export const codeOf = (letter: string) => CODES[letter] ?? '';
/** 2100 as «21», 1050 as «10,5». */
export const rateWords = (rate: number) => String(rate / 100).replace('.', ',');

export const documentWords = (document: Document) => DOCUMENT[document.kind]({ number: documentNumber(document) });
