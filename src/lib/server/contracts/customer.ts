import type { Lead } from '#lib/domain/sales/lead.ts';
import type { Location } from '#lib/domain/shared/schema.ts';
import { takeNumbers } from '#lib/server/counters.ts';
import type { Db } from '#lib/server/db/db.ts';
import { lock } from '#lib/server/locks.ts';
import type { StoredRecord } from '#lib/server/records.ts';

const FIRST_NUMBER = 1;

/** What of a lead concerns whoever bills him. */
const columnsOf = (lead: Lead) => ({
	name: lead.legalName || lead.name,
	document: lead.document && JSON.stringify(lead.document),
	email: lead.email,
	vat_condition: lead.vatCondition,
	tax_id: lead.taxId || (lead.document?.kind === 'cuit' ? lead.document.number : '')
});

/** The lead becomes a customer with his first contract, under the same id; later ones find him there. */
export async function ensureCustomer(tx: Db, lead: StoredRecord<'lead'>, address: Location, now: Date): Promise<string> {
	await lock(tx, `customer:${lead.id}`);
	const known = await tx.selectFrom('customers').select('id').where('id', '=', lead.id).executeTakeFirst();
	if (known) return known.id;
	const number = await takeNumbers(tx, 'customer', FIRST_NUMBER);
	const row = { id: lead.id, number, ...columnsOf(lead.fields), address: JSON.stringify(address), created_at: now };
	await tx.insertInto('customers').values(row).execute();
	return lead.id;
}

/** Somebody corrected the lead: the next invoice and the next mail go to what stands there now. */
export async function copyCustomer(tx: Db, lead: StoredRecord<'lead'>): Promise<void> {
	await tx.updateTable('customers').set(columnsOf(lead.fields)).where('id', '=', lead.id).execute();
}
