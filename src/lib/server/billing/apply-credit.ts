import { entriesForCredit } from '#lib/domain/billing/ledger.ts';
import { cents } from '#lib/domain/shared/money.ts';
import type { Db } from '#lib/server/db/db.ts';
import { newId } from '#lib/server/new-id.ts';
import { sql } from 'kysely';
import { post } from './ledger.ts';

type Owing = { invoice: string; contract: string; customer: string; owed: number };

/** What was paid in advance for a contract pays its next invoice, the oldest payment first. */
export async function applyCredit(tx: Db, { invoice, contract, customer, owed }: Owing, now: Date): Promise<void> {
	let left = owed;
	const applications: { payment: string; invoice: string; amount: number }[] = [];
	for (const { payment, credit } of await creditsOf(tx, contract)) {
		const amount = Math.min(left, credit);
		if (amount <= 0) break;
		applications.push({ payment, invoice, amount });
		left -= amount;
	}
	if (applications.length === 0) return;
	await tx.insertInto('payment_applications').values(applications).execute();
	await post(
		tx,
		[{ transaction: newId(now), customer, entries: entriesForCredit({ customer, amount: cents(owed - left) }) }],
		now
	);
}

/** Payments of a contract that are not used up, oldest first. */
export async function creditsOf(db: Db, contract: string): Promise<{ payment: string; credit: number }[]> {
	const { rows } = await sql<{ payment: string; credit: number }>`
		select p.id as payment, p.amount - coalesce(sum(a.amount), 0)::bigint as credit
		from payments p left join payment_applications a on a.payment = p.id
		where p.contract = ${contract}
		group by p.id having p.amount > coalesce(sum(a.amount), 0)
		order by p.number`.execute(db);
	return rows;
}
