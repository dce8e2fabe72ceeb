import * as v from 'valibot';
import { SavedView, type ViewList } from '#lib/domain/saved-view.ts';
import { Refused } from '#lib/domain/shared/refused.ts';
import type { HiloDatabase, Row } from './database.ts';
import type { Device } from './device.svelte.ts';
import { live, type Live } from './live-rows.svelte.ts';

export type NamedView = Pick<SavedView, 'name' | 'query'> & { id: string };

/** The views of one list, oldest first. */
export async function viewsOf(db: HiloDatabase, list: ViewList): Promise<NamedView[]> {
	const rows = await db.rows.where('kind').equals('preference').sortBy('at');
	return rows.flatMap(({ id, fields }: Row) => {
		const { success, output } = v.safeParse(SavedView, fields['value']);
		return success && output.list === list ? [{ id, name: output.name, query: output.query }] : [];
	});
}

/** One person's views of one list, on all his devices. Make it while a component initialises. */
export class SavedViews {
	#device: Pick<Device, 'db' | 'meRoom' | 'newId' | 'write' | 'edit'>;
	#list: ViewList;
	#found: Live<NamedView[]>;

	constructor(device: Device, list: ViewList) {
		[this.#device, this.#list] = [device, list];
		this.#found = live(() => viewsOf(device.db, list), []);
	}

	get all(): readonly NamedView[] {
		return this.#found.value;
	}

	/** A name that is there already gets the new filters. @returns the sentence against it; null when it is kept */
	async save(name: string, query: string): Promise<string | null> {
		const value = this.#view(name, query);
		const standing = this.all.find((view) => view.name === value.name);
		if (standing) return this.#keep(() => this.#set(standing.id, value));
		const ops = [{ base: this.#device.newId(), value: { kind: 'preference' as const, fields: { value } } }];
		return this.#keep(() => this.#device.write(this.#device.meRoom(), 'preference.save', ops));
	}
	/** Under another name, or back after it was taken away. */
	put(id: string, { name, query }: Pick<SavedView, 'name' | 'query'>): Promise<string | null> {
		return this.#keep(() => this.#set(id, this.#view(name, query)));
	}
	remove(id: string): Promise<string | null> {
		return this.#keep(() => this.#set(id, null));
	}

	#view(name: string, query: string): SavedView {
		return v.parse(SavedView, { about: 'view', list: this.#list, name, query });
	}
	#set(id: string, value: SavedView | null): Promise<unknown> {
		return this.#device.edit(id, 'preference.save', { value });
	}
	async #keep(write: () => Promise<unknown>): Promise<string | null> {
		try {
			await write();
			return null;
		} catch (error) {
			if (error instanceof Refused) return error.sentence;
			throw error;
		}
	}
}
