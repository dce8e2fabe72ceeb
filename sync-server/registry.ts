import { performance } from 'node:perf_hooks';
import { dayOf, monthOf, addMonths } from '#lib/domain/shared/day.ts';
import { parseRoom } from '#lib/docs/rooms.ts';
import { newClientId } from '#lib/server/rooms.ts';
import type { Context } from '#lib/server/context.ts';
import { CLOSE } from './close-codes.ts';
import type { Connection } from './connection.ts';
import { compactAside, refoundAside } from './aside.ts';
import type { JournalStore } from './journal-store.ts';
import { epochMessage } from './messages.ts';
import { LiveRoom, type Owner } from './room.ts';

export type Needs = Pick<Context, 'clock' | 'log'> & { journal: JournalStore };

const IDLE_MS = 60_000;
const LONGEST_TAIL = 500;
const TAIL_WORTH_SAVING = 50;
const QUIET_MS = 5_000;
const FOUNDED_ONCE_MS = 600_000;
const FIRST_EPOCH = Date.parse('2026-01-01T00:00:00Z');
/** So long after it was made an edit may still be the one that a device writes over: older builds are understood for 60 days. */
const FOLDED_AFTER_MS = 60 * 24 * 3_600_000;

/** The rooms in memory. Each is loaded whole before anybody gets it. */
export class Registry {
	readonly #needs: Needs;
	readonly #rooms = new Map<string, Promise<LiveRoom | null>>();
	readonly live = new Map<string, LiveRoom>();
	readonly #continued = new Set<string>();
	readonly #founded = new Map<string, number>();
	/** What is done to rooms beside the windows. */
	readonly #aside = new Map<LiveRoom, Promise<void>>();

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
		const stored = await this.#needs.journal.loadRoom(name);
		if (!stored) return null;
		const room = new LiveRoom(stored, performance.now());
		this.live.set(name, room);
		return room;
	}

	/** Makes rooms that are the server's to make when their owner asks for them. */
	async getOrMake(name: string): Promise<LiveRoom | null> {
		const found = await this.get(name);
		if (found || !(await this.#isMadeOnDemand(name))) return found;
		await this.#needs.journal.ensureRoom(name, this.#needs.clock.now());
		return this.get(name);
	}

	async #isMadeOnDemand(name: string): Promise<boolean> {
		const room = parseRoom(name);
		if (room?.family !== 'report') return room !== null && room.family !== 'desk';
		const today = dayOf(this.#needs.clock.now(), await this.#needs.journal.readZone());
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
	tidy(now: number) {
		for (const room of [...this.live.values()]) {
			room.forgetOld(now);
			if (room.connections.size + room.requests.length > 0) room.idleSince = now;
			const idle = now - room.idleSince > IDLE_MS;
			if (room.isFull && !this.#continued.has(room.fullName)) this.#doAside(room, () => this.#continue(room));
			else if (room.seq - room.snapshotSeq > (idle ? TAIL_WORTH_SAVING : LONGEST_TAIL))
				this.#doAside(room, () => this.save(room));
			else if (room.isWorn && room.isQuietSince(now - QUIET_MS)) this.#doAside(room, () => this.refound(room));
			else if (idle) this.drop(room);
			else room.restUnlessUsed(now - IDLE_MS);
		}
	}

	async #continue({ fullName }: LiveRoom) {
		await this.#needs.journal.continueDesk(fullName, this.#needs.clock.now());
		this.#continued.add(fullName);
	}

	/** Shortens the next load; what is written meanwhile stays behind the snapshot. */
	async save(room: LiveRoom): Promise<void> {
		const { seq } = room;
		if (seq === room.snapshotSeq) return;
		const snapshot = await compactAside(room.bytes.parts());
		await this.#needs.journal.saveSnapshot(room, seq, snapshot);
		room.compacted(snapshot, seq);
	}
	/**
	 * The same content as a new epoch: devices load it afresh and replay what the old one had not heard.
	 * @returns false when somebody has written meanwhile
	 */
	async refound(room: LiveRoom, { epoch = room.epoch + 1, sealed = false } = {}): Promise<boolean> {
		const closed = { epoch: room.epoch, seq: room.seq, vector: new Map(room.vector), sealed: room.isSealed };
		const client = newClientId();
		const at = this.#needs.clock.now();
		const snapshot = await refoundAside(room.bytes.parts(), { client, foldedBefore: at.getTime() - FOLDED_AFTER_MS });
		const opened = { epoch, client, snapshot, sealed };
		if (!(await this.#needs.journal.openEpoch({ room: room.fullName, closed, opened, at }))) return false;
		this.#founded.set(room.fullName, performance.now());
		this.#needs.log.info({ room: room.fullName, epoch, sealed, ids: closed.vector.size }, 'a room was founded anew');
		if (sealed) for (const connection of room.connections) connection.close(CLOSE.sealed, 'room.sealed');
		const devices = [...room.connections].filter(({ ack }) => ack);
		await Promise.all(devices.map((device) => this.sendToEpoch(device, room.fullName, epoch)));
		// Who came in meanwhile asks again; a stock client is told that it cannot.
		for (const connection of room.connections) if (!connection.ack) connection.close(CLOSE.epoch);
		this.drop(room);
		return true;
	}
	/** Old months in which nobody has work any more. One that another node serves is that node's to seal. */
	async sealOld(): Promise<void> {
		for (const name of await this.#needs.journal.sealableRooms(this.#needs.clock.now())) {
			const room = await this.get(name).catch(() => null);
			if (room && !room.isSealed) await this.refound(room, { sealed: true });
		}
	}
	/** @returns the room as it may be written again; null when somebody else was faster */
	async reopen(room: LiveRoom): Promise<LiveRoom | null> {
		return (await this.refound(room)) ? this.get(room.fullName) : null;
	}
	/**
	 * Where a restored server goes on, in seconds since its first year: whatever it has lost was opened earlier, and is called otherwise.
	 * @param known the newest epoch that anybody names
	 */
	epochAfterLoss(known: number): number {
		return Math.max(known + 1, Math.floor((this.#needs.clock.now().getTime() - FIRST_EPOCH) / 1_000));
	}
	async sendToEpoch(device: Connection, room: string, epoch: number) {
		device.send(await this.epochNotice(room, epoch, device.owner));
		device.close(CLOSE.epoch);
	}
	/** What a device must know to come to an epoch that is not its own. */
	async epochNotice(room: string, epoch: number, owner: Owner): Promise<Uint8Array> {
		return epochMessage({ epoch, clocks: await this.#needs.journal.closedClocks(room, owner) });
	}
	/** A restored server hears from many devices that it has lost something, and an enemy may say it without end. */
	wasJustFounded(room: LiveRoom): boolean {
		return performance.now() - (this.#founded.get(room.fullName) ?? -Infinity) < FOUNDED_ONCE_MS;
	}
	async settled(): Promise<void> {
		await Promise.all(this.#aside.values());
	}

	/** One thing at a time for each room; the windows do not wait for it. */
	#doAside(room: LiveRoom, work: () => Promise<unknown>) {
		if (this.#aside.has(room)) return;
		const failed = (err: unknown) => this.#needs.log.error({ err, room: room.fullName }, 'a room could not be tidied');
		const done = work()
			.then(() => {}, failed)
			.finally(() => this.#aside.delete(room));
		this.#aside.set(room, done);
	}
}
