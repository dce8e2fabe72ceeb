import { entriesForInvoice } from '#lib/domain/billing/ledger.ts';
import type { InvoiceDraft, InvoiceLine } from '#lib/domain/billing/invoice.ts';
import { startOfMonth } from '#lib/domain/shared/day.ts';
import { addCents, cents } from '#lib/domain/shared/money.ts';
import { takeNumbers } from '#lib/server/counters.ts';
import type { Company } from '#lib/server/catalog/company.ts';
import type { Db } from '#lib/server/db/db.ts';
import { newId } from '#lib/server/new-id.ts';
import { publish } from '#lib/server/publish.ts';
import { applyCredit } from './apply-credit.ts';
import type { BilledContract } from './billed-contract.ts';
import { issuerOf } from './issuer.ts';
import { post } from './ledger.ts';

/** An invoice to be: of which contract, what it says, and whether it is the first. */
export type ToIssue = { contract: BilledContract; draft: InvoiceDraft; first: boolean };
export type Issued = { id: string; contract: string; customer: string; letter: string; number: number; total: number };

/**
 * Issues in one transaction what was drafted: numbers without gaps per point of sale and letter, lines, ledger, and what
 * the customer had paid in advance.
 */
export async function insertInvoices(tx: Db, company: Company, toIssue: readonly ToIssue[], now: Date): Promise<Issued[]> {
	const issued = await numbered(tx, company.pointOfSale, toIssue, now);
	if (issued.length === 0) return [];
	await tx
		.insertInto('invoices')
		.values(issued.map((one) => rowOf(one, company, now)))
		.execute();
	await tx.insertInto('invoice_lines').values(issued.flatMap(linesOf)).execute();
	await post(
		tx,
		issued.map(({ id, contract, draft }) => ({
			transaction: id,
			customer: contract.customer,
			entries: entriesOf(contract, draft)
		})),
		now
	);
	for (const { id, contract, draft } of issued)
		await applyCredit(tx, { invoice: id, contract: contract.id, customer: contract.customer, owed: draft.total }, now);
	await publish(tx, now, ...issued.map(({ id }) => ({ type: 'invoice.issued' as const, invoice: id })));
	return issued.map(({ id, contract, draft, number }) => ({
		id,
		contract: contract.id,
		customer: contract.customer,
		letter: draft.letter,
		number,
		total: draft.total
	}));
}

type Numbered = ToIssue & { id: string; number: number };

async function numbered(tx: Db, pointOfSale: number, toIssue: readonly ToIssue[], now: Date): Promise<Numbered[]> {
	const found: Numbered[] = [];
	for (const letter of ['A', 'B', 'C'] as const) {
		const ofLetter = toIssue.filter(({ draft }) => draft.letter === letter);
		if (ofLetter.length === 0) continue;
		const first = await takeNumbers(tx, `invoice:${pointOfSale}:${letter}`, 1, ofLetter.length);
		found.push(...ofLetter.map((one, i) => ({ ...one, id: newId(now), number: first + i })));
	}
	return found;
}

const taxOf = ({ taxes }: InvoiceDraft) => addCents(...taxes.map(({ tax }) => tax));

function rowOf({ id, number, contract, draft, first }: Numbered, company: Company, now: Date) {
	return {
		...{ id, number, point_of_sale: company.pointOfSale, letter: draft.letter },
		...{ contract: contract.id, customer: contract.customer, first, created_at: now },
		...{ period: startOfMonth(draft.period.from), period_from: draft.period.from, period_to: draft.period.to },
		...{ issued_on: draft.issuedOn, due_on: draft.dues[0]!.on },
		...{ net: draft.net, tax: taxOf(draft), total: draft.total, taxes: JSON.stringify(draft.taxes) },
		...{ issuer: JSON.stringify(issuerOf(company)), recipient: JSON.stringify(contract.recipient) }
	};
}

function linesOf({ id: invoice, draft }: Numbered) {
	return draft.lines.map((line: InvoiceLine, position) => {
		const { description, quantity, amount, kind, item, detail, unit, vatRate } = line;
		return { invoice, position, description, quantity, amount, kind, item, detail, unit, vat_rate: vatRate };
	});
}

function entriesOf({ customer }: BilledContract, draft: InvoiceDraft) {
	return entriesForInvoice({ customer, net: draft.net, tax: cents(taxOf(draft)), total: draft.total });
}
