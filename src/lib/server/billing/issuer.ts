import type { Issuer } from '#lib/domain/billing/parties.ts';
import { Refused } from '#lib/domain/shared/refused.ts';
import * as m from '#lib/paraglide/messages.js';
import { readCompany, type Company } from '#lib/server/catalog/company.ts';
import type { Db } from '#lib/server/db/db.ts';

const NEEDED = {
	legalName: () => m.billing_issuer_legal_name(),
	taxId: () => m.billing_issuer_tax_id(),
	address: () => m.billing_issuer_address()
} as const satisfies Partial<Record<keyof Company, () => string>>;

/** @throws {Refused} `company.incomplete`, naming what an invoice cannot do without */
export async function readIssuer(db: Db): Promise<Company> {
	const company = await readCompany(db);
	const missing = Object.entries(NEEDED).filter(([field]) => !company?.[field as keyof typeof NEEDED]);
	if (company && missing.length === 0) return company;
	throw new Refused('company.incomplete', { missing: missing.map(([, name]) => name()).join(', ') });
}

export function issuerOf({ legalName, tradeName, taxId, vatCondition, address, locality, logo }: Company): Issuer {
	return { legalName, tradeName, taxId, vatCondition, address, locality, logo };
}
