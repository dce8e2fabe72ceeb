import type { Entry } from '#lib/domain/billing/ledger.ts';
import type { Db } from '#lib/server/db/db.ts';

/** The entries of one document, named by its id; together they are nothing. */
export type Posting = { transaction: string; customer: string; entries: readonly Entry[] };

/** @throws {Error} when a document's entries do not sum to zero: that is a bug, and nothing of it may be kept */
export async function post(tx: Db, postings: readonly Posting[], at: Date): Promise<void> {
	for (const { transaction, entries } of postings)
		if (entries.reduce((sum, { amount }) => sum + amount, 0) !== 0)
			throw new Error(`the entries of ${transaction} do not sum to zero`);
	const rows = postings.flatMap(({ transaction, customer, entries }) =>
		entries.map(({ account, amount }) => ({ transaction, customer, account, amount, at }))
	);
	if (rows.length > 0) await tx.insertInto('ledger_entries').values(rows).execute();
}
