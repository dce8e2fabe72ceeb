import type { Actor } from '#lib/domain/permissions.ts';
import { Refused } from '#lib/domain/shared/refused.ts';
import type { Db } from '#lib/server/db/db.ts';
import type { ContractTable } from '#lib/server/db/types.ts';
import { sql, type ExpressionBuilder } from 'kysely';

type OfContract = ExpressionBuilder<{ contracts: ContractTable }, 'contracts'>;

/** Whose branch a contract belongs to; an owner reaches all of them. */
export const ofBranch = (actor: Actor) => (eb: OfContract) =>
	actor.roles.includes('owner') ? sql<boolean>`true` : eb('contracts.branch', '=', actor.branch);

/** @throws {Refused} `contract.unknown`, also for one of another branch: its number is nobody's to try out */
export async function mustReach(tx: Db, actor: Actor, id: string): Promise<void> {
	const found = await tx.selectFrom('contracts').select('id').where('id', '=', id).where(ofBranch(actor)).executeTakeFirst();
	if (!found) throw new Refused('contract.unknown');
}
