import type { Tone } from '#lib/ui/types.ts';
import { CONTACT_CHANNELS, documentNumber, type VAT_CONDITIONS, type Document, type LeadStatus } from '#lib/domain/sales/lead.ts';
import type { OrderKind, OrderStatus } from '#lib/domain/delivery/order.ts';
import type { FailureReason } from '#lib/domain/delivery/visit.ts';
import type { TicketStage } from '#lib/domain/sales/ticket-story.ts';
import type { TicketColumn } from '#lib/domain/sales/ticket.ts';
import * as m from '#lib/paraglide/messages.js';
import type { Channel } from './lead-form.ts';
import type { Step } from './ticket-answers.ts';

type Badge = { words: () => string; tone: Tone; hollow?: boolean };

export const CHANNELS: Record<Channel, () => string> = {
	whatsapp: m.sales_channel_whatsapp,
	call: m.sales_channel_call,
	web: m.sales_channel_web,
	referral: m.sales_channel_referral,
	shop: m.sales_channel_shop,
	other: m.sales_channel_other
};
export const channelOptions = () => CONTACT_CHANNELS.map((value) => ({ value, label: CHANNELS[value]() }));

export const LEAD_STATUS: Record<LeadStatus, Badge> = {
	new: { words: m.sales_status_new, tone: 'neutro' },
	qualified: { words: m.sales_status_qualified, tone: 'info' },
	customer: { words: m.sales_status_customer, tone: 'exito' },
	lost: { words: m.sales_status_lost, tone: 'neutro', hollow: true }
};

export const COLUMNS: Record<TicketColumn, () => string> = {
	pending: m.sales_column_pending,
	'in-progress': m.sales_column_in_progress,
	won: m.sales_column_won,
	lost: m.sales_column_lost
};

export const STAGES: Record<TicketStage, Badge> = {
	new: { words: m.sales_stage_new, tone: 'neutro' },
	'in-contact': { words: m.sales_stage_in_contact, tone: 'neutro' },
	quoted: { words: m.sales_stage_quoted, tone: 'neutro' },
	unscheduled: { words: m.sales_stage_unscheduled, tone: 'neutro', hollow: true },
	scheduled: { words: m.sales_stage_scheduled, tone: 'neutro' },
	'en-route': { words: m.sales_stage_en_route, tone: 'aviso' },
	'on-site': { words: m.sales_stage_on_site, tone: 'info' },
	'to-replan': { words: m.sales_stage_to_replan, tone: 'peligro' },
	done: { words: m.sales_stage_done, tone: 'exito' },
	cancelled: { words: m.sales_stage_order_cancelled, tone: 'peligro' },
	feasible: { words: m.sales_stage_feasible, tone: 'exito' },
	'not-feasible': { words: m.sales_stage_not_feasible, tone: 'neutro', hollow: true },
	'order-cancelled': { words: m.sales_stage_order_cancelled, tone: 'peligro' },
	installed: { words: m.sales_stage_installed, tone: 'exito' },
	lost: { words: m.sales_stage_lost, tone: 'neutro', hollow: true }
};

export const ORDER_KIND: Record<OrderKind, () => string> = {
	feasibility: m.sales_order_feasibility,
	installation: m.sales_order_installation,
	technical: m.sales_order_technical,
	removal: m.sales_order_removal
};
export const orderBadge = (status: OrderStatus): Badge => STAGES[status];

export const REASONS: Record<FailureReason, () => string> = {
	'customer-absent': m.sales_reason_customer_absent,
	'customer-refuses': m.sales_reason_customer_refuses,
	'address-wrong': m.sales_reason_address_wrong,
	'no-signal': m.sales_reason_no_signal,
	'nap-full': m.sales_reason_nap_full,
	'drop-too-long': m.sales_reason_drop_too_long,
	'no-building-permission': m.sales_reason_no_building_permission,
	'power-or-duct': m.sales_reason_power_or_duct,
	weather: m.sales_reason_weather,
	'missing-material': m.sales_reason_missing_material,
	'technician-delayed': m.sales_reason_technician_delayed,
	safety: m.sales_reason_safety,
	'duplicate-order': m.sales_reason_duplicate_order,
	'solved-by-phone': m.sales_reason_solved_by_phone,
	'not-feasible': m.sales_reason_not_feasible
};

export const STEP_NAMES: Record<Step, () => string> = {
	contact: m.sales_step_contact,
	prospect: m.sales_step_prospect,
	service: m.sales_step_service,
	location: m.sales_step_location,
	summary: m.sales_step_summary
};

const DOCUMENTS = { dni: 'DNI', cuit: 'CUIT', passport: m.sales_document_passport, other: m.sales_document_other };

export function documentWords(document: Document | null): string {
	if (!document) return '';
	const kind = DOCUMENTS[document.kind];
	return `${typeof kind === 'string' ? kind : kind()} ${documentNumber(document)}`;
}

export const VAT: Record<(typeof VAT_CONDITIONS)[number], () => string> = {
	final: m.sales_vat_final,
	registered: m.sales_vat_registered,
	monotributo: m.sales_vat_monotributo,
	exempt: m.sales_vat_exempt
};
