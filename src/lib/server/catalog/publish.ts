import type { CatalogItem } from '#lib/domain/catalog.ts';
import type { Db } from '../db/db.ts';
import { writeFact } from '../room-writes.ts';

/** Staff live in `users` and rooms in `rooms`; everything else of the catalogue is a row here. */
async function store(tx: Db, { kind, id, ...data }: CatalogItem, now: Date): Promise<void> {
	if (kind === 'staff' || kind === 'room') return;
	const json = JSON.stringify(data);
	await tx
		.insertInto('catalog_items')
		.values({ id, kind, data: json, created_at: now, updated_at: now })
		.onConflict((conflict) => conflict.column('id').doUpdateSet({ data: json, updated_at: now }))
		.execute();
}

async function storeBranch(tx: Db, { id, name, locality }: CatalogItem<'branch'>): Promise<void> {
	await tx
		.insertInto('branches')
		.values({ id, name, locality })
		.onConflict((conflict) => conflict.column('id').doUpdateSet({ name, locality }))
		.execute();
}

/** Keeps an item and shows it to all staff, in the caller's transaction. */
export async function publishCatalogItem(tx: Db, item: CatalogItem, now: Date): Promise<void> {
	await store(tx, item, now);
	if (item.kind === 'branch') await storeBranch(tx, item);
	await writeFact(tx, 'catalog', item.id, 'item', item);
}

/** Takes away what nothing else speaks of; all other items stay, so that they are readable where they were used. */
export async function withdrawCatalogItem(tx: Db, { kind, id }: CatalogItem<'view'>): Promise<void> {
	await tx.deleteFrom('catalog_items').where('id', '=', id).where('kind', '=', kind).execute();
	await writeFact(tx, 'catalog', id, 'item', null);
}
