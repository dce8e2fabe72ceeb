import type { BillingState, CommercialState, NetworkState } from '#lib/domain/contracts/contract.ts';
import { contractNumber, customerNumber } from '#lib/domain/contracts/contract.ts';
import { can } from '#lib/domain/permissions.ts';
import { Refused } from '#lib/domain/shared/refused.ts';
import { readItem } from '#lib/server/catalog/items.ts';
import type { Db } from '#lib/server/db/db.ts';
import { ofBranch } from '#lib/server/contracts/reach.ts';
import { sql } from 'kysely';
import * as v from 'valibot';
import {
	allRows,
	folded,
	IdOrNumber,
	numberIn,
	Page,
	PAGE_SIZE,
	paged,
	placeIn,
	query,
	Search,
	Sort,
	sortedBy,
	words
} from './query.ts';

const COMMERCIAL = ['draft', 'signed', 'active', 'cancelling', 'cancelled'] as const satisfies readonly CommercialState[];
const NETWORK = ['pending', 'enabled', 'alerted', 'degraded', 'disabled', 'removed'] as const satisfies readonly NetworkState[];
const BILLING = ['not-started', 'running', 'paused', 'ended'] as const satisfies readonly BillingState[];

/** What is owed for a contract, less what was paid for it; negative is in the customer's favour. */
export const balance = sql<number>`(
	coalesce((select sum(i.total) from invoices i where i.contract = contracts.id), 0)
	- coalesce((select sum(p.amount) from payments p where p.contract = contracts.id), 0))::bigint`;

const orderNumber = sql<string | null>`(select r.facts ->> 'number' from records r where r.id = contracts."order")`;

const base = (db: Db) => db.selectFrom('contracts').innerJoin('customers', 'customers.id', 'contracts.customer');

const summary = (db: Db) =>
	base(db)
		.select(['contracts.id', 'contracts.number', 'contracts.customer', 'customers.name', 'customers.email', 'contracts.order'])
		.select(['contracts.commercial', 'contracts.network', 'contracts.billing', 'contracts.active_from as activeFrom'])
		.select(['contracts.location', 'contracts.created_at as createdAt'])
		.select(sql<string>`contracts.terms -> 'plan' ->> 'name'`.as('plan'))
		.select([orderNumber.as('orderNumber'), balance.as('balance')]);

const SORTS = {
	number: sql`contracts.number`,
	customer: folded(sql`customers.name`),
	plan: folded(sql`contracts.terms -> 'plan' ->> 'name'`),
	commercial: placeIn(COMMERCIAL, sql`contracts.commercial`),
	network: placeIn(NETWORK, sql`contracts.network`),
	billing: placeIn(BILLING, sql`contracts.billing`),
	locality: folded(sql`contracts.location ->> 'locality'`),
	balance
};
const SORT_NAMES = Object.keys(SORTS) as (keyof typeof SORTS)[];

/** The list of contracts, newest first unless a sort is asked for. `state` is a commercial or a billing state. */
export const contracts = query({
	act: 'contract.read',
	params: v.object({
		search: Search,
		state: v.optional(v.picklist([...COMMERCIAL, ...BILLING])),
		sort: Sort(SORT_NAMES),
		page: Page
	}),
	async run({ db, actor }, { search, state, sort, page }) {
		const text = sql<string>`concat_ws(' ', 'C-' || contracts.number, customers.name, customers.email, customers.document ->> 'number', contracts.location ->> 'address', contracts.location ->> 'locality', contracts.tech ->> 'ip', contracts.tech ->> 'user', contracts.terms -> 'plan' ->> 'name')`;
		let found = summary(db)
			.select(allRows)
			.where(ofBranch(actor))
			.where(words(text, search))
			.where(sql<boolean>`(${state ?? null}::text is null or ${state ?? null} in (contracts.commercial, contracts.billing))`);
		if (sort) found = found.orderBy(sortedBy(SORTS, sort));
		const rows = await found
			.orderBy('contracts.number', 'desc')
			.limit(PAGE_SIZE)
			.offset(page * PAGE_SIZE)
			.execute();
		return paged(
			rows.map(({ number, ...row }) => ({ ...row, number: contractNumber(number), network: row.network as NetworkState })),
			page
		);
	}
});

/** One contract, by id or number. The PPPoE secret is there for those who connect customers; null for everybody else. */
export const contract = query({
	act: 'contract.read',
	params: v.object({ id: IdOrNumber }),
	async run({ db, actor }, { id }) {
		const number = numberIn(id);
		const row = await summary(db)
			.select(['contracts.service', 'contracts.terms', 'contracts.tech', 'contracts.prospect', 'contracts.branch'])
			.select(['contracts.active_from_flagged as activeFromFlagged', 'contracts.created_by as createdBy'])
			.select([
				'customers.number as customerNumber',
				'customers.document',
				'customers.vat_condition as vatCondition',
				'customers.tax_id as taxId'
			])
			.where(ofBranch(actor))
			.where(number === null ? sql<boolean>`contracts.id = ${id}` : sql<boolean>`contracts.number = ${number}`)
			.executeTakeFirst();
		if (!row) throw new Refused('contract.unknown');
		const secret = can(actor, 'contract.secret') ? row.tech.secret : null;
		const [server, node] = [await readItem(db, 'server', row.tech.server), await readItem(db, 'node', row.tech.node)];
		const names = { serverName: server?.name ?? row.tech.server, nodeName: node?.name ?? row.tech.node };
		return {
			...row,
			number: contractNumber(row.number),
			customerNumber: customerNumber(row.customerNumber),
			tech: { ...row.tech, ...names, secret }
		};
	}
});
