import * as m from '#lib/paraglide/messages.js';
import { OWN_REFUSALS } from './refused.ts';

type Detail = Record<string, string>;

/** Every "no" a person can read: what happened, then what to do. A code without a sentence does not compile. */
export const REFUSALS = {
	...OWN_REFUSALS,
	'command.unknown': () => m.refused_command_unknown(),
	'command.not-yet': () => m.refused_command_not_yet(),
	'command.rests-refused': () => m.refused_command_rests_refused(),
	'command.reused': () => m.refused_command_reused(),
	'link.given': () => m.refused_link_given(),
	'order.unknown': () => m.refused_order_unknown(),
	'order.wrong-status': () => m.refused_order_wrong_status(),
	'order.has-contract': (d) => m.refused_order_has_contract({ number: d.number ?? '' }),
	'visit.slot-taken': (d) => m.refused_visit_slot_taken({ technician: d.technician ?? '' }),
	'service.missing': () => m.refused_service_missing(),
	'plan.not-sold': (d) => m.refused_plan_not_sold({ plan: d.plan ?? '' }),
	'address.taken': (d) => m.refused_address_taken({ ip: d.ip ?? '' }),
	'address.outside-pool': (d) => m.refused_address_outside_pool({ ip: d.ip ?? '' }),
	'address.none-free': (d) => m.refused_address_none_free({ pool: d.pool ?? '' }),
	'address.missing': () => m.refused_address_missing(),
	'server.unknown': () => m.refused_server_unknown(),
	'node.unknown': () => m.refused_node_unknown(),
	'pool.unknown': () => m.refused_pool_unknown(),
	'location.missing': () => m.refused_location_missing(),
	'equipment.missing': () => m.refused_equipment_missing(),
	'contract.unknown': () => m.refused_contract_unknown(),
	'invoice.unknown': () => m.refused_invoice_unknown(),
	'payment.amount': () => m.refused_payment_amount(),
	'payment.method': () => m.refused_payment_method(),
	'portal.no-email': () => m.refused_portal_no_email(),
	'case.closed': () => m.refused_case_closed(),
	'text.missing': () => m.refused_text_missing(),
	'company.incomplete': (d) => m.refused_company_incomplete({ missing: d.missing ?? '' }),
	'view.name-taken': (d) => m.refused_view_name_taken({ name: d.name ?? '' }),
	'catalog.in-use': () => m.refused_catalog_in_use(),
	'user.email-taken': (d) => m.refused_user_email_taken({ email: d.email ?? '' }),
	'user.unknown': () => m.refused_user_unknown(),
	'session.unknown': () => m.refused_session_unknown(),
	'quarantine.unknown': () => m.refused_quarantine_unknown(),
	'user.last-owner': () => m.refused_user_last_owner()
} satisfies Record<string, (detail: Detail) => string>;

export type RefusalCode = keyof typeof REFUSALS;

export const isRefusalCode = (code: string): code is RefusalCode => Object.hasOwn(REFUSALS, code);

/** The sentence for a code that arrived from elsewhere; a code of a newer build gets the general one. */
export function sentenceOf(code: string, detail: Detail = {}): string {
	return isRefusalCode(code) ? REFUSALS[code](detail) : m.refused_other({ code });
}
