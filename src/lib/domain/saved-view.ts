import * as v from 'valibot';
import { Short } from './shared/schema.ts';

/** A list's search, filters and order under a name. `query` is that part of the address. */
export const VIEW_FIELDS = {
	list: v.picklist(['leads', 'prospects', 'orders', 'contracts', 'invoices']),
	name: v.pipe(Short, v.trim(), v.minLength(1), v.maxLength(40)),
	query: v.pipe(v.string(), v.maxLength(1_000))
} as const;

/** One of a person's own, as the value of a preference. */
export const SavedView = v.object({ about: v.literal('view'), ...VIEW_FIELDS });
export type SavedView = v.InferOutput<typeof SavedView>;
export type ViewList = SavedView['list'];
