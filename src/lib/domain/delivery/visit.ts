import * as v from 'valibot';
import { IdOf, Instant, Key, Latitude, Longitude, Short, Text } from '../shared/schema.ts';

export const FAILURE_REASONS = [
	'customer-absent',
	'customer-refuses',
	'address-wrong',
	'no-signal',
	'nap-full',
	'drop-too-long',
	'no-building-permission',
	'power-or-duct',
	'weather',
	'missing-material',
	'technician-delayed',
	'safety',
	'duplicate-order',
	'solved-by-phone',
	'not-feasible'
] as const;
export type FailureReason = (typeof FAILURE_REASONS)[number];

/** How one attempt ended. A feasibility visit that says «no» is a success with `feasible: false`. */
export const Outcome = v.object({
	result: v.picklist(['success', 'failed']),
	reason: v.nullable(v.picklist(FAILURE_REASONS)),
	feasible: v.nullable(v.boolean()),
	at: Instant,
	/** Where the phone was; missing where it may not say. */
	place: v.optional(v.object({ lat: Latitude, lng: Longitude }))
});
export type Outcome = v.InferOutput<typeof Outcome>;

const Stamp = v.nullable(v.object({ at: Instant, lat: v.nullable(Latitude), lng: v.nullable(Longitude) }));

/** One attempt at an order, as its technician reports it. */
export const VISIT_FIELDS = {
	order: IdOf,
	plan: v.nullable(IdOf),
	enRoute: Stamp,
	arrived: Stamp,
	notes: Text,
	outcome: v.nullable(Outcome)
} as const;

export const Equipment = v.object({ kind: Key, serial: Short, mac: Short, at: Instant, by: Key });
export type Equipment = v.InferOutput<typeof Equipment>;
const Sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
/** `slot` is the place the picture is asked for, e.g. `nap`; the bytes travel apart, named by their hash. */
export const PhotoEntry = v.object({
	sha256: Sha256,
	slot: Key,
	caption: Short,
	bytes: v.number(),
	at: Instant,
	by: Key
});
export type PhotoEntry = v.InferOutput<typeof PhotoEntry>;

/** A step of the checklist ticked or unticked; the last of a step counts. `words` are the step's on that day. */
export const Check = v.object({ step: Key, words: Short, done: v.boolean(), at: Instant, by: Key });
export type Check = v.InferOutput<typeof Check>;
/** Who signed, the drawing kept as a photo is; or the reason why nobody could. The last one counts. */
export const Signature = v.pipe(
	v.object({ sha256: v.nullable(Sha256), name: Short, document: Short, reason: Short, at: Instant, by: Key }),
	v.check(({ sha256, name, document, reason }) => (sha256 ? name !== '' && document !== '' : reason !== ''))
);
export type Signature = v.InferOutput<typeof Signature>;

export const VISIT_LISTS = { equipment: Equipment, photos: PhotoEntry, checks: Check, signatures: Signature } as const;

export type VisitReport = { [F in keyof typeof VISIT_FIELDS]: v.InferOutput<(typeof VISIT_FIELDS)[F]> };

/** A report as it stands on its order: with who made it and what he left there. */
export type Visit = { id: string; technician: string } & VisitReport & {
		equipment: readonly Equipment[];
		photos: readonly PhotoEntry[];
		/** Missing in what was copied to an order before there were checklists. */
		checks?: readonly Check[];
		signatures?: readonly Signature[];
	};

export function newVisit(some: { order: string; plan: string | null } & Partial<VisitReport>): VisitReport {
	return { enRoute: null, arrived: null, notes: '', outcome: null, ...some };
}
