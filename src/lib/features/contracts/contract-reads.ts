import type { BillingState, CommercialState, NetworkState, Tech } from '#lib/domain/contracts/contract.ts';
import type { ContractTerms } from '#lib/domain/contracts/terms.ts';
import type { Document } from '#lib/domain/sales/lead.ts';
import type { Location } from '#lib/domain/shared/schema.ts';

/** The answer of the query `contracts`, a page at a time. Amounts in centavos, times as ISO. */
export type ContractSummary = {
	id: string;
	number: string;
	customer: string;
	name: string;
	email: string;
	order: string;
	orderNumber: string | null;
	commercial: CommercialState;
	network: NetworkState;
	billing: BillingState;
	activeFrom: string | null;
	location: Location;
	createdAt: string;
	plan: string;
	balance: number;
};
export type ContractPage = { rows: ContractSummary[]; total: number; page: number; size: number };

/** The answer of the query `contract`. */
export type ContractDetail = ContractSummary & {
	prospect: string;
	terms: ContractTerms;
	tech: Tech & { serverName: string; nodeName: string };
	customerNumber: string;
	document: Document | null;
	taxId: string;
};
