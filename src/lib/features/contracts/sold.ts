import { isKind, type HiloDatabase, type RowOf } from '#lib/client/database.ts';
import { recordOf } from '#lib/client/write-ops.ts';
import type { ContractFact } from '#lib/domain/contracts/contract.ts';
import type { TechRequest } from '#lib/domain/commands.ts';
import type { CommandAnswer } from '#lib/domain/commands.ts';
import type { Location } from '#lib/domain/shared/schema.ts';

/** What a contract is made of, as the device has it. */
export type Sold = {
	order: RowOf<'order'>;
	lead: RowOf<'lead'> | null;
	prospect: RowOf<'prospect'> | null;
	ticket: RowOf<'ticket'> | null;
	location: Location | null;
	contract: ContractFact | null;
};

export async function readSold(db: HiloDatabase, id: string): Promise<Sold | null> {
	const order = await db.rows.get(id);
	if (!isKind(order, 'order')) return null;
	const { lead, prospect, ticket } = order.fields;
	const [whose, where, why] = await db.rows.bulkGet([lead, prospect ?? '', ticket ?? '']);
	const place = isKind(where, 'prospect') ? where : null;
	return {
		order,
		lead: isKind(whose, 'lead') ? whose : null,
		prospect: place,
		ticket: isKind(why, 'ticket') ? why : null,
		location: order.fields.location ?? place?.fields.location ?? null,
		contract: (order.facts['contract'] ?? null) as ContractFact | null
	};
}

/** Intents of this sale that the server may not know yet: the contract must not overtake them. */
export async function unsentOf(db: HiloDatabase, { order, lead, prospect }: Sold): Promise<string[]> {
	const ids = new Set([order.id, lead?.id, prospect?.id]);
	const intents = await db.intents.where('state').anyOf('queued', 'saved').toArray();
	return intents.filter(({ ops }) => ops.some((op) => ids.has(recordOf(op)))).map(({ id }) => id);
}

export type Asked = { state: 'waiting' | 'answered'; tech: TechRequest; answer: CommandAnswer | null };

/** The last time that somebody asked for this order's contract here. */
export async function lastAsked(db: HiloDatabase, order: string): Promise<Asked | null> {
	const commands = await db.outbox
		.reverse()
		.filter(({ name }) => name === 'contract.create')
		.toArray();
	const mine = commands.find(({ payload }) => (payload as { order: string }).order === order);
	if (!mine) return null;
	return { state: mine.state, tech: (mine.payload as { tech: TechRequest }).tech, answer: mine.answer };
}
