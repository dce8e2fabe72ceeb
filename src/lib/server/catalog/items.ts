import type { CatalogItem, CatalogKind } from '#lib/domain/catalog.ts';
import type { Db } from '#lib/server/db/db.ts';

/** @returns null when there is no such item, or it is of another kind */
export async function readItem<K extends CatalogKind>(db: Db, kind: K, id: string): Promise<CatalogItem<K> | null> {
	const row = await db
		.selectFrom('catalog_items')
		.select('data')
		.where('id', '=', id)
		.where('kind', '=', kind)
		.executeTakeFirst();
	return row ? ({ ...row.data, kind, id } as unknown as CatalogItem<K>) : null;
}

/** All items of some kinds, oldest first. */
export async function readItems<K extends CatalogKind>(db: Db, ...kinds: K[]): Promise<CatalogItem<K>[]> {
	const rows = await db
		.selectFrom('catalog_items')
		.select(['id', 'kind', 'data'])
		.where('kind', 'in', kinds)
		.orderBy('created_at')
		.orderBy('id')
		.execute();
	return rows.map(({ id, kind, data }) => ({ ...data, kind, id }) as unknown as CatalogItem<K>);
}
