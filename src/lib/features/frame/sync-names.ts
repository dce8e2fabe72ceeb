import type { HiloDatabase, Intent, OutboxRow } from '#lib/client/database.ts';
import { shortForm } from '#lib/domain/shared/ids.ts';
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
const COMMANDS: Record<string, () => string> = {
	'contract.create': m.sync_command_contract,
	'payment.record': m.sync_command_payment,
	'cycle.run': m.sync_command_cycle,
	'portal.grant': m.sync_command_portal
};

const FIELDS: Record<string, () => string> = {
	name: m.sync_field_name,
	document: m.sync_field_document,
	phone: m.sync_field_phone,
	email: m.sync_field_email,
	observations: m.sync_field_observations,
	owner: m.sync_field_owner,
	plan: m.sync_field_plan,
	location: m.sync_field_location,
	service: m.sync_field_service,
	assignee: m.sync_field_owner,
	nextAction: m.sync_field_next,
	state: m.sync_field_state,
	stage: m.sync_field_state
};

export const fieldName = (field: string) => FIELDS[field]?.() ?? m.sync_field_other();
export const kindName = (kind: string) => KINDS[kind]?.() ?? m.sync_kind_other();

function firstRecord(ops: Intent['ops']): string | undefined {
	const [op] = ops;
	if (!op) return undefined;
	return 'base' in op ? op.base : 'edit' in op ? op.edit : op.entry;
}

/** What a change is about: «Lead · Lucía González», «Orden · OR-20430», «Generar contrato». */
export async function describe(db: HiloDatabase, item: Intent | OutboxRow): Promise<string> {
	if (!('ops' in item)) return COMMANDS[item.name]?.() ?? m.sync_command_other();
	const id = firstRecord(item.ops);
	const row = id === undefined ? undefined : await db.rows.get(id);
	if (!row) return m.sync_kind_other();
	const { name, title } = row.fields;
	const called = [name, title, row.number].find((text) => typeof text === 'string' && text !== '');
	return `${kindName(row.kind)} · ${called ?? shortForm(row.id)}`;
}
