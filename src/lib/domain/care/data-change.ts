import * as v from 'valibot';
import * as m from '#lib/paraglide/messages.js';
import { isPhone, phoneKey } from '../shared/phone.ts';
import { Short } from '../shared/schema.ts';

export const WAYS = ['whatsapp', 'call', 'email'] as const;
export type Way = (typeof WAYS)[number];

/** How a customer is reached. `way` is empty while he has no preference. */
export type Contact = { phone: string; email: string; way: Way | '' };
export type ContactProblems = Partial<Record<keyof Contact, string>>;

const Email = v.pipe(Short, v.email());

/** @param asked as typed @returns a sentence for each field that cannot be so */
export function wrongWithContact({ phone, email, way }: Record<keyof Contact, string>): ContactProblems {
	return {
		...(isPhone(phone) && v.is(Short, phone) ? {} : { phone: m.portal_data_phone_wrong() }),
		...(email === '' || v.is(Email, email) ? {} : { email: m.portal_data_email_wrong() }),
		...(way === '' || v.is(v.picklist(WAYS), way) ? {} : { way: m.portal_data_way_wrong() })
	};
}

const WORDS: Record<Way, () => string> = {
	whatsapp: m.portal_data_whatsapp,
	call: m.portal_data_call,
	email: m.portal_data_email
};
export const wayWords = (way: Way) => WORDS[way]();

/** What somebody of the office has to change, a line each; empty when nothing is asked. */
export function changesAsked(now: Pick<Contact, 'phone' | 'email'>, { phone, email, way }: Contact): string[] {
	const nothing = m.portal_data_none();
	return [
		phoneKey(phone) === phoneKey(now.phone) ? '' : m.portal_data_change_phone({ to: phone, from: now.phone || nothing }),
		email === now.email ? '' : m.portal_data_change_email({ to: email || nothing, from: now.email || nothing }),
		way === '' ? '' : m.portal_data_change_way({ to: wayWords(way) })
	].filter((line) => line !== '');
}
