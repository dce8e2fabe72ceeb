import type { InvoiceState } from '#lib/domain/billing/payments.ts';
import type { TaxLine } from '#lib/domain/billing/tax.ts';

// Answers of the named queries as they arrive: amounts in centavos, days as «2026-03-02».

type PageOf<R> = { rows: R[]; total: number; page: number; size: number };

export type ExceptionKind = 'tax-id' | 'amount-jump' | 'flagged-day' | 'no-email';
export type CycleException = {
	kind: ExceptionKind;
	contract: string;
	number: string;
	name: string;
	amount: number;
	/** Of the invoice before, for a jump. */
	before: number | null;
};
/** `cycle` of one month. */
export type Cycle = {
	month: string;
	from: string;
	to: string;
	dueOn: string;
	begun: boolean;
	companyComplete: boolean;
	states: { state: InvoiceState; count: number; amount: number }[];
	issued: { count: number; amount: number };
	toIssue: { count: number; amount: number };
	total: number;
	contracts: number;
	exceptions: CycleException[];
	methods: { method: string; name: string; count: number; amount: number }[];
	lastNumber: { letter: string; pointOfSale: number; number: number }[];
};

/** A row of `invoices`. */
export type InvoiceSummary = {
	id: string;
	number: string;
	period: string;
	issuedOn: string;
	dueOn: string;
	total: number;
	paid: number;
	first: boolean;
	customer: string;
	name: string;
	contract: string;
	contractNumber: string;
	state: InvoiceState;
};
export type InvoicePage = PageOf<InvoiceSummary>;

/** `invoice`. */
export type InvoiceDetail = InvoiceSummary & {
	net: number;
	tax: number;
	taxes: TaxLine[];
	periodFrom: string;
	periodTo: string;
	lines: { kind: string; item: string; description: string; detail: string; quantity: number; unit: number; amount: number }[];
	payments: { id: string; number: string; on: string; method: string; amount: number }[];
};

/** A row of `payments`. */
export type PaymentRow = {
	id: string;
	number: string;
	amount: number;
	method: string;
	methodName: string | null;
	on: string;
	note: string;
	customer: string;
	name: string;
	contract: string;
	contractNumber: string;
	recordedBy: string | null;
};
export type PaymentPage = PageOf<PaymentRow>;

/** `account` of one contract; a `balance` above nothing is owed. */
export type Account = {
	contract: string;
	number: string;
	customer: string;
	name: string;
	balance: number;
	credit: number;
	invoices: InvoiceSummary[];
	payments: PaymentRow[];
};

/** What a payment is recorded for. */
export type Payable = { id: string; number: string; name: string; balance: number };
