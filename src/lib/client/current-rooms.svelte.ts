import { liveQuery, type Subscription } from 'dexie';
import type { Actor } from '#lib/domain/permissions.ts';
import { dayOf, monthOf } from '#lib/domain/shared/day.ts';
import { Refused } from '#lib/domain/shared/refused.ts';
import { newestRoom } from '#lib/docs/rooms.ts';
import { getMeta, type HiloDatabase } from './database.ts';
import type { CatalogView } from './fact-views.svelte.ts';

/** Which of the rooms the server announced is this month's. No device names a room by its own clock. */
export class CurrentRooms {
	#known = $state.raw<string[]>([]);
	#catalog: CatalogView;
	#actor: Actor;
	#now: () => number;
	#subscription: Subscription;

	constructor(db: HiloDatabase, catalog: CatalogView, actor: Actor, now: () => number) {
		[this.#catalog, this.#actor, this.#now] = [catalog, actor, now];
		this.#subscription = liveQuery(() => getMeta<string[]>(db, 'rooms')).subscribe((known) => (this.#known = known ?? []));
	}

	/** @throws {Refused} before anything was announced */
	desk(): string {
		return must(this.deskOrNull());
	}
	deskOrNull(): string | null {
		const announced = this.#catalog.all('room').map(({ name }) => name);
		return this.#latest([...announced, ...this.#known], (room) => room.family === 'desk' && room.branch === this.#actor.branch);
	}
	/** @throws {Refused} before anything was announced */
	report(): string {
		return must(this.#latest(this.#known, (room) => room.family === 'report' && room.technician === this.#actor.user));
	}
	close(): void {
		this.#subscription.unsubscribe();
	}

	#latest(names: string[], fits: Parameters<typeof newestRoom>[2]): string | null {
		const month = monthOf(dayOf(this.#now(), this.#catalog.zone));
		return newestRoom(names, month, fits);
	}
}

function must(name: string | null): string {
	if (!name) throw new Refused('room.unknown');
	return name;
}
