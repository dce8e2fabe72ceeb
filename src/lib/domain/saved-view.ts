import * as v from 'valibot';
import { Short } from './shared/schema.ts';

/** A list's search, filters and order under a name: the value of a preference. `query` is that part of the address. */
export const SavedView = v.object({
	about: v.literal('view'),
	list: v.picklist(['leads', 'prospects', 'orders', 'contracts', 'invoices']),
	name: v.pipe(Short, v.trim(), v.minLength(1), v.maxLength(40)),
	query: v.pipe(v.string(), v.maxLength(1_000))
});
export type SavedView = v.InferOutput<typeof SavedView>;
export type ViewList = SavedView['list'];
