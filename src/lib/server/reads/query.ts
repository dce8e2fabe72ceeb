import type { Act, Actor } from '#lib/domain/permissions.ts';
import type { Day } from '#lib/domain/shared/day.ts';
import { Short } from '#lib/domain/shared/schema.ts';
import type { Db } from '#lib/server/db/db.ts';
import type { Settings } from '#lib/server/settings.ts';
import { sql, type RawBuilder } from 'kysely';
import * as v from 'valibot';

/** What a query may know beside its parameters. */
export type Asking = { db: Db; actor: Actor; today: Day; settings: Pick<Settings, 'demo'> };

/** A named question that a device may ask: who may, with which parameters, and the answer. */
export type Query<P = never, R = unknown> = {
	act: Act;
	params: v.GenericSchema<unknown, P>;
	run: (asking: Asking, params: P) => Promise<R>;
};

/** Ties the parameters' schema to the function that gets them. */
export const query = <P, R>(one: Query<P, R>) => one;

export const Page = v.optional(v.pipe(v.string(), v.regex(/^\d{1,5}$/), v.transform(Number)), '0');
export const Search = v.optional(v.pipe(Short, v.trim()), '');
export const MonthParam = v.pipe(v.string(), v.regex(/^\d{4}-(0[1-9]|1[0-2])$/));

export const PAGE_SIZE = 50;
export type Paged<R> = { rows: R[]; total: number; page: number; size: number };

/** A page of rows that carry the count of all of them as `all_rows`. */
export function paged<R extends { all_rows: number }>(rows: R[], page: number): Paged<R> {
	return { rows, total: rows[0]?.all_rows ?? 0, page, size: PAGE_SIZE };
}

export const allRows = sql<number>`count(*) over ()`.as('all_rows');

/** Every word of a search somewhere in a text, whatever its case; accents as typed. */
export function words(text: RawBuilder<string>, search: string): RawBuilder<boolean> {
	const parts = search
		.split(/\s+/)
		.filter(Boolean)
		.map((word) => `%${word.replace(/[\\%_]/g, '\\$&')}%`);
	return parts.length === 0 ? sql<boolean>`true` : sql<boolean>`${text} ilike all (${parts})`;
}

/** The order of a list: one of these names, with «-» before it for down. */
export const Sort = <K extends string>(names: readonly K[]) =>
	v.optional(v.picklist(names.flatMap((name) => [name, `-${name}` as const])));

/** As it was asked for; what has nothing there comes last, whichever way. */
export function sortedBy<K extends string>(keys: Record<K, RawBuilder<unknown>>, sort: K | `-${K}`): RawBuilder<unknown> {
	const down = sort.startsWith('-');
	const key = keys[(down ? sort.slice(1) : sort) as K];
	return sql`${key} ${sql.raw(down ? 'desc' : 'asc')} nulls last`;
}

/** Text as a device sorts it (`fold`): without case and accents, the same in every database. */
export const folded = (text: RawBuilder<string>) =>
	sql<string>`nullif(lower(regexp_replace(normalize(${text}, nfd), '[\u0300-\u036f]', '', 'g')), '') collate "C"`;

/** A state by its place among all. */
export const placeIn = (states: readonly string[], state: RawBuilder<string>) =>
	sql<number>`array_position(${[...states]}::text[], ${state}::text)`;

/** An id, or the number that people read: «C-1042» gives 1042. */
export const IdOrNumber = v.pipe(v.string(), v.regex(/^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[A-Z]{1,2}-\d{1,12})$/));
export const numberIn = (text: string): number | null => (/^[A-Z]/.test(text) ? Number(text.split('-')[1]) : null);
