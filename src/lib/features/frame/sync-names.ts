import type { HiloDatabase, Intent, OutboxRow, Row } from '#lib/client/database.ts';
import { recordOf } from '#lib/client/write-ops.ts';
import { kindName } from '#lib/domain/kind-names.ts';
import { shortForm } from '#lib/domain/shared/ids.ts';
import * as m from '#lib/paraglide/messages.js';

const COMMANDS: Record<string, () => string> = {
	'contract.create': m.sync_command_contract,
	'payment.record': m.sync_command_payment,
	'cycle.run': m.sync_command_cycle,
	'portal.grant': m.sync_command_portal
};

export const firstRecord = ([op]: Intent['ops']) => op && recordOf(op);

/** What a change is about: «Lead · Lucía González», «Orden · OR-20430», «Generar contrato». */
export async function describe(db: HiloDatabase, item: Intent | OutboxRow): Promise<string> {
	if (!('ops' in item)) return COMMANDS[item.name]?.() ?? m.sync_command_other();
	const id = firstRecord(item.ops);
	return recordName(id === undefined ? undefined : await db.rows.get(id));
}

/** «Lead · Lucía González»; of what this device does not hold, that it is a change. */
export function recordName(row: Row | undefined): string {
	if (!row) return m.sync_kind_other();
	const { name, title } = row.fields;
	const called = [name, title, row.number].find((text) => typeof text === 'string' && text !== '');
	return `${kindName(row.kind)} · ${called ?? shortForm(row.id)}`;
}
