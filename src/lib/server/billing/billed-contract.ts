import type { Recipient } from '#lib/domain/billing/parties.ts';
import type { VatCondition } from '#lib/domain/billing/tax.ts';
import type { ContractTerms } from '#lib/domain/contracts/terms.ts';
import type { Day } from '#lib/domain/shared/day.ts';
import type { Db } from '#lib/server/db/db.ts';

/** A contract with whoever pays it, as billing needs it. */
export type BilledContract = {
	id: string;
	order: string;
	customer: string;
	terms: ContractTerms;
	billing: 'not-started' | 'running' | 'paused' | 'ended';
	activeFrom: Day | null;
	recipient: Recipient;
};

/** Contracts with whoever pays them, without a lock: for showing what would be billed. */
export const billedQuery = (db: Db) =>
	db
		.selectFrom('contracts')
		.innerJoin('customers', 'customers.id', 'contracts.customer')
		.select([
			'contracts.id',
			'contracts.order',
			'contracts.customer',
			'contracts.terms',
			'contracts.billing',
			'contracts.active_from'
		])
		.select(['contracts.location', 'customers.name', 'customers.document', 'customers.tax_id', 'customers.vat_condition']);

type Row = Awaited<ReturnType<ReturnType<typeof billedQuery>['execute']>>[number];

export function toBilled({ id, order, customer, terms, billing, active_from, ...row }: Row): BilledContract {
	const { name, document, tax_id: taxId, vat_condition, location: address } = row;
	const recipient = { name, document, taxId, vatCondition: vat_condition as VatCondition, address };
	return { id, order, customer, terms, billing, activeFrom: active_from as Day | null, recipient };
}

/** Nobody else bills or is paid for these contracts until the transaction ends; in the order of their ids. */
export async function lockContracts(tx: Db, ids: readonly string[]): Promise<BilledContract[]> {
	if (ids.length === 0) return [];
	const rows = await billedQuery(tx).where('contracts.id', 'in', ids).orderBy('contracts.id').forUpdate('contracts').execute();
	return rows.map(toBilled);
}

/** @returns null while the order has no contract */
export async function lockContractOf(tx: Db, order: string): Promise<BilledContract | null> {
	const row = await billedQuery(tx).where('contracts.order', '=', order).forUpdate('contracts').executeTakeFirst();
	return row ? toBilled(row) : null;
}
