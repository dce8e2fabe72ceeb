import { contract, contracts } from './contracts.ts';
import { cycle } from './cycle.ts';
import { history } from './history.ts';
import { invoice, invoices } from './invoices.ts';
import { account, payments } from './payments.ts';
import { sessions, users } from './people.ts';
import { quarantine } from './quarantine.ts';
import { sendings } from './sendings.ts';
import { checklist, freeIp, pools } from './setup.ts';

/** What a device may ask for that is in no room, by the name in `/api/read/<name>`. */
export const QUERIES = {
	contracts,
	contract,
	invoices,
	invoice,
	cycle,
	payments,
	account,
	sendings,
	users,
	sessions,
	quarantine,
	checklist,
	'free-ip': freeIp,
	pools,
	history
} as const;

export type QueryName = keyof typeof QUERIES;
/** The answer to a query, e.g. `AnswerTo<'contract'>`; times are ISO texts once they have travelled. */
export type AnswerTo<N extends QueryName> = Awaited<ReturnType<(typeof QUERIES)[N]['run']>>;

export const isQueryName = (name: string): name is QueryName => Object.hasOwn(QUERIES, name);
