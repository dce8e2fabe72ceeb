import * as v from 'valibot';
import { digits } from '../shared/text.ts';
import { IdOf, Short, Text, Optional } from '../shared/schema.ts';

export const CONTACT_CHANNELS = ['whatsapp', 'call', 'web', 'referral', 'shop', 'other'] as const;
export const VAT_CONDITIONS = ['final', 'registered', 'monotributo', 'exempt'] as const;
export const DOCUMENT_KINDS = ['dni', 'cuit', 'passport', 'other'] as const;

/** Number as typed, without its pictures: those are never in a room. */
export const Document = v.object({ kind: v.picklist(DOCUMENT_KINDS), number: Short });
export type Document = v.InferOutput<typeof Document>;

/** As people read it: a DNI with its points, «28.456.789»; every other number as it was typed. */
export function documentNumber({ kind, number }: Document): string {
	return kind === 'dni' ? digits(number).replace(/\B(?=(\d{3})+$)/g, '.') || number : number;
}

/** A person or firm with interest. Only the name is asked for. */
export const LEAD_FIELDS = {
	personType: v.picklist(['person', 'company']),
	name: v.pipe(Short, v.minLength(1)),
	document: v.nullable(Document),
	phone: Optional,
	email: Optional,
	contactChannel: v.nullable(v.picklist(CONTACT_CHANNELS)),
	vatCondition: v.picklist(VAT_CONDITIONS),
	legalName: Optional,
	taxId: Optional,
	observations: Text,
	owner: v.nullable(IdOf),
	lost: v.nullable(v.object({ reason: Short, at: v.number() })),
	archived: v.boolean()
} as const;

export type Lead = { [F in keyof typeof LEAD_FIELDS]: v.InferOutput<(typeof LEAD_FIELDS)[F]> };

/** What a new lead is before anybody typed anything but the name. */
export function newLead(some: Partial<Lead> & { name: string }): Lead {
	return {
		personType: 'person',
		document: null,
		phone: '',
		email: '',
		contactChannel: null,
		vatCondition: 'final',
		legalName: '',
		taxId: '',
		observations: '',
		owner: null,
		lost: null,
		archived: false,
		...some
	};
}

export type LeadStatus = 'new' | 'qualified' | 'customer' | 'lost';

/** Qualified by its first prospect, a customer by its first contract; a loss stands until something new happens. */
export function leadStatus(lead: Pick<Lead, 'lost'>, prospects: number, contracts: number): LeadStatus {
	if (contracts > 0) return 'customer';
	if (lead.lost) return 'lost';
	return prospects > 0 ? 'qualified' : 'new';
}
