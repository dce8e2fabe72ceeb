import { inPool, parseCidr } from '#lib/domain/contracts/addresses.ts';
import type { Role } from '#lib/domain/catalog.ts';
import { Refused } from '#lib/domain/shared/refused.ts';
import { Key } from '#lib/domain/shared/schema.ts';
import { readCompany } from '#lib/server/catalog/company.ts';
import { readItem, readItems } from '#lib/server/catalog/items.ts';
import { peekFree } from '#lib/server/contracts/reserve-address.ts';
import type { Db } from '#lib/server/db/db.ts';
import * as v from 'valibot';
import { query } from './query.ts';

export type CheckKey =
	'company' | 'branch' | 'plan' | 'node' | 'server' | 'pool' | 'payment' | 'seller' | 'dispatcher' | 'technician';

/** What a company still lacks before its first sale can become an invoice, in the order in which one would fill it in. */
export const checklist = query({
	act: 'office.open',
	params: v.object({}),
	async run({ db }): Promise<{ items: { key: CheckKey; done: boolean }[]; ready: boolean }> {
		const company = await readCompany(db);
		const kinds = new Set(
			(await readItems(db, 'plan', 'node', 'server', 'pool', 'payment'))
				.filter((item) => !('sold' in item) || item.sold)
				.map(({ kind }) => kind)
		);
		const branch = await db.selectFrom('branches').select('id').executeTakeFirst();
		const roles = await activeRoles(db);
		const items: { key: CheckKey; done: boolean }[] = [
			{ key: 'company', done: Boolean(company?.legalName && company.taxId && company.address) },
			{ key: 'branch', done: branch !== undefined },
			...(['plan', 'node', 'server', 'pool', 'payment'] as const).map((key) => ({ key, done: kinds.has(key) })),
			...(['seller', 'dispatcher', 'technician'] as const).map((key) => ({ key, done: coveredBy(key, roles) }))
		];
		return { items, ready: items.every(({ done }) => done) };
	}
});

/** An owner can sell and plan himself, but technicians have agendas of their own. */
const coveredBy = (role: Role, roles: ReadonlySet<Role>) => roles.has(role) || (role !== 'technician' && roles.has('owner'));

async function activeRoles(db: Db): Promise<Set<Role>> {
	const rows = await db.selectFrom('users').select('roles').where('active', '=', true).execute();
	return new Set(rows.flatMap(({ roles }) => roles as Role[]));
}

/** The address a contract would get now; whoever saves first has it. */
export const freeIp = query({
	act: 'contract.create',
	params: v.object({ pool: Key }),
	async run({ db }, { pool: id }): Promise<{ ip: string | null }> {
		const pool = await readItem(db, 'pool', id);
		if (!pool) throw new Refused('pool.unknown');
		return { ip: await peekFree(db, pool.cidr) };
	}
});

/** How full each pool is. */
export const pools = query({
	act: 'contract.read',
	params: v.object({}),
	async run({ db }) {
		const taken = await db.selectFrom('ip_addresses').select('ip').execute();
		return (await readItems(db, 'pool')).map(({ id, name, server, cidr }) => {
			const used = taken.filter(({ ip }) => inPool(ip, cidr)).length;
			return { id, name, server, cidr, used, size: sizeOf(cidr) };
		});
	}
});

function sizeOf(cidr: string): number {
	const pool = parseCidr(cidr);
	return pool ? pool.last - pool.first + 1 : 0;
}
