import DayIcon from '~icons/ph/calendar-x';
import TaxIcon from '~icons/ph/identification-card';
import MailIcon from '~icons/ph/envelope-simple';
import JumpIcon from '~icons/ph/trend-up';
import type { InvoiceState } from '#lib/domain/billing/payments.ts';
import { day, monthName, numericDay, type Month } from '#lib/domain/shared/day.ts';
import * as m from '#lib/paraglide/messages.js';
import type { IconComponent, Tone } from '#lib/ui/types.ts';
import type { CycleException, ExceptionKind } from './billing-reads.ts';

/** `words` of one invoice, `many` of a cycle's part. */
export const STATES: Record<InvoiceState, { words: () => string; many: () => string; tone: Tone }> = {
	paid: { words: m.billing_state_paid, many: m.billing_states_paid, tone: 'exito' },
	'part-paid': { words: m.billing_state_part_paid, many: m.billing_states_part_paid, tone: 'aviso' },
	open: { words: m.billing_state_open, many: m.billing_states_open, tone: 'info' },
	overdue: { words: m.billing_state_overdue, many: m.billing_states_overdue, tone: 'peligro' }
};

type Exception = {
	title: () => string;
	icon: IconComponent;
	why: (one: CycleException, money: (amount: number) => string) => string;
};
export const EXCEPTIONS: Record<ExceptionKind, Exception> = {
	'tax-id': { title: m.billing_exception_tax_id, icon: TaxIcon, why: () => m.billing_exception_tax_id_why() },
	'amount-jump': {
		title: m.billing_exception_amount_jump,
		icon: JumpIcon,
		why: ({ before }, money) => m.billing_exception_amount_jump_why({ before: money(before ?? 0) })
	},
	'flagged-day': { title: m.billing_exception_flagged_day, icon: DayIcon, why: () => m.billing_exception_flagged_day_why() },
	'no-email': { title: m.billing_exception_no_email, icon: MailIcon, why: () => m.billing_exception_no_email_why() }
};

/** «noviembre 2026» */
export const monthWords = (month: string) => `${monthName(month as Month)} ${month.slice(0, 4)}`;
/** «23/11/2026» of a day or of an instant's day. */
export const dayWords = (text: string) => numericDay(day(text.slice(0, 10)));
