import * as m from '#lib/paraglide/messages.js';

const KINDS: Record<string, () => string> = {
	lead: m.shared_kind_lead,
	prospect: m.shared_kind_prospect,
	ticket: m.shared_kind_ticket,
	order: m.shared_kind_order,
	case: m.shared_kind_case,
	visit: m.sync_kind_visit,
	draft: m.sync_kind_draft
};

/** What people call a kind of record. */
export const kindName = (kind: string) => KINDS[kind]?.() ?? m.sync_kind_other();
