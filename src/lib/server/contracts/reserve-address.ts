import type { CatalogItem } from '#lib/domain/catalog.ts';
import type { TechRequest } from '#lib/domain/commands.ts';
import { inPool, nextFree } from '#lib/domain/contracts/addresses.ts';
import type { Tech } from '#lib/domain/contracts/contract.ts';
import { Refused } from '#lib/domain/shared/refused.ts';
import { readItem, readItems } from '#lib/server/catalog/items.ts';
import type { Db } from '#lib/server/db/db.ts';
import { lock } from '#lib/server/locks.ts';

type Pool = CatalogItem<'pool'>;
export type Reservation = { ip: string; pool: string } | null;

/**
 * Gives the contract the address it asked for, or else the lowest free one of the pool. Whose an address is, PostgreSQL
 * decides; the lock only spares those who take "any" from racing each other.
 * @returns null when none was asked for and the mode can do without
 * @throws {Refused} `address.*`, `pool.unknown`
 */
export async function reserveAddress(tx: Db, contract: string, tech: TechRequest, now: Date): Promise<Reservation> {
	const pool = await poolFor(tx, tech);
	if (!pool) return null;
	if (!tech.ip) return takeNext(tx, contract, pool, now);
	if (!(await isServer(tx, tech.ip)) && (await take(tx, contract, pool, tech.ip, now))) return { ip: tech.ip, pool: pool.id };
	throw new Refused('address.taken', { ip: tech.ip });
}

async function poolFor(tx: Db, { server, pool: id, ip, mode }: TechRequest): Promise<Pool | null> {
	const pools = (await readItems(tx, 'pool')).filter((pool) => pool.server === server);
	if (id) {
		const chosen = pools.find((pool) => pool.id === id);
		if (!chosen) throw new Refused('pool.unknown');
		if (ip && !inPool(ip, chosen.cidr)) throw new Refused('address.outside-pool', { ip });
		return chosen;
	}
	if (!ip) {
		if (mode === 'static') throw new Refused('address.missing');
		return null;
	}
	const holder = pools.find((pool) => inPool(ip, pool.cidr));
	if (!holder) throw new Refused('address.outside-pool', { ip });
	return holder;
}

/** The address a contract had, or the next one of its pool when somebody else has it by now. */
export async function reserveAgain(tx: Db, contract: string, { ip, pool: id }: Tech, now: Date): Promise<Reservation> {
	const pool = ip && id && (await readItem(tx, 'pool', id));
	if (!pool) return null;
	return (await take(tx, contract, pool, ip, now)) ? { ip, pool: pool.id } : takeNext(tx, contract, pool, now);
}

async function takeNext(tx: Db, contract: string, pool: Pool, now: Date): Promise<Reservation> {
	await lock(tx, `pool:${pool.id}`);
	for (;;) {
		const ip = nextFree(pool.cidr, await takenOf(tx));
		if (!ip) throw new Refused('address.none-free', { pool: pool.name });
		if (await take(tx, contract, pool, ip, now)) return { ip, pool: pool.id };
	}
}

/** Waits for whoever is taking the same address; false when he has it. */
async function take(tx: Db, contract: string, pool: Pool, ip: string, now: Date): Promise<boolean> {
	const row = { ip, pool: pool.id, contract, reserved_at: now };
	const insert = tx
		.insertInto('ip_addresses')
		.values(row)
		.onConflict((on) => on.column('ip').doNothing());
	return (await insert.returning('ip').executeTakeFirst()) !== undefined;
}

/** The address that would be given now, for a screen; whoever saves first has it. */
export async function peekFree(db: Db, cidr: string): Promise<string | null> {
	return nextFree(cidr, await takenOf(db));
}

/** Customers' addresses and the servers' own. */
async function takenOf(db: Db): Promise<Set<string>> {
	const rows = await db.selectFrom('ip_addresses').select('ip').execute();
	const servers = await readItems(db, 'server');
	return new Set([...rows.map(({ ip }) => ip), ...servers.map(({ address }) => address)]);
}

async function isServer(tx: Db, ip: string): Promise<boolean> {
	return (await readItems(tx, 'server')).some(({ address }) => address === ip);
}
