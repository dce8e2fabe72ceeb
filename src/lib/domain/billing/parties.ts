import type { CatalogOf } from '../catalog.ts';
import type { Document } from '../sales/lead.ts';
import type { Location } from '../shared/schema.ts';
import type { VatCondition } from './tax.ts';

/** Who issued an invoice, as he was that day. */
export type Issuer = Pick<
	CatalogOf['company'],
	'legalName' | 'tradeName' | 'taxId' | 'vatCondition' | 'address' | 'locality' | 'logo'
>;
/** Whom it was issued to, as he was that day. */
export type Recipient = {
	name: string;
	document: Document | null;
	taxId: string;
	vatCondition: VatCondition;
	address: Location | null;
};
