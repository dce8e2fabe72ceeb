import { contractNumber, type Tech } from '#lib/domain/contracts/contract.ts';
import type { Db } from '#lib/server/db/db.ts';
import { inTransaction } from '#lib/server/db/transaction.ts';
import { reportsOf, statusBy } from '#lib/server/delivery/visits.ts';
import { settleFact } from '#lib/server/facts.ts';
import { lock } from '#lib/server/locks.ts';
import { publish } from '#lib/server/publish.ts';
import { readRecord } from '#lib/server/records.ts';
import { reserveAgain } from './reserve-address.ts';

/** A contract whose billing never started, or that a late report has started while it was off. */
const FOLLOWING = ['not-started', 'running'] as const;

type Axes = { commercial: 'signed' | 'active' | 'cancelled'; network: 'enabled' | 'removed' };

/**
 * An installation called off before it was made takes its contract along and gives the address back; when the cancellation
 * is undone, or the work turns out to be done, the contract returns with the same address, or the next free one. Looks at
 * how things stand, so it may be called at any change and at none.
 */
export function followOrder(db: Db, id: string, now: Date): Promise<void> {
	return inTransaction(db, async (tx) => {
		await lock(tx, `order:${id}`);
		const order = await readRecord(tx, 'order', id);
		const contract = order && (await contractOf(tx, id));
		if (!order || !contract) return;
		const cancelled = statusBy(order, (await reportsOf(tx, id)).accepted) === 'cancelled';
		if (cancelled === (contract.network === 'removed')) return;
		if (cancelled && contract.billing !== 'not-started') return;
		const axes = cancelled ? await callOff(tx, contract) : await bringBack(tx, contract, now);
		await tx.updateTable('contracts').set(axes).where('id', '=', contract.id).execute();
		await settleFact(tx, order, 'contract', {
			id: contract.id,
			number: contractNumber(contract.number),
			...axes
		});
		await publish(tx, now, { type: 'contract.changed', contract: contract.id, order: id });
	});
}

const contractOf = (tx: Db, order: string) =>
	tx
		.selectFrom('contracts')
		.select(['id', 'number', 'network', 'billing', 'tech'])
		.where('order', '=', order)
		.where('billing', 'in', FOLLOWING)
		.forUpdate()
		.executeTakeFirst();

type Following = NonNullable<Awaited<ReturnType<typeof contractOf>>>;

async function callOff(tx: Db, { id }: Following): Promise<Axes> {
	await tx.deleteFrom('ip_addresses').where('contract', '=', id).execute();
	return { commercial: 'cancelled', network: 'removed' };
}

async function bringBack(tx: Db, { id, tech, billing }: Following, now: Date): Promise<Axes> {
	const reserved = await reserveAgain(tx, id, tech, now);
	const kept: Tech = { ...tech, ip: reserved?.ip ?? null };
	await tx
		.updateTable('contracts')
		.set({ tech: JSON.stringify(kept) })
		.where('id', '=', id)
		.execute();
	return { commercial: billing === 'running' ? 'active' : 'signed', network: 'enabled' };
}
