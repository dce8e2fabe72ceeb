import MailIcon from '~icons/ph/envelope-simple';
import PhoneIcon from '~icons/ph/phone';
import PortalIcon from '~icons/ph/chat-circle-text';
import WhatsappIcon from '~icons/ph/whatsapp-logo';
import BillingIcon from '~icons/ph/receipt';
import CancelIcon from '~icons/ph/scissors';
import MoveIcon from '~icons/ph/house-line';
import DataIcon from '~icons/ph/identification-card';
import OtherIcon from '~icons/ph/chat-circle-dots';
import NoServiceIcon from '~icons/ph/wifi-slash';
import SlowIcon from '~icons/ph/gauge';
import type { CaseState, HelpCase } from '#lib/domain/care/help-case.ts';
import type { NetworkState } from '#lib/domain/contracts/contract.ts';
import type { OrderKind, OrderStatus } from '#lib/domain/delivery/order.ts';
import { dayOf, shortDay, shortTime } from '#lib/domain/shared/day.ts';
import * as m from '#lib/paraglide/messages.js';
import type { IconComponent, Tone } from '#lib/ui/types.ts';
import type { View } from './cases.ts';

type Badge = { words: () => string; tone: Tone; hollow?: boolean };

export const VIEW_WORDS: Record<View, () => string> = {
	unanswered: m.care_view_unanswered,
	mine: m.care_view_mine,
	waiting: m.care_view_waiting,
	open: m.care_view_open,
	done: m.care_view_done
};
export const STATES: Record<CaseState, Badge> = {
	pending: { words: m.care_state_pending, tone: 'neutro', hollow: true },
	'in-progress': { words: m.care_state_in_progress, tone: 'info' },
	'waiting-customer': { words: m.care_state_waiting_customer, tone: 'aviso' },
	finished: { words: m.care_state_finished, tone: 'exito' },
	closed: { words: m.care_state_closed, tone: 'neutro' }
};
export const TOPICS: Record<HelpCase['category'], { words: () => string; tone: Tone; icon: IconComponent }> = {
	'no-service': { words: m.care_topic_no_service, tone: 'peligro', icon: NoServiceIcon },
	slow: { words: m.care_topic_slow, tone: 'neutro', icon: SlowIcon },
	billing: { words: m.care_topic_billing, tone: 'neutro', icon: BillingIcon },
	relocation: { words: m.care_topic_relocation, tone: 'neutro', icon: MoveIcon },
	cancellation: { words: m.care_topic_cancellation, tone: 'aviso', icon: CancelIcon },
	data: { words: m.care_topic_data, tone: 'neutro', icon: DataIcon },
	other: { words: m.care_topic_other, tone: 'neutro', icon: OtherIcon }
};
export const PRIORITIES: Record<HelpCase['priority'], () => string> = {
	low: m.care_priority_low,
	normal: m.care_priority_normal,
	high: m.care_priority_high
};
export const ORIGINS: Record<HelpCase['origin'], { words: () => string; icon: IconComponent }> = {
	phone: { words: m.care_origin_phone, icon: PhoneIcon },
	portal: { words: m.care_origin_portal, icon: PortalIcon },
	whatsapp: { words: m.care_origin_whatsapp, icon: WhatsappIcon },
	mail: { words: m.care_origin_mail, icon: MailIcon }
};
export const ORDER_KINDS: Record<OrderKind, () => string> = {
	feasibility: m.care_order_feasibility,
	installation: m.care_order_installation,
	technical: m.care_order_technical,
	removal: m.care_order_removal
};
export const ORDER_STATES: Record<OrderStatus, Badge> = {
	unscheduled: { words: m.care_order_unscheduled, tone: 'neutro', hollow: true },
	scheduled: { words: m.care_order_scheduled, tone: 'neutro' },
	'en-route': { words: m.care_order_en_route, tone: 'aviso' },
	'on-site': { words: m.care_order_on_site, tone: 'info' },
	'to-replan': { words: m.care_order_to_replan, tone: 'peligro' },
	done: { words: m.care_order_done, tone: 'exito' },
	cancelled: { words: m.care_order_cancelled, tone: 'neutro', hollow: true }
};
export const SERVICE: Record<NetworkState, { words: () => string; tone: Tone }> = {
	pending: { words: m.care_service_pending, tone: 'neutro' },
	enabled: { words: m.care_service_enabled, tone: 'exito' },
	alerted: { words: m.care_service_alerted, tone: 'aviso' },
	degraded: { words: m.care_service_degraded, tone: 'aviso' },
	disabled: { words: m.care_service_disabled, tone: 'peligro' },
	removed: { words: m.care_service_removed, tone: 'neutro' }
};

/** A table of words as the options of a Select. */
export const optionsOf = <K extends string>(table: Record<K, (() => string) | { words: () => string }>) =>
	(Object.entries(table) as [K, (() => string) | { words: () => string }][]).map(([value, words]) => ({
		value,
		label: typeof words === 'function' ? words() : words.words()
	}));

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** «ahora», «41 min», «3 h», «2 d» */
export function ageWords(at: number, now: number): string {
	const past = Math.max(0, now - at);
	if (past < MINUTE) return m.care_now();
	if (past < 60 * MINUTE) return m.care_minutes({ n: Math.floor(past / MINUTE) });
	return past < DAY ? m.care_hours({ n: Math.floor(past / (60 * MINUTE)) }) : m.care_days({ n: Math.floor(past / DAY) });
}

/** «11:38» today, «vie 20 nov» before. */
export function momentWords(at: number, now: number, zone: string): string {
	const on = dayOf(at, zone);
	return on === dayOf(now, zone) ? shortTime(at, zone) : shortDay(on);
}
