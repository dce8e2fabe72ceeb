import { liveQuery, type Subscription } from 'dexie';
import type { CatalogItem, CatalogKind } from '#lib/domain/catalog.ts';
import { fold } from '#lib/domain/shared/text.ts';
import type { FactRow, HiloDatabase } from './database.ts';

/** Facts of one room as runes, the same in every tab. */
class FactView {
	facts = $state.raw<FactRow[]>([]);
	ready = $state(false);
	#subscription: Subscription;

	constructor(db: HiloDatabase, room: string) {
		this.#subscription = liveQuery(() => db.facts.where('room').equals(room).toArray()).subscribe((facts) => {
			this.facts = facts;
			this.ready = true;
		});
	}
	close(): void {
		this.#subscription.unsubscribe();
	}
}

/** The catalogue as it stands on this device, by name within a kind. */
export class CatalogView extends FactView {
	#items = $derived(
		this.facts
			.filter(({ field }) => field === 'item')
			.map(({ value }) => value as CatalogItem)
			.sort((a, b) => inOrder(nameOf(a), nameOf(b)))
	);

	constructor(db: HiloDatabase) {
		super(db, 'catalog');
	}
	all<K extends CatalogKind>(kind: K): CatalogItem<K>[] {
		return this.#items.filter((item) => item.kind === kind) as unknown[] as CatalogItem<K>[];
	}
	get<K extends CatalogKind>(kind: K, id: string): CatalogItem<K> | null {
		return this.all(kind).find((item) => item.id === id) ?? null;
	}
	company(): CatalogItem<'company'> | null {
		return this.all('company')[0] ?? null;
	}
	/** The company’s time zone; until it is here, the one that a new company begins with. */
	get zone(): string {
		return this.company()?.zone ?? 'America/Argentina/Buenos_Aires';
	}
	staff(): CatalogItem<'staff'>[] {
		return this.all('staff');
	}
}

/** The technician's agenda room: one value per order. */
export class AgendaView extends FactView {
	all<T>(): T[] {
		return this.facts.filter(({ field }) => field === 'visit').map(({ value }) => value as T);
	}
	get<T>(order: string): T | null {
		return (this.facts.find(({ record, field }) => record === order && field === 'visit')?.value as T | undefined) ?? null;
	}
}

/** «Fibra 50 Mb» before «Fibra 100 Mb». */
const { compare: inOrder } = new Intl.Collator('es', { numeric: true });
const nameOf = (item: CatalogItem) => fold('name' in item ? item.name : item.kind);
