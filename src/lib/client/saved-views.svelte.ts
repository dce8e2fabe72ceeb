import * as v from 'valibot';
import type { Payload } from '#lib/domain/commands.ts';
import { can } from '#lib/domain/permissions.ts';
import { SavedView, type ViewList } from '#lib/domain/saved-view.ts';
import type { HiloDatabase, Row } from './database.ts';
import type { Device } from './device.svelte.ts';
import { live, type Live } from './live-rows.svelte.ts';
import { sentenceAgainst } from './sentence-against.ts';

export type OwnView = Pick<SavedView, 'name' | 'query'> & { id: string };
/** `shared` by whom, for a view that everybody has, and whether this person may take it back. */
export type NamedView = OwnView & { shared?: { by: string; mayUnshare: boolean } };

/** The views of one list, oldest first. */
export async function viewsOf(db: HiloDatabase, list: ViewList): Promise<OwnView[]> {
	const rows = await db.rows.where('kind').equals('preference').sortBy('at');
	return rows.flatMap(({ id, fields }: Row) => {
		const { success, output } = v.safeParse(SavedView, fields['value']);
		return success && output.list === list ? [{ id, name: output.name, query: output.query }] : [];
	});
}

/** Who shares a view sees it once: his own of that name waits behind it, and is there again when it is shared no more. */
export function withShared(own: readonly OwnView[], shared: readonly NamedView[]): NamedView[] {
	const behind = ({ name, query }: OwnView) => shared.some((view) => view.name === name && view.query === query);
	return [...own.filter((view) => !behind(view)), ...shared];
}

/** One person's views of one list, on all his devices, and those that everybody has. Make it while a component initialises. */
export class SavedViews {
	#device: Pick<Device, 'db' | 'meRoom' | 'newId' | 'write' | 'edit' | 'command' | 'catalog' | 'actor'>;
	#list: ViewList;
	#found: Live<OwnView[]>;

	constructor(device: Device, list: ViewList) {
		[this.#device, this.#list] = [device, list];
		this.#found = live(() => viewsOf(device.db, list), []);
	}

	get all(): readonly NamedView[] {
		return withShared(this.#found.value, this.#shared());
	}
	get mayShare(): boolean {
		return can(this.#device.actor, 'view.share');
	}

	/** A name that is there already gets the new filters. @returns the sentence against it; null when it is kept */
	async save(name: string, query: string): Promise<string | null> {
		const value = this.#view(name, query);
		const standing = this.#found.value.find((view) => view.name === value.name);
		if (standing) return sentenceAgainst(() => this.#set(standing.id, value));
		const ops = [{ base: this.#device.newId(), value: { kind: 'preference' as const, fields: { value } } }];
		return sentenceAgainst(() => this.#device.write(this.#device.meRoom(), 'preference.save', ops));
	}
	/** Under another name, or back after it was taken away. */
	put(id: string, { name, query }: Pick<SavedView, 'name' | 'query'>): Promise<string | null> {
		return sentenceAgainst(() => this.#set(id, this.#view(name, query)));
	}
	remove(id: string): Promise<string | null> {
		return sentenceAgainst(() => this.#set(id, null));
	}

	/** With all of the company. */
	share({ name, query }: Pick<SavedView, 'name' | 'query'>): Promise<string | null> {
		return this.#ask('view.share', { list: this.#list, name, query });
	}
	unshare(view: string): Promise<string | null> {
		return this.#ask('view.unshare', { view });
	}

	#shared(): NamedView[] {
		const { catalog, actor } = this.#device;
		return catalog
			.all('view')
			.filter(({ list }) => list === this.#list)
			.map(({ id, name, query, by }) => {
				const mayUnshare = by === actor.user || can(actor, 'view.withdraw');
				return { id, name, query, shared: { by: catalog.get('staff', by)?.name ?? '', mayUnshare } };
			});
	}
	async #ask<N extends 'view.share' | 'view.unshare'>(name: N, payload: Payload<N>): Promise<string | null> {
		const answer = await this.#device.command(name, payload);
		if (answer.ok) return null;
		const { sentenceOf } = await import('#lib/domain/shared/refusals.ts');
		return sentenceOf(answer.code, answer.detail);
	}
	#view(name: string, query: string): SavedView {
		return v.parse(SavedView, { about: 'view', list: this.#list, name, query });
	}
	#set(id: string, value: SavedView | null): Promise<unknown> {
		return this.#device.edit(id, 'preference.save', { value });
	}
}
