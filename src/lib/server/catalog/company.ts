import type { CatalogOf } from '#lib/domain/catalog.ts';
import type { Db } from '../db/db.ts';

export type Company = CatalogOf['company'];

export const COMPANY_ID = 'company';
/** Until a company has said where it is. */
const DEFAULT_ZONE = 'America/Argentina/Buenos_Aires';

/** @returns null until somebody has filled in Configuración → Empresa */
export async function readCompany(db: Db): Promise<Company | null> {
	const row = await db.selectFrom('catalog_items').select('data').where('kind', '=', 'company').executeTakeFirst();
	return row ? (row.data as Company) : null;
}

/** What people read where the company signs; the product's own name until there is one. */
export async function companyName(db: Db): Promise<string> {
	const company = await readCompany(db);
	return company?.tradeName || company?.legalName || 'Hilo';
}

export async function readZone(db: Db): Promise<string> {
	return (await readCompany(db))?.zone ?? DEFAULT_ZONE;
}
