import * as v from 'valibot';
import { IdOf, Instant, Key, Short, Text } from '../shared/schema.ts';

export const CASE_STATES = ['pending', 'in-progress', 'waiting-customer', 'finished', 'closed'] as const;
export type CaseState = (typeof CASE_STATES)[number];

/** A support ticket: something a customer needs after the installation. */
export const CASE_FIELDS = {
	title: v.pipe(Short, v.minLength(1)),
	lead: IdOf,
	prospect: v.nullable(IdOf),
	contract: v.nullable(IdOf),
	origin: v.picklist(['phone', 'portal', 'whatsapp', 'mail']),
	category: v.picklist(['no-service', 'slow', 'billing', 'relocation', 'cancellation', 'data', 'other']),
	priority: v.picklist(['low', 'normal', 'high']),
	assignee: v.nullable(IdOf),
	state: v.picklist(CASE_STATES)
} as const;

export type HelpCase = { [F in keyof typeof CASE_FIELDS]: v.InferOutput<(typeof CASE_FIELDS)[F]> };

/** `internal` messages are for staff alone; `from` is who speaks. */
export const CaseMessage = v.object({
	text: v.pipe(Text, v.minLength(1)),
	at: Instant,
	by: Key,
	from: v.picklist(['staff', 'customer']),
	internal: v.boolean()
});
export type CaseMessage = v.InferOutput<typeof CaseMessage>;

export const CASE_LISTS = { messages: CaseMessage } as const;

export function newCase(some: Partial<HelpCase> & { title: string; lead: string }): HelpCase {
	return {
		prospect: null,
		contract: null,
		origin: 'phone',
		category: 'other',
		priority: 'normal',
		assignee: null,
		state: 'pending',
		...some
	};
}
