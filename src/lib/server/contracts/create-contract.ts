import { randomBytes } from 'node:crypto';
import { canOpenRoom, parseRoom } from '#lib/docs/rooms.ts';
import type { Payload, TechRequest } from '#lib/domain/commands.ts';
import { contractNumber, type ContractFact, type Tech } from '#lib/domain/contracts/contract.ts';
import { normaliseMac } from '#lib/domain/contracts/equipment.ts';
import { pppoeSecret, pppoeUser, SECRET_LENGTH } from '#lib/domain/contracts/pppoe.ts';
import { termsOf, type ContractTerms } from '#lib/domain/contracts/terms.ts';
import type { Actor } from '#lib/domain/permissions.ts';
import type { Kind } from '#lib/domain/records.ts';
import type { Service } from '#lib/domain/sales/prospect.ts';
import { Refused } from '#lib/domain/shared/refused.ts';
import type { Location } from '#lib/domain/shared/schema.ts';
import { readItem, readItems } from '#lib/server/catalog/items.ts';
import type { CommandContext } from '#lib/server/commands/handler.ts';
import { takeNumbers } from '#lib/server/counters.ts';
import type { Db } from '#lib/server/db/db.ts';
import { lock } from '#lib/server/locks.ts';
import { newId } from '#lib/server/new-id.ts';
import { publish } from '#lib/server/publish.ts';
import { readRecord, statusOf, type StoredRecord } from '#lib/server/records.ts';
import { writeFact } from '#lib/server/room-writes.ts';
import { ensureCustomer } from './customer.ts';
import { reserveAddress } from './reserve-address.ts';

const FIRST_NUMBER = 1000;

type Sold = { order: StoredRecord<'order'>; lead: StoredRecord<'lead'>; prospect: string; service: Service; location: Location };
export type CreatedContract = { id: string; number: string; ip: string | null; user: string | null };

/**
 * Makes the contract of an installation from what was sold, before the visit or after it, with the address that only the
 * server can give. It is enabled in the network at once; billing starts when the installation has succeeded.
 * @throws {Refused} `order.*`, `service.missing`, `location.missing`, `plan.not-sold`, `server.unknown`, `node.unknown`, `pool.unknown`, `address.*`, `value.wrong`
 */
export async function createContract(
	tx: Db,
	actor: Actor,
	{ order: id, tech: asked }: Payload<'contract.create'>,
	{ now }: Pick<CommandContext, 'now'>
): Promise<CreatedContract> {
	await lock(tx, `order:${id}`);
	const sold = await readSold(tx, actor, id);
	const terms = await termsNow(tx, sold.service);
	const request = await knownTech(tx, asked);
	const customer = await ensureCustomer(tx, sold.lead, sold.location, now);
	const contract = { id: newId(now), number: await takeNumbers(tx, 'contract', FIRST_NUMBER), customer };
	await insertContract(tx, { ...contract, sold, terms, actor, now });
	const tech = await decideTech(tx, contract, sold.lead.fields.name, request, now);
	const fact: ContractFact = {
		id: contract.id,
		number: contractNumber(contract.number),
		network: 'enabled',
		commercial: 'signed'
	};
	await writeFact(tx, sold.order.room, id, 'contract', fact);
	await publish(tx, now, { type: 'contract.created', contract: contract.id, order: id });
	return { id: contract.id, number: fact.number, ip: tech.ip, user: tech.user };
}

/** What lies in a room that the actor may not open is not there for him. */
async function readOwn<K extends Kind>(tx: Db, actor: Actor, kind: K, id: string | null): Promise<StoredRecord<K> | null> {
	const record = id === null ? null : await readRecord(tx, kind, id);
	return record && canOpenRoom(actor, record.room) ? record : null;
}

async function readSold(tx: Db, actor: Actor, id: string): Promise<Sold> {
	const order = await readOwn(tx, actor, 'order', id);
	if (!order) throw new Refused('order.unknown');
	const earlier = await tx.selectFrom('contracts').select('number').where('order', '=', id).executeTakeFirst();
	if (earlier) throw new Refused('order.has-contract', { number: contractNumber(earlier.number) });
	if (order.fields.kind !== 'installation' || statusOf(order) === 'cancelled') throw new Refused('order.wrong-status');
	const prospect = await readOwn(tx, actor, 'prospect', order.fields.prospect);
	if (!prospect?.fields.service) throw new Refused('service.missing');
	const location = order.fields.location ?? prospect.fields.location;
	if (!location) throw new Refused('location.missing');
	const lead = await readOwn(tx, actor, 'lead', prospect.fields.lead);
	if (!lead) throw new Refused('record.unknown');
	return { order, lead, prospect: prospect.id, service: prospect.fields.service, location };
}

/** The prices of today's catalogue, frozen. An offer may outlive its promotion, but not its plan. */
async function termsNow(tx: Db, service: Service): Promise<ContractTerms> {
	const catalog = await readItems(tx, 'plan', 'recurring', 'oneoff', 'discount');
	const plan = catalog.find((item) => item.kind === 'plan' && item.id === service.plan);
	const terms = termsOf(service, catalog);
	if (!terms || plan?.kind !== 'plan' || !plan.sold) throw new Refused('plan.not-sold', { plan: plan?.name ?? service.plan });
	return terms;
}

async function knownTech(tx: Db, asked: TechRequest): Promise<TechRequest> {
	if (!(await readItem(tx, 'server', asked.server))) throw new Refused('server.unknown');
	if (!(await readItem(tx, 'node', asked.node))) throw new Refused('node.unknown');
	if (!asked.equipment.trim()) throw new Refused('equipment.missing');
	const mac = asked.mac && normaliseMac(asked.mac);
	if (mac === null) throw new Refused('value.wrong', { field: 'tech.mac' });
	return { ...asked, mac, ip: asked.ip?.trim() || null };
}

type Draft = { id: string; number: number; customer: string; sold: Sold; terms: ContractTerms; actor: Actor; now: Date };

async function insertContract(tx: Db, { id, number, customer, sold, terms, actor, now }: Draft) {
	const branch = branchOf(sold.order.room, actor);
	const frozen = { service: JSON.stringify(sold.service), location: JSON.stringify(sold.location), terms: JSON.stringify(terms) };
	const references = { customer, prospect: sold.prospect, order: sold.order.id, branch };
	const row = {
		id,
		number,
		...references,
		...frozen,
		tech: '{}',
		network: 'enabled' as const,
		created_by: actor.user,
		created_at: now
	};
	await tx.insertInto('contracts').values(row).execute();
}

/** The branch whose desk the order was born on. */
function branchOf(name: string, actor: Actor): string {
	const room = parseRoom(name);
	return room?.family === 'desk' ? room.branch : actor.branch;
}

async function decideTech(
	tx: Db,
	{ id, number }: { id: string; number: number },
	name: string,
	request: TechRequest,
	now: Date
): Promise<Tech> {
	const reserved = await reserveAddress(tx, id, request, now);
	const login =
		request.mode === 'pppoe'
			? { user: pppoeUser(name, contractNumber(number)), secret: pppoeSecret(randomBytes(SECRET_LENGTH)) }
			: { user: null, secret: null };
	const { server, node, mode, equipment, mac } = request;
	const tech: Tech = {
		server,
		node,
		mode,
		equipment,
		mac,
		pool: reserved?.pool ?? request.pool,
		ip: reserved?.ip ?? null,
		...login
	};
	await tx
		.updateTable('contracts')
		.set({ tech: JSON.stringify(tech) })
		.where('id', '=', id)
		.execute();
	return tech;
}
