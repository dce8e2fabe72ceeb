import { email as emailAction, is, pipe, string } from 'valibot';
import { LEAD_FIELDS, newLead, type CONTACT_CHANNELS, type Document, type Lead } from '#lib/domain/sales/lead.ts';
import { checkDocument, guessKind } from '#lib/domain/shared/document.ts';
import { isPhone, readPhone } from '#lib/domain/shared/phone.ts';
import { problemSentence, type Problem } from '#lib/domain/shared/problems.ts';
import { digits } from '#lib/domain/shared/text.ts';

export type Channel = (typeof CONTACT_CHANNELS)[number];
/** A lead while it is being typed: every value as the person wrote it. */
export type LeadForm = {
	name: string;
	document: string;
	phone: string;
	email: string;
	channel: Channel | '';
	observations: string;
};
export type LeadField = keyof LeadForm;
export type Problems<F extends string> = Partial<Record<F, string>>;

export const emptyLead = (): LeadForm => ({ name: '', document: '', phone: '', email: '', channel: '', observations: '' });

/** Which of a lead's fields says how long each may be; a channel is chosen, never typed. */
const LIMITS = {
	name: 'legalName',
	document: 'legalName',
	phone: 'phone',
	email: 'email',
	observations: 'observations'
} as const;
const FIELDS = Object.keys(LIMITS) as (keyof typeof LIMITS)[];
const Email = pipe(string(), emailAction());
const FIRM_PREFIX = /^3[034]/;

/** The text of a search goes into the field it looks like. */
export function carry(query: string): Partial<LeadForm> {
	const text = query.trim();
	if (text.includes('@')) return { email: text };
	if (!/^[\d\s()+.\-/]+$/.test(text)) return { name: capitalised(text) };
	return checkDocument(guessKind(text), text).ok ? { document: text } : { phone: text };
}

const PARTICLES = new Set(['de', 'del', 'la', 'las', 'los', 'y', 'e']);

/** A name typed in a hurry; what already has capitals is somebody's own spelling. */
function capitalised(text: string): string {
	if (text !== text.toLowerCase()) return text;
	return text.replace(/\p{L}+/gu, (word, at: number) =>
		at > 0 && PARTICLES.has(word) ? word : word[0]!.toUpperCase() + word.slice(1)
	);
}

/** The sentence beside each field that cannot stay as it is; none when the lead may be saved. */
export function wrongWithLead(form: LeadForm): Problems<LeadField> {
	const wrong: Problems<LeadField> = {};
	const say = (field: LeadField, problem: Problem) => (wrong[field] = problemSentence(problem));
	const document = checkDocument(guessKind(form.document), form.document);
	if (form.name.trim() === '') say('name', 'name.missing');
	if (form.document.trim() !== '' && !document.ok) say('document', document.code);
	if (form.phone.trim() !== '' && !isPhone(form.phone)) say('phone', 'phone.length');
	if (form.email.trim() !== '' && !is(Email, form.email.trim())) say('email', 'email.shape');
	for (const field of FIELDS) if (!wrong[field] && !is(LEAD_FIELDS[LIMITS[field]], form[field])) say(field, 'text.too-long');
	return wrong;
}

/** «30111222» → «30.111.222»; what cannot be read stays as typed. */
export function tidy(form: LeadForm): LeadForm {
	const document = checkDocument(guessKind(form.document), form.document);
	return {
		...form,
		name: form.name.trim(),
		document: document.ok ? document.display : form.document.trim(),
		phone: isPhone(form.phone) ? readPhone(form.phone).display : form.phone.trim(),
		email: form.email.trim()
	};
}

export function documentOf(raw: string): Document | null {
	return raw.trim() === '' ? null : { kind: guessKind(raw), number: raw.trim() };
}

export function leadOf(form: LeadForm, owner: string): Lead {
	const { name, document, phone, email, channel, observations } = tidy(form);
	const company = guessKind(document) === 'cuit' && FIRM_PREFIX.test(digits(document));
	return newLead({
		name,
		personType: company ? 'company' : 'person',
		document: documentOf(document),
		phone,
		email,
		contactChannel: channel || null,
		observations: observations.trim(),
		owner
	});
}
