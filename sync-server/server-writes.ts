import { performance } from 'node:perf_hooks';
import { Elsewhere } from './nodes.ts';
import { applyWrites, type RoomWriteRow } from './room-writes-apply.ts';
import type { Needs, Registry } from './registry.ts';
import type { Turn } from './turn.ts';
import type { LiveRoom } from './room.ts';

/** A write that breaks its room so often, alone and seconds apart, is its own fault and not that of a moment. */
const TRIES = 5;
const REST_MS = 1_000;

export type RoomWrites = { room: LiveRoom; rows: RoomWriteRow[] };

/** Brings what services want written into the windows; a row that breaks them is found and set aside. */
export class ServerWrites {
	/** Somebody said that there is something. */
	expected = true;
	readonly #needs: Needs;
	readonly #registry: Registry;
	readonly #aside = new Set<number>();
	readonly #resting = new Map<number, { tries: number; until: number }>();
	/** How many rows a room that broke may take at once: halved until the one that breaks it stands alone. */
	readonly #careful = new Map<string, number>();

	constructor(needs: Needs, registry: Registry) {
		this.#needs = needs;
		this.#registry = registry;
	}

	async take(): Promise<RoomWrites[]> {
		if (!this.expected) return [];
		const rows = await this.#needs.journal.waitingWrites(this.#untouched());
		this.expected = rows.length > 0;
		if (rows.some(isNewBranch)) await this.#needs.journal.ensureMonths(this.#needs.clock.now());
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
			const { journal, clock } = this.#needs;
			const found = await this.#registry.get(name);
			if (!found) await journal.ensureRoom(name, clock.now());
			const room = found ?? (await this.#registry.get(name));
			return room?.isSealed ? await this.#registry.reopen(room) : room;
		} catch (error) {
			if (error instanceof Elsewhere) return null;
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

	/** Rows that are not to be tried, or not now. */
	#untouched(): Set<number> {
		const now = performance.now();
		return new Set([...this.#aside, ...[...this.#resting].flatMap(([row, { until }]) => (until > now ? [row] : []))]);
	}
	committed({ room, writes }: Turn) {
		this.#careful.delete(room.fullName);
		for (const row of writes) this.#resting.delete(row);
	}
	failed({ room, writes }: Turn) {
		if (writes.length > 1) this.#careful.set(room.fullName, Math.ceil(writes.length / 2));
		const [row, ...more] = writes;
		if (row === undefined || more.length > 0) return;
		const tries = (this.#resting.get(row)?.tries ?? 0) + 1;
		this.#resting.set(row, { tries, until: performance.now() + tries * REST_MS });
		if (tries < TRIES) return;
		this.#needs.log.error({ room: room.fullName, write: row }, 'a write of the server is set aside');
		this.#resting.delete(row);
		this.#aside.add(row);
	}
}

/** A branch needs its desk at once, not at the next look at the calendar. */
function isNewBranch({ room, value }: RoomWriteRow): boolean {
	return room === 'catalog' && typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'branch';
}
