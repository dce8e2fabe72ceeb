import * as v from 'valibot';
import { CASE_FIELDS, CASE_LISTS, type HelpCase } from './care/help-case.ts';
import { ORDER_FIELDS, type Order } from './delivery/order.ts';
import { VISIT_FIELDS, VISIT_LISTS, type VisitReport } from './delivery/visit.ts';
import { LEAD_FIELDS, type Lead } from './sales/lead.ts';
import { PROSPECT_FIELDS, type Prospect } from './sales/prospect.ts';
import { TICKET_FIELDS, type Ticket } from './sales/ticket.ts';
import { Instant, Key, Text } from './shared/schema.ts';

/** Anybody of the office may leave one on a record of the desk. */
export const Comment = v.object({ text: v.pipe(Text, v.minLength(1)), at: Instant, by: Key });
export type Comment = v.InferOutput<typeof Comment>;
const COMMENTS = { comments: Comment } as const;

/** The assistant's answers while they are being given; `answers` belongs to its screen and is judged by size alone. */
export const DRAFT_FIELDS = { answers: v.record(v.string(), v.unknown()), step: v.number(), discarded: v.boolean() } as const;
export type Draft = { answers: Record<string, unknown>; step: number; discarded: boolean };

/** Saved choices of one person: views, density, theme. */
export const PREFERENCE_FIELDS = { value: v.unknown() } as const;

export type Kind = 'lead' | 'prospect' | 'ticket' | 'order' | 'case' | 'visit' | 'draft' | 'preference';
export type FieldsOf = {
	lead: Lead;
	prospect: Prospect;
	ticket: Ticket;
	order: Order;
	case: HelpCase;
	visit: VisitReport;
	draft: Draft;
	preference: { value: unknown };
};

type Shape = {
	room: 'desk' | 'report' | 'me';
	fields: Record<string, v.GenericSchema>;
	lists: Record<string, v.GenericSchema>;
	texts: readonly string[];
	number?: string;
};

/** What several people type in at once: empty at birth, merged letter by letter. */
export type Texts = { notes?: string };
const NOTES = ['notes'] as const satisfies (keyof Texts)[];

/** Characters that one person may bring a text to; what several have brought together without knowing may be `merged`. */
export const TEXT_LENGTH = { typed: 10_000, merged: 20_000 } as const;

/**
 * Every kind of record: which family of rooms holds it, its fields, its append-only lists, its texts, and the letters of its number.
 */
export const RECORDS: Record<Kind, Shape> = {
	lead: { room: 'desk', fields: LEAD_FIELDS, lists: COMMENTS, texts: NOTES },
	prospect: { room: 'desk', fields: PROSPECT_FIELDS, lists: COMMENTS, texts: NOTES },
	ticket: { room: 'desk', fields: TICKET_FIELDS, lists: COMMENTS, texts: NOTES, number: 'T' },
	order: { room: 'desk', fields: ORDER_FIELDS, lists: COMMENTS, texts: NOTES, number: 'OR' },
	case: { room: 'desk', fields: CASE_FIELDS, lists: CASE_LISTS, texts: [], number: 'S' },
	visit: { room: 'report', fields: VISIT_FIELDS, lists: VISIT_LISTS, texts: [] },
	draft: { room: 'me', fields: DRAFT_FIELDS, lists: {}, texts: [] },
	preference: { room: 'me', fields: PREFERENCE_FIELDS, lists: {}, texts: [] }
};

/** A record as it is created: the text in `base` is this, as JSON. The fields stand apart, since an order has a `kind` of its own. */
export type BaseRecord<K extends Kind = Kind> = { [P in K]: { kind: P; at: number; by: string; fields: FieldsOf[P] } }[K];

/** @returns the codes of what is wrong with a record at birth; none when it may be born */
export function wrongWithBase(value: unknown): string[] {
	if (!isObject(value)) return ['record.shape'];
	const { kind, at, by, fields, ...rest } = value;
	const shape = typeof kind === 'string' && Object.hasOwn(RECORDS, kind) ? RECORDS[kind as Kind] : null;
	if (!shape || !v.is(Instant, at) || !v.is(Key, by) || !isObject(fields)) return ['record.shape'];
	if (Object.keys(rest).length > 0) return ['record.newer'];
	const unknown = Object.keys(fields).filter((field) => !Object.hasOwn(shape.fields, field));
	if (unknown.length > 0) return ['record.newer'];
	return Object.entries(shape.fields).flatMap(([field, schema]) =>
		v.is(schema, fields[field]) ? [] : [`record.field:${field}`]
	);
}

function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
