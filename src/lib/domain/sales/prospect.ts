import * as v from 'valibot';
import { IdOf, Instant, Key, Location, Text } from '../shared/schema.ts';

/** What is offered, by keys of the catalogue; prices are never in here. `offeredAt` decides which promotions hold. */
export const Service = v.object({
	plan: Key,
	items: v.pipe(
		v.array(v.object({ id: Key, quantity: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(20)) })),
		v.maxLength(20)
	),
	discounts: v.pipe(v.array(Key), v.maxLength(5)),
	offeredAt: Instant
});
export type Service = v.InferOutput<typeof Service>;

/** A lead, one place and one offer. A lead has as many as it has addresses or services. */
export const PROSPECT_FIELDS = {
	lead: IdOf,
	service: v.nullable(Service),
	location: v.nullable(Location),
	observations: Text,
	archived: v.boolean()
} as const;

export type Prospect = { [F in keyof typeof PROSPECT_FIELDS]: v.InferOutput<(typeof PROSPECT_FIELDS)[F]> };

export function newProspect(some: Partial<Prospect> & { lead: string }): Prospect {
	return { service: null, location: null, observations: '', archived: false, ...some };
}
