import * as v from 'valibot';
import { IdOf, Instant, Key, Short } from './shared/schema.ts';

/** One gesture that a revoked device had not sent. Its `ops` are whatever the device says: the gate judges them when somebody makes them his own. */
export const HeldIntent = v.object({
	id: IdOf,
	room: Short,
	name: Short,
	at: Instant,
	ops: v.pipe(
		v.array(
			v.union([
				v.object({ base: IdOf, value: v.looseObject({ kind: Key, fields: v.record(v.string(), v.unknown()) }) }),
				v.object({ edit: IdOf, field: Key, v: v.unknown(), over: v.nullable(IdOf) }),
				v.object({ text: IdOf, field: Key, from: v.string(), to: v.string() }),
				v.object({ entry: IdOf, list: Key, id: IdOf, value: v.record(v.string(), v.unknown()) })
			])
		),
		v.minLength(1),
		v.maxLength(200)
	)
});
export type HeldIntent = v.InferOutput<typeof HeldIntent>;

/** How many of them, and how many bytes of JSON, one request may carry. */
export const HELD_AT_ONCE = 100;
export const HELD_BYTES = 256 * 1024;
export const HELD_DAYS = 30;

/** What travels to `POST /api/quarantine`. */
export const HeldIntents = v.object({ intents: v.pipe(v.array(HeldIntent), v.maxLength(HELD_AT_ONCE)) });
