import type { Visit } from '#lib/domain/delivery/visit.ts';
import { orderStatus, type OrderStatus } from '#lib/domain/delivery/order.ts';
import type { FieldsOf, Kind } from '#lib/domain/records.ts';
import type { Db } from '#lib/server/db/db.ts';
import { sql, type RawBuilder } from 'kysely';

/** A record as the journal's projection has it: what people wrote and what the server decided, folded together. */
export type StoredRecord<K extends Kind> = {
	id: string;
	kind: K;
	room: string;
	at: Date;
	by: string;
	fields: FieldsOf[K];
	facts: Record<string, unknown>;
};

const columns = ['id', 'kind', 'room', 'created_at as at', 'created_by as by', 'fields', 'facts'] as const;

/** @returns null when there is no such record, or it is of another kind */
export async function readRecord<K extends Kind>(db: Db, kind: K, id: string): Promise<StoredRecord<K> | null> {
	const row = await db.selectFrom('records').select(columns).where('id', '=', id).where('kind', '=', kind).executeTakeFirst();
	return (row as StoredRecord<K> | undefined) ?? null;
}

/** Those of a kind whose field holds this reference or word, oldest first. */
export async function recordsWhere<K extends Kind>(db: Db, kind: K, field: string, value: string): Promise<StoredRecord<K>[]> {
	const found = db.selectFrom('records').select(columns).where('kind', '=', kind).where(fieldIs(field, value));
	return (await found.orderBy('created_at').execute()) as StoredRecord<K>[];
}

/** For a `where` on `records`: the reference or word in one field, written so that the indices of it are used. */
export function fieldIs(field: string, value: string): RawBuilder<boolean> {
	return sql<boolean>`records.fields ->> ${sql.lit(field)} = ${value}`;
}

/** What is known of an order's status from its visits' fact. */
export function statusOf({ fields, facts }: StoredRecord<'order'>): OrderStatus {
	return orderStatus({ ...fields, visits: (facts['visits'] as Visit[] | undefined) ?? [] });
}
