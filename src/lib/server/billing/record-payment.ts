import { entriesForPayment } from '#lib/domain/billing/ledger.ts';
import { applyPayment, type OpenInvoice } from '#lib/domain/billing/payments.ts';
import type { Payload } from '#lib/domain/commands.ts';
import { receiptNumber } from '#lib/domain/contracts/contract.ts';
import type { Actor } from '#lib/domain/permissions.ts';
import { dayOf, isDay, type Day } from '#lib/domain/shared/day.ts';
import { cents, type Cents } from '#lib/domain/shared/money.ts';
import { Refused } from '#lib/domain/shared/refused.ts';
import { readItem } from '#lib/server/catalog/items.ts';
import type { CommandContext } from '#lib/server/commands/handler.ts';
import { mustReach } from '#lib/server/contracts/reach.ts';
import { takeNumbers } from '#lib/server/counters.ts';
import type { Db } from '#lib/server/db/db.ts';
import { newId } from '#lib/server/new-id.ts';
import { sql } from 'kysely';
import { lockContracts } from './billed-contract.ts';
import { post } from './ledger.ts';

export type RecordedPayment = { id: string; number: string; applications: { invoice: string; amount: number }[]; credit: number };

const MOST = 1_000_000_000_00;

/**
 * Somebody paid: the oldest debt of the contract first, and what is left over waits for the next invoice.
 * @throws {Refused} `payment.amount`, `payment.method`, `contract.unknown`, `value.wrong` for a day to come
 */
export async function recordPayment(
	tx: Db,
	actor: Actor,
	{ contract: id, amount, method, on, note }: Payload<'payment.record'>,
	{ now, zone }: Pick<CommandContext, 'now' | 'zone'>
): Promise<RecordedPayment> {
	if (!Number.isSafeInteger(amount) || amount <= 0 || amount > MOST) throw new Refused('payment.amount');
	if (!isDay(on) || on > dayOf(now, zone)) throw new Refused('value.wrong', { field: 'on' });
	if (!(await readItem(tx, 'payment', method))) throw new Refused('payment.method');
	await mustReach(tx, actor, id);
	const [contract] = await lockContracts(tx, [id]);
	if (!contract) throw new Refused('contract.unknown');
	const { customer } = contract;
	const { applications, credit } = applyPayment(await openInvoices(tx, id), cents(amount));
	const payment = { id: newId(now), number: await takeNumbers(tx, 'receipt', 1), customer, contract: id, amount, method };
	await tx
		.insertInto('payments')
		.values({ ...payment, received_on: on, note, recorded_by: actor.user, created_at: now })
		.execute();
	if (applications.length > 0)
		await tx
			.insertInto('payment_applications')
			.values(applications.map((part) => ({ payment: payment.id, ...part })))
			.execute();
	await post(
		tx,
		[{ transaction: payment.id, customer, entries: entriesForPayment({ customer, method, amount: cents(amount), credit }) }],
		now
	);
	return { id: payment.id, number: receiptNumber(payment.number), applications, credit };
}

/** What a contract owes, oldest due first. */
export async function openInvoices(db: Db, contract: string): Promise<OpenInvoice[]> {
	const { rows } = await sql<{ id: string; due: Day; owed: Cents }>`
		select i.id, i.due_on as due, i.total - coalesce(sum(a.amount), 0)::bigint as owed
		from invoices i left join payment_applications a on a.invoice = i.id
		where i.contract = ${contract}
		group by i.id having i.total > coalesce(sum(a.amount), 0)
		order by i.due_on, i.id`.execute(db);
	return rows;
}
