import * as m from '#lib/paraglide/messages.js';
import type { FieldsOf, Kind, Texts } from './records.ts';

/** What people call each field of a record, in its history and on conflict cards. */
const NAMES: { [K in Kind]: Record<keyof FieldsOf[K], () => string> } = {
	lead: {
		personType: m.name_of_person_type,
		name: m.name_of_name,
		document: m.name_of_document,
		phone: m.name_of_phone,
		email: m.name_of_email,
		contactChannel: m.name_of_channel,
		vatCondition: m.name_of_vat,
		legalName: m.name_of_legal_name,
		taxId: m.name_of_tax_id,
		observations: m.name_of_observations,
		owner: m.name_of_owner,
		lost: m.name_of_lost,
		archived: m.name_of_archived
	},
	prospect: {
		lead: m.shared_kind_lead,
		service: m.name_of_service,
		location: m.name_of_location,
		observations: m.name_of_observations,
		archived: m.name_of_archived
	},
	ticket: {
		lead: m.shared_kind_lead,
		prospect: m.shared_kind_prospect,
		owner: m.name_of_owner,
		stage: m.name_of_stage,
		nextAction: m.name_of_next_action,
		lost: m.name_of_lost,
		observations: m.name_of_observations,
		archived: m.name_of_archived
	},
	order: {
		kind: m.name_of_kind,
		lead: m.shared_kind_lead,
		prospect: m.shared_kind_prospect,
		ticket: m.shared_kind_ticket,
		help: m.shared_kind_case,
		location: m.name_of_location,
		minutes: m.name_of_minutes,
		promised: m.name_of_promised,
		plan: m.name_of_plan,
		cancelled: m.name_of_cancelled,
		reopened: m.name_of_reopened,
		observations: m.name_of_observations
	},
	case: {
		title: m.name_of_title,
		lead: m.shared_kind_lead,
		prospect: m.shared_kind_prospect,
		contract: m.name_of_contract,
		origin: m.name_of_channel,
		category: m.name_of_category,
		priority: m.name_of_priority,
		assignee: m.name_of_owner,
		state: m.name_of_state
	},
	visit: {
		order: m.shared_kind_order,
		plan: m.name_of_plan,
		enRoute: m.name_of_en_route,
		arrived: m.name_of_arrived,
		notes: m.name_of_notes,
		outcome: m.name_of_outcome
	},
	draft: { answers: m.name_of_other, step: m.name_of_other, discarded: m.name_of_archived },
	preference: { value: m.name_of_other }
};

const TEXTS: Record<keyof Texts, () => string> = { notes: m.name_of_notes };

export function fieldName(kind: Kind, field: string): string {
	const names: Record<string, () => string> = { ...TEXTS, ...NAMES[kind] };
	return (Object.hasOwn(names, field) ? names[field]! : m.name_of_other)();
}
