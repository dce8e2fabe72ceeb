import type { InvoiceState } from '#lib/domain/billing/payments.ts';
import * as m from '#lib/paraglide/messages.js';
import type { Cycle } from './billing-reads.ts';
import { STATES } from './billing-words.ts';

export type PartKey = InvoiceState | 'to-issue';
/** One part of the cycle's bar and one line of its table; `share` of the total amount, 0 to 1. */
export type CyclePart = { key: PartKey; words: string; count: number; amount: number; share: number };

/** The parts of a month's billing in the order in which they stand on the bar. */
export function cycleParts({ states, toIssue, total }: Pick<Cycle, 'states' | 'toIssue' | 'total'>): CyclePart[] {
	const share = (amount: number) => (total > 0 ? amount / total : 0);
	const issued = states.map(({ state, count, amount }) => ({
		key: state as PartKey,
		words: STATES[state].many(),
		...{ count, amount, share: share(amount) }
	}));
	return [...issued, { key: 'to-issue', words: m.billing_states_to_issue(), ...toIssue, share: share(toIssue.amount) }];
}

const PERCENT = new Intl.NumberFormat('es-AR', { minimumFractionDigits: 1, maximumFractionDigits: 1 });

/** «34,0» */
export const percent = (share: number) => PERCENT.format(share * 100);
