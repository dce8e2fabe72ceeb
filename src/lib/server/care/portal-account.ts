import {
	addressLine,
	invoiceNumber,
	receiptNumber,
	type CommercialState,
	type NetworkState
} from '#lib/domain/contracts/contract.ts';
import type { ContractTerms } from '#lib/domain/contracts/terms.ts';
import { ID_PATTERN } from '#lib/domain/shared/ids.ts';
import type { Day } from '#lib/domain/shared/day.ts';
import { cents, type Cents } from '#lib/domain/shared/money.ts';
import type { Location } from '#lib/domain/shared/schema.ts';
import { sql } from 'kysely';
import type { Db } from '../db/db.ts';

/** `owed` is what payments have not covered yet; `paidOn` the day of the last of them. */
export type PortalInvoice = {
	id: string;
	label: string;
	period: Day;
	issued: Day;
	due: Day;
	total: Cents;
	owed: Cents;
	paidOn: Day | null;
};
export type PortalLine = { description: string; quantity: number; amount: Cents };
export type PortalPayment = { id: string; label: string; on: Day; amount: Cents; method: string };
export type PortalService = { id: string; plan: string; address: string; commercial: CommercialState; network: NetworkState };

const invoices = (db: Db, customer: string) =>
	db
		.selectFrom('invoices')
		.select(['id', 'letter', 'point_of_sale as pointOfSale', 'number', 'period', 'issued_on', 'due_on', 'total'])
		.select(
			sql<number>`total - coalesce((select sum(a.amount) from payment_applications a where a.invoice = invoices.id), 0)::bigint`.as(
				'owed'
			)
		)
		.select(
			sql<
				string | null
			>`(select max(p.received_on) from payment_applications a join payments p on p.id = a.payment where a.invoice = invoices.id)`.as(
				'paid_on'
			)
		)
		.where('customer', '=', customer);

type Row = Awaited<ReturnType<ReturnType<typeof invoices>['executeTakeFirstOrThrow']>>;

const asInvoice = (row: Row): PortalInvoice => ({
	id: row.id,
	label: invoiceNumber(row),
	period: row.period as Day,
	issued: row.issued_on as Day,
	due: row.due_on as Day,
	total: cents(row.total),
	owed: cents(row.owed),
	paidOn: row.paid_on as Day | null
});

/** Newest first. */
export async function readInvoices(db: Db, customer: string): Promise<PortalInvoice[]> {
	return (await invoices(db, customer).orderBy('issued_on', 'desc').orderBy('number', 'desc').execute()).map(asInvoice);
}

/** @returns null for an invoice that is not there or somebody else's */
export async function readInvoice(
	db: Db,
	customer: string,
	id: string
): Promise<(PortalInvoice & { lines: PortalLine[] }) | null> {
	if (!ID_PATTERN.test(id)) return null;
	const row = await invoices(db, customer).where('id', '=', id).executeTakeFirst();
	if (!row) return null;
	const lines = await db
		.selectFrom('invoice_lines')
		.select(['description', 'quantity', 'amount'])
		.where('invoice', '=', id)
		.orderBy('position')
		.execute();
	return { ...asInvoice(row), lines: lines.map((line) => ({ ...line, amount: cents(line.amount) })) };
}

/** Newest first; `method` is its name in the catalogue. */
export async function readPayments(db: Db, customer: string): Promise<PortalPayment[]> {
	const rows = await db
		.selectFrom('payments')
		.leftJoin('catalog_items', 'catalog_items.id', 'payments.method')
		.select(['payments.id', 'number', 'received_on', 'amount', 'method', sql<string | null>`data ->> 'name'`.as('name')])
		.where('customer', '=', customer)
		.orderBy('received_on', 'desc')
		.orderBy('number', 'desc')
		.execute();
	return rows.map(({ id, number, received_on, amount, method, name }) => ({
		id,
		label: receiptNumber(number),
		on: received_on as Day,
		amount: cents(amount),
		method: name ?? method
	}));
}

/** What a customer has with us, in the order he took it. */
export async function readServices(db: Db, customer: string): Promise<PortalService[]> {
	const rows = await db
		.selectFrom('contracts')
		.select(['id', 'terms', 'location', 'commercial', 'network'])
		.where('customer', '=', customer)
		.orderBy('created_at')
		.execute();
	return rows.map(({ id, terms, location, commercial, network }) => ({
		id,
		plan: (terms as ContractTerms).plan.name,
		address: addressLine(location as Location),
		commercial,
		network
	}));
}
