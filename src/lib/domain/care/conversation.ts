import type { CaseMessage, CaseState } from './help-case.ts';

type Said = Pick<CaseMessage, 'at' | 'from' | 'internal'>;

/** The last moment at which these were written; nothing said is minus infinity. */
const last = (messages: readonly Said[]) => Math.max(-Infinity, ...messages.map(({ at }) => at));

export const isDone = (state: CaseState) => state === 'finished' || state === 'closed';

/**
 * The customer waits for a word of ours. A ticket taken by telephone waits from its first moment;
 * one that was finished waits again when he writes after everything staff said, the note of its end included.
 */
export function awaitsAnswer(state: CaseState, messages: readonly Said[]): boolean {
	const customer = messages.filter(({ from }) => from === 'customer');
	const staff = messages.filter(({ from }) => from === 'staff');
	if (isDone(state)) return customer.length > 0 && last(customer) > last(staff);
	const answers = staff.filter(({ internal }) => !internal);
	if (customer.length > 0) return last(customer) > last(answers);
	return state === 'pending' && answers.length === 0;
}

/** Since when he waits: his last word, or the ticket's birth. */
export function waitingSince(bornAt: number, messages: readonly Said[]): number {
	return Math.max(bornAt, last(messages.filter(({ from }) => from === 'customer')));
}
