import type { CONNECTION_MODES } from '../commands.ts';
import type { Location } from '../shared/schema.ts';

/** The technical part as it was decided. `user` and `secret` are set for PPPoE; the secret stays in PostgreSQL and the technician's agenda. */
export type Tech = {
	server: string;
	node: string;
	mode: (typeof CONNECTION_MODES)[number];
	equipment: string;
	pool: string | null;
	ip: string | null;
	mac: string;
	user: string | null;
	secret: string | null;
};

export type CommercialState = 'draft' | 'signed' | 'active' | 'cancelling' | 'cancelled';
export type NetworkState = 'pending' | 'enabled' | 'alerted' | 'degraded' | 'disabled' | 'removed';
export type BillingState = 'not-started' | 'running' | 'paused' | 'ended';

/** The fact `contract` on its order: enough for every screen, without anything secret. */
export type ContractFact = { id: string; number: string; network: NetworkState; commercial: CommercialState };
/** The fact `invoice` on the order of the installation. */
export type InvoiceFact = { id: string; number: string; total: number };

export const contractNumber = (value: number) => `C-${value}`;
export const customerNumber = (value: number) => `CL-${value}`;
export const receiptNumber = (value: number) => `R-${String(value).padStart(6, '0')}`;
/** As the law prints it: letter, point of sale, number. */
export const invoiceNumber = ({ letter, pointOfSale, number }: { letter: string; pointOfSale: number; number: number }) =>
	`${letter} ${String(pointOfSale).padStart(4, '0')}-${String(number).padStart(8, '0')}`;

/** «Güemes 1320, Alta Córdoba» */
export const addressLine = ({ address, locality }: Pick<Location, 'address' | 'locality'>) =>
	[address, locality].filter(Boolean).join(', ');
