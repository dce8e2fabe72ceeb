import { performance } from 'node:perf_hooks';
import { dayOf, monthOf, addMonths } from '#lib/domain/shared/day.ts';
import { parseRoom } from '#lib/docs/rooms.ts';
import { readZone } from '#lib/server/catalog/company.ts';
import type { Context } from '#lib/server/context.ts';
import { ensureRoom } from '#lib/server/rooms.ts';
import * as Y from 'yjs';
import { CLOSE } from './close-codes.ts';
import { LiveRoom } from './room.ts';
import { loadRoom, saveSnapshot } from './store.ts';

export type Needs = Pick<Context, 'db' | 'pool' | 'clock' | 'log'>;

const IDLE_MS = 60_000;
const LONGEST_TAIL = 500;
const TAIL_WORTH_SAVING = 50;

/** The rooms in memory. Each is loaded whole before anybody gets it. */
export class Registry {
	readonly #needs: Needs;
	readonly #rooms = new Map<string, Promise<LiveRoom | null>>();
	readonly live = new Map<string, LiveRoom>();

	constructor(needs: Needs) {
		this.#needs = needs;
	}

	/** @returns null when there is no such room */
	get(name: string): Promise<LiveRoom | null> {
		const known = this.#rooms.get(name);
		const live = this.live.get(name);
		if (live) live.idleSince = performance.now();
		if (known) return known;
		const loading = this.#load(name);
		this.#rooms.set(name, loading);
		loading.then(
			(room) => room || this.#rooms.delete(name),
			() => this.#rooms.delete(name)
		);
		return loading;
	}

	async #load(name: string): Promise<LiveRoom | null> {
		const stored = await loadRoom(this.#needs.db, name);
		if (!stored) return null;
		const room = new LiveRoom(stored, performance.now());
		this.live.set(name, room);
		return room;
	}

	/** Makes rooms that are the server's to make when their owner asks for them. */
	async getOrMake(name: string): Promise<LiveRoom | null> {
		const found = await this.get(name);
		if (found || !(await this.#isMadeOnDemand(name))) return found;
		await ensureRoom(this.#needs.db, name, this.#needs.clock.now());
		return this.get(name);
	}

	async #isMadeOnDemand(name: string): Promise<boolean> {
		const room = parseRoom(name);
		if (room?.family !== 'report') return room !== null && room.family !== 'desk';
		const today = dayOf(this.#needs.clock.now(), await readZone(this.#needs.db));
		return [-1, 0, 1].some((months) => monthOf(addMonths(today, months)) === room.month);
	}

	/** Memory is not trusted any more: the journal is, at the next opening. */
	drop(room: LiveRoom) {
		if (this.live.get(room.fullName) === room) {
			this.live.delete(room.fullName);
			this.#rooms.delete(room.fullName);
		}
		for (const connection of room.connections) connection.close(CLOSE.again);
		room.connections.clear();
	}

	/** To be called while nothing is uncommitted. */
	async tidy(now: number): Promise<void> {
		for (const room of [...this.live.values()]) {
			room.forgetOld(now);
			if (room.connections.size + room.requests.length > 0) room.idleSince = now;
			const idle = now - room.idleSince > IDLE_MS;
			await this.saveIfLonger(room, idle ? TAIL_WORTH_SAVING : LONGEST_TAIL);
			if (idle) this.drop(room);
		}
	}

	async saveIfLonger(room: LiveRoom, tail: number): Promise<void> {
		if (room.seq - room.snapshotSeq <= tail) return;
		const { seq } = room;
		room.snapshotSeq = seq;
		await saveSnapshot(this.#needs.db, room, seq, Y.encodeStateAsUpdate(room.doc));
	}
}
