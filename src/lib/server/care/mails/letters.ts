import { dayOf, longDay, shortTime } from '#lib/domain/shared/day.ts';
import { formatMoney } from '#lib/domain/shared/money.ts';
import * as m from '#lib/paraglide/messages.js';
import type { Around, Letter, LetterData, NoticeEvent } from './letter.ts';

type Writer<E extends NoticeEvent> = (data: LetterData[E], around: Around) => Letter;

const firstName = (name: string) => name.trim().split(/\s+/)[0] ?? '';

function letter(name: string, { company }: Around, rest: Partial<Letter> & { subject: string }): Letter {
	return {
		greeting: m.portal_mail_hello({ name: firstName(name) }),
		paragraphs: [],
		facts: [],
		action: null,
		closing: m.portal_mail_closing({ company }),
		...rest
	};
}

function visitFacts({ start, minutes, address }: LetterData['visit-booked'], { zone }: Around): Letter['facts'] {
	const window = m.portal_mail_window({ from: shortTime(start, zone), to: shortTime(start + minutes * 60_000, zone) });
	return [
		[m.portal_mail_day(), longDay(dayOf(start, zone))],
		[m.portal_mail_hour(), window],
		[m.portal_mail_address(), address]
	];
}

const booked: Writer<'visit-booked'> = (data, around) =>
	letter(data.name, around, {
		subject: m.portal_mail_booked_subject({ day: longDay(dayOf(data.start, around.zone)) }),
		paragraphs: [m.portal_mail_booked(), m.portal_mail_booked_help()],
		facts: visitFacts(data, around)
	});

const moved: Writer<'visit-moved'> = (data, around) =>
	letter(data.name, around, {
		subject: m.portal_mail_moved_subject({ day: longDay(dayOf(data.start, around.zone)) }),
		paragraphs: [m.portal_mail_moved(), m.portal_mail_booked_help()],
		facts: visitFacts(data, around)
	});

const invoice: Writer<'invoice-issued'> = ({ name, invoice: id, label, total, due }, around) =>
	letter(name, around, {
		subject: m.portal_mail_invoice_subject({ total: formatMoney(total), day: longDay(due) }),
		paragraphs: [m.portal_mail_invoice()],
		facts: [
			[m.portal_mail_invoice_number(), label],
			[m.portal_mail_invoice_total(), formatMoney(total)],
			[m.portal_mail_invoice_due(), longDay(due)],
			...around.payments.map(({ name: method, instructions }) => [method, instructions] as const)
		],
		action: { label: m.portal_mail_invoice_act(), url: `${around.origin}/portal/facturas/${id}` }
	});

/** A letter that says one thing and carries one link. */
function linking(subject: () => string, text: () => string, act: () => string, spent: () => string) {
	return ({ name, path }: { name: string; path: string }, around: Around): Letter =>
		letter(name, around, {
			subject: `${subject()} · ${around.company}`,
			paragraphs: [text(), spent()],
			action: { label: act(), url: `${around.origin}${path}` }
		});
}

const answered: Writer<'case-answered'> = ({ name, case: id, number, text }, around) =>
	letter(name, around, {
		subject: m.portal_mail_answered_subject({ number }),
		paragraphs: [m.portal_mail_answered(), text],
		action: { label: m.portal_mail_answered_act(), url: `${around.origin}/portal/tickets/${id}` }
	});

const LETTERS: { [E in NoticeEvent]: Writer<E> } = {
	'visit-booked': booked,
	'visit-moved': moved,
	'invoice-issued': invoice,
	'portal-access': linking(
		m.portal_mail_access_subject,
		m.portal_mail_access,
		m.portal_mail_access_act,
		m.portal_mail_access_spent
	),
	'magic-link': linking(m.portal_mail_magic_subject, m.portal_mail_magic, m.portal_mail_magic_act, m.portal_mail_magic_spent),
	'case-answered': answered,
	invite: linking(m.portal_mail_invite_subject, m.portal_mail_invite, m.portal_mail_invite_act, m.portal_mail_invite_spent),
	reset: linking(m.portal_mail_reset_subject, m.portal_mail_reset, m.portal_mail_reset_act, m.portal_mail_reset_spent)
};

export function writeLetter<E extends NoticeEvent>(event: E, data: LetterData[E], around: Around): Letter {
	return LETTERS[event](data, around);
}
