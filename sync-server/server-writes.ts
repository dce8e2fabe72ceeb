import { ensureMonths, ensureRoom } from '#lib/server/rooms.ts';
import { applyWrites, waitingWrites, type RoomWriteRow } from './room-writes-apply.ts';
import type { Needs, Registry } from './registry.ts';
import type { Turn } from './turn.ts';
import type { LiveRoom } from './room.ts';

export type RoomWrites = { room: LiveRoom; rows: RoomWriteRow[] };

/** Brings what services want written into the windows; a row that breaks them is found and set aside. */
export class ServerWrites {
	/** Somebody said that there is something. */
	expected = true;
	readonly #needs: Needs;
	readonly #registry: Registry;
	readonly #aside = new Set<number>();
	/** How many rows a room that broke may take at once: halved until the one that breaks it stands alone. */
	readonly #careful = new Map<string, number>();

	constructor(needs: Needs, registry: Registry) {
		this.#needs = needs;
		this.#registry = registry;
	}

	async take(): Promise<RoomWrites[]> {
		if (!this.expected) return [];
		const rows = await waitingWrites(this.#needs.db, this.#aside);
		this.expected = rows.length > 0;
		if (rows.some(isNewBranch)) await ensureMonths(this.#needs.db, this.#needs.clock.now());
		const byRoom = Map.groupBy(rows, ({ room }) => room);
		const taken: RoomWrites[] = [];
		for (const [name, all] of byRoom) {
			const room = await this.#open(name, all);
			if (room) taken.push({ room, rows: all.slice(0, this.#careful.get(name)) });
		}
		return taken;
	}

	async #open(name: string, rows: readonly RoomWriteRow[]): Promise<LiveRoom | null> {
		try {
			const { db, clock } = this.#needs;
			const found = await this.#registry.get(name);
			if (!found) await db.transaction().execute((tx) => ensureRoom(tx, name, clock.now()));
			return found ?? (await this.#registry.get(name));
		} catch (error) {
			this.#needs.log.error({ err: error, room: name }, 'writes for a room that cannot be opened are set aside');
			for (const { id } of rows) this.#aside.add(id);
			return null;
		}
	}

	apply(turn: Turn, rows: readonly RoomWriteRow[]) {
		const entry = applyWrites(turn.room, rows, this.#needs.clock.now().getTime());
		turn.writes.push(...rows.map(({ id }) => id));
		if (entry) turn.entries.push(entry);
	}

	committed(room: LiveRoom) {
		this.#careful.delete(room.fullName);
	}
	failed({ room, writes }: Turn) {
		if (writes.length > 1) this.#careful.set(room.fullName, Math.ceil(writes.length / 2));
		if (writes.length !== 1) return;
		this.#needs.log.error({ room: room.fullName, write: writes[0] }, 'a write of the server is set aside');
		this.#aside.add(writes[0]!);
	}
}

/** A branch needs its desk at once, not at the next look at the calendar. */
function isNewBranch({ room, value }: RoomWriteRow): boolean {
	return room === 'catalog' && typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'branch';
}
