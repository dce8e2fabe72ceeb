import { dayOf } from '#lib/domain/shared/day.ts';
import type { Lead } from '#lib/domain/sales/lead.ts';
import { issueFirstInvoice } from '#lib/server/billing/issue-first-invoice.ts';
import { createContract } from '#lib/server/contracts/create-contract.ts';
import type { Db } from '#lib/server/db/db.ts';
import { newId } from '#lib/server/new-id.ts';
import { readSettings } from '#lib/server/settings.ts';
import { ANA } from '../cast.ts';
import { actorOf, anOrder } from './records.ts';

const ZONE = 'America/Argentina/Cordoba';
export const TECH = {
	server: 'srv-norte',
	node: 'nodo-centro',
	mode: 'pppoe',
	equipment: 'Huawei HG8145V5',
	pool: 'pool-norte',
	ip: null,
	mac: ''
} as const;

export type ACustomer = { customer: string; contract: string; invoice: string };

/** Somebody installed on the day of `now`, with his contract and his first invoice. */
export async function aCustomer(db: Db, now: Date, some: Partial<Lead> = {}): Promise<ACustomer> {
	const { lead, order } = await anOrder(db, now, { lead: some });
	const ctx = { now, zone: ZONE, command: newId(now), settings: readSettings({}) };
	await db.transaction().execute((tx) => createContract(tx, actorOf(ANA), { order, tech: TECH }, ctx));
	const invoice = await issueFirstInvoice(db, { order, on: dayOf(now, ZONE), flagged: false }, now);
	const contract = await db.selectFrom('contracts').select('id').where('order', '=', order).executeTakeFirstOrThrow();
	return { customer: lead, contract: contract.id, invoice: invoice!.id };
}
