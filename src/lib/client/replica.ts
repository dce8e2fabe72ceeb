import * as Y from 'yjs';
import { Room } from '#lib/docs/room.ts';
import { bringTyping } from '#lib/docs/typing.ts';
import { vectorOf } from '#lib/docs/vector.ts';
import { Refused } from '#lib/domain/shared/refused.ts';
import { Canary } from './canary.ts';
import { check, checkSize } from './check.ts';
import { AGAIN_MS, UNPLACED, type Intent, type Notice } from './database.ts';
import { overruled } from './overruled.ts';
import { RecordIndex } from './record-index.ts';
import { fetchPart } from './fetch-part.ts';
import { comesBack, covers, judge, type Clocks } from './replay.ts';
import { project, type Change, type Own, type RoomMark } from './room-store.ts';
import { PROJECTION } from './rows.ts';
import type { Keeping } from './surroundings.ts';
import { complete, touchedBy, valuesBefore, type Gesture, type WriteOp, type Written } from './write-ops.ts';

const LOCAL = 'local';
export const FRAME_MS = 16;
const RETRY_MS = 1_000;
/** Rows that a room which arrives shows first: more than any screen has before somebody scrolls. */
export const FIRST = 300;
/** Its other rows, in one transaction: nobody's own work waits for more. */
export const AT_ONCE = 500;
/** Nobody waits five seconds to learn that nothing is saved. */
const LATE_MS = 4_000;
/** The oldest backup that a restore may bring back. */
export const KEPT_MS = 7 * 24 * 3_600_000;

/**
 * A room as the server gives it: the bytes of `seq`, and how far this device's ids had got in the epochs before.
 * `told`: the sequence that this device had heard of before it asked; what the server lacks of that it has lost.
 */
export type Fresh = {
	epoch: number;
	seq: number;
	snapshot: Uint8Array | null;
	closed?: Clocks;
	told?: number;
	/** The server was: other devices are bringing back what it lacks. */
	restored?: boolean;
};

/** One room on this device: its document, its intents on the way to the server, and its rows. Only the tab that writes has any. */
export class Replica {
	readonly name: string;
	/** What waits for the server's acknowledgement, oldest first. */
	pending: Intent[] = [];
	/** Called when `pending` has grown. */
	onpending: () => void = () => {};
	/** Called when the document was replaced: sockets must follow. */
	onfresh: () => void = () => {};
	room!: Room;
	mark!: RoomMark;
	#around: Keeping;
	#index!: RecordIndex;
	#canary!: Canary;
	#incoming: Uint8Array[] = [];
	#dirty = new Set<string>();
	/** Of a room that has just arrived: whose rows are not made yet, the newest at the end. */
	#following: string[] = [];
	/** Which sequence of this epoch covers one's own last edit of a record. */
	#acknowledged = new Map<string, number>();
	#notices: Notice[] = [];
	#own: Uint8Array | null = null;
	/** In the document and nowhere else yet: it is being stored, or could not be. */
	#unstored: Intent[] = [];
	/** Memory holds what storage refused: it is read back before anything else. */
	#ahead = false;
	#turn: Promise<unknown> = Promise.resolve();
	#timer: ReturnType<typeof setTimeout> | null = null;
	#closed = false;

	private constructor(name: string, around: Keeping) {
		this.name = name;
		this.#around = around;
	}

	static async open(name: string, around: Keeping): Promise<Replica> {
		const replica = new Replica(name, around);
		await replica.#load();
		return replica;
	}

	/** All of this device that the document holds and the server may not. */
	get unsent(): readonly Intent[] {
		return [...this.pending, ...this.#unstored];
	}
	get joined(): boolean {
		return this.mark.epoch > 0;
	}
	/** The document may go on a socket as it is. */
	get sound(): boolean {
		return this.joined && !this.mark.tainted;
	}

	/** It is here with all its rows. */
	get shown(): boolean {
		return this.joined && this.mark.projection === PROJECTION;
	}

	/** Its document is here, and not its rows alone. */
	get whole(): boolean {
		return !this.mark.sealed;
	}

	/** Writes one gesture; resolves when this device has stored it. @throws {Refused} */
	write(name: string, ops: readonly WriteOp[], gesture?: string): Promise<Written> {
		return this.#inTurn(async () => {
			const { actor, now, newId } = this.#around;
			const [id, at] = [newId(), now()];
			const whole = complete(ops, { by: actor.user, at, newId, seen: (record, field) => this.room.standing(record, field) });
			this.#checkOver(whole);
			return this.#commit({ id, room: this.name, name, gesture: gesture ?? id, at, ops: whole }, 0);
		});
	}

	/** Rows follow the document: what was to go may have gone already. @throws {Refused} */
	#checkOver(ops: Gesture['ops']): void {
		const met = ops.find((op) => 'edit' in op && this.room.standing(op.edit, op.field) !== op.over);
		if (met && 'edit' in met) throw new Refused('edit.met', { field: met.field });
	}

	/** Applies what another tab wrote into the database, or what waited for others, once. @throws {Refused} */
	adopt(queued: Intent): Promise<void> {
		return this.#inTurn(async () => {
			if ((await this.#around.store.intent(queued.n))?.state !== 'queued') return;
			if (queued.again !== undefined) return this.#resume(queued, queued.again);
			await this.#commit({ ...queued, ops: queued.ops.map((op) => this.#overOwn(op)) }, queued.n);
		});
	}

	/** What others were to bring back is here, or will not come any more: it is judged as a replay does. @throws {Refused} */
	async #resume(queued: Intent, since: number): Promise<void> {
		const now = this.#around.now();
		if (now - since < AGAIN_MS && comesBack(this.room, queued.ops)) return;
		const verdict = judge(this.room, queued, false);
		if ('refused' in verdict) throw new Refused(verdict.refused, verdict.detail);
		if ('apply' in verdict) await this.#commit({ ...queued, ops: verdict.apply }, queued.n);
		else await this.#store([{ ...queued, state: 'done', settled: now }], this.pending);
	}

	/** The server's state vector for this device's ids: what it covers is on the server. */
	async acknowledge(clocks: Clocks, seq: number): Promise<void> {
		// Most of what is told here is what others have written.
		if (Object.keys(clocks).length === 0) return;
		return this.#inTurn(async () => {
			const arrived = this.pending.filter((intent) => intent.epoch === this.mark.epoch && covers(clocks, intent));
			if (arrived.length === 0) return;
			const settled = this.#around.now();
			await this.#settle(
				arrived.map((intent) => ({ ...intent, state: 'done', settled, seq, update: null })),
				{ ...this.mark, seq: Math.max(seq, this.mark.seq) }
			);
			this.#around.tell.receipt(settled);
		});
	}

	/** Sets refused intents aside; the room must then be loaded afresh. @returns how many were known */
	refuse(refused: readonly { id: string | null; code: string; detail?: Record<string, string> }[]): Promise<number> {
		return this.#inTurn(async () => {
			const settled = this.#around.now();
			const aside = this.pending.flatMap((intent): Intent[] => {
				const why = refused.find(({ id }) => id === intent.id);
				return why ? [{ ...intent, state: 'refused', settled, code: why.code, detail: why.detail ?? {}, update: null }] : [];
			});
			if (aside.length > 0) await this.#settle(aside, { ...this.mark, tainted: true });
			return aside.length;
		});
	}

	/** Replaces the document by the server's and goes through the intents again, in order. */
	refound(fresh: Fresh): Promise<void> {
		return this.#inTurn(async () => {
			const doc = new Y.Doc();
			if (fresh.snapshot) Y.applyUpdate(doc, fresh.snapshot);
			const room = new Room(doc);
			const held = Object.fromEntries(vectorOf(doc));
			const candidates = await this.#candidates(fresh, held);
			await typingFor(candidates);
			const clocksOf = ({ epoch }: Intent) => (epoch === fresh.epoch ? held : (fresh.closed ?? {}));
			const intents = candidates.map((intent) => this.#replay(room, intent, fresh, clocksOf(intent)));
			const pending = intents.filter(({ state }) => state === 'saved');
			const index = new RecordIndex(room);
			if (fresh.epoch !== this.mark.epoch) this.#acknowledged.clear();
			// The same bytes again, and not the document's, which would have to be made.
			const updates = [fresh.snapshot, ...pending.map(({ update }) => update)].filter((update) => update !== null);
			const own = this.#ownWork(pending);
			// What took the place of other rows is shown whole or not at all; where there were none, no one waits for the oldest.
			const rest = index.inOrder();
			const first = rest.splice(this.joined || room.base.size < FIRST ? 0 : -FIRST);
			const mark = { epoch: fresh.epoch, seq: fresh.seq, projection: rest.length > 0 ? 0 : PROJECTION };
			const projected = project(this.name, index, new Set([...first, ...own.touched]), own);
			await this.#guard(() =>
				this.#around.store.store({ room: this.name, updates, projected, intents, notices: [], mark, afresh: doc })
			);
			this.#around.tell.storage(true);
			this.#take(room, index, mark, pending);
			this.#following = rest;
			this.#soon();
			this.onfresh();
		});
	}

	/** The browser has emptied this device beneath an open page: what memory holds is stored once more. */
	keepAgain(): Promise<void> {
		return this.#inTurn(() => this.#readBack(Y.encodeStateAsUpdate(this.room.doc), this.pending));
	}

	/** Waits until everything heard so far is stored. */
	settled(): Promise<void> {
		return this.#inTurn(() => this.#flush());
	}

	/**
	 * A document that has fallen silent is stored as it is and read back; to be called every few seconds.
	 * @returns false for one that waits in vain: it must be loaded afresh
	 */
	look(): boolean {
		const state = this.#canary.look();
		// What cannot be stored now is tried again at the next look.
		if (state === 'muted') this.#inTurn(() => this.#readBack(this.#canary.untold(), [])).catch(() => {});
		return state !== 'waiting';
	}

	async close(): Promise<void> {
		await this.settled().catch(() => {});
		this.#closed = true;
		if (this.#timer) clearTimeout(this.#timer);
		this.room.doc.destroy();
	}

	/** Work on one room happens one piece after the other: clocks then rise in the order of the intents. */
	#inTurn<T>(work: () => Promise<T>): Promise<T> {
		const turn = this.#turn.then(async () => {
			if (this.#ahead) await this.#guard(() => this.#load());
			return work();
		});
		this.#turn = turn.catch(() => {});
		return turn;
	}

	async #load(): Promise<void> {
		const again = this.#ahead;
		const { doc, mark, saved, done } = await this.#around.store.open(this.name);
		this.#note(done.filter(({ epoch }) => epoch === mark.epoch));
		const room = new Room(doc);
		// Of a device that was emptied meanwhile memory alone knows what waits: the room comes afresh, and it is replayed.
		const lost = again && mark.epoch === 0;
		this.#take(room, new RecordIndex(room), mark, lost ? this.pending : saved);
		if (mark.projection !== PROJECTION) await this.#projectAll();
		this.#ahead = false;
		if (again) this.onfresh();
	}

	async #readBack(unstored: Uint8Array, intents: Intent[]): Promise<void> {
		const [updates, projected] = [[...this.#incoming, unstored], { rows: [], facts: [], gone: [] }];
		// Which rows do not say what it holds nobody knows: all are made anew.
		const change = {
			...{ room: this.name, updates, projected, intents },
			notices: this.#notices,
			mark: { ...this.mark, projection: 0 }
		};
		await this.#guard(() => this.#around.store.store(change));
		this.#ahead = true;
		await this.#guard(() => this.#load());
	}

	#note(done: readonly Intent[]): void {
		for (const intent of done)
			for (const id of touchedBy([intent]))
				if (intent.seq !== undefined) this.#acknowledged.set(id, Math.max(intent.seq, this.#acknowledged.get(id) ?? 0));
	}
	#ownWork(pending: readonly Intent[]): Own {
		return { touched: touchedBy(pending), acknowledged: this.#acknowledged };
	}

	#projectAll(): Promise<void> {
		this.#following = this.#index.inOrder();
		return this.#flush();
	}

	#take(room: Room, index: RecordIndex, mark: RoomMark, pending: Intent[]): void {
		[this.room, this.#index, this.mark, this.pending] = [room, index, mark, pending];
		[this.#incoming, this.#notices, this.#unstored] = [[], [], []];
		this.#canary = new Canary(room.doc);
		this.#dirty.clear();
		this.#following = [];
		// yjs#799: an exception in these listeners mutes a document for ever, so they only queue.
		room.doc.on('update', (update: Uint8Array, origin: unknown) => {
			if (origin === LOCAL) this.#own = update;
			else this.#incoming.push(update);
			this.#soon();
		});
		room.base.observe(({ keysChanged }) => keysChanged.forEach((id) => this.#dirty.add(String(id))));
		for (const map of ['edits', 'facts', 'entries'] as const)
			room[map].observe(({ keysChanged }) => keysChanged.forEach((key) => this.#dirty.add(index.add(map, String(key)))));
		room.edits.observe((event, transaction) => {
			if (transaction.origin !== LOCAL) this.#notices.push(...overruled(event, room, index, this.#around.actor.user));
		});
	}

	async #commit(gesture: Gesture, n: number): Promise<Written> {
		check(this.#around.actor, this.name, gesture.ops, (id) => this.#index.kind(id));
		checkSize(gesture.ops);
		await typingFor([gesture]);
		const before = valuesBefore(gesture.ops, (id, field) => this.#index.value(id, field));
		// A listener that throws leaves in memory what nobody stores.
		this.#ahead = true;
		const place = this.#apply(this.room, gesture, this.mark.epoch);
		const intent: Intent = { ...gesture, n, before, state: 'saved', ...place, settled: null, code: null, detail: {} };
		this.#unstored = [intent];
		const [saved] = await this.#store([intent], [...this.pending, intent]);
		this.#ahead = false;
		this.#unstored = [];
		this.pending = [...this.pending, saved!];
		this.onpending();
		return { intent: intent.id, gesture: intent.gesture };
	}

	/** One Yjs transaction, hence one update. */
	#apply(room: Room, { id, at, ops }: Gesture, epoch: number): Pick<Intent, 'epoch' | 'client' | 'clock' | 'update'> {
		const { doc } = room;
		this.#own = null;
		const listen = (update: Uint8Array) => (this.#own = update);
		doc.on('update', listen);
		room.apply(ops, { intent: id, by: this.#around.actor.user, at }, LOCAL);
		doc.off('update', listen);
		const update = this.#own as Uint8Array<ArrayBuffer> | null;
		if (!update) throw new Error(`${this.name}: the document has fallen silent`);
		return { epoch, client: doc.clientID, clock: Y.getState(doc.store, doc.clientID), update };
	}

	/** What another tab saw may be older than one's own last edit; that is no meeting of two people. */
	#overOwn(op: Gesture['ops'][number]): Gesture['ops'][number] {
		if (!('edit' in op)) return op;
		const standing = this.room.edits.get(`${op.edit}/${op.field}`);
		return standing?.by === this.#around.actor.user ? { ...op, over: standing.i } : op;
	}

	/** In a new epoch also what had arrived, in whichever, and in the same what is lost: the server may have been restored. */
	async #candidates({ epoch, told = 0 }: Fresh, held: Clocks): Promise<Intent[]> {
		const isLost = (intent: Intent) => intent.epoch === epoch && intent.seq! <= told && !covers(held, intent);
		const since = this.#around.now() - KEPT_MS;
		const done = await this.#around.store.done(this.name);
		const kept = done.filter((intent) => (intent.settled ?? 0) > since && (epoch !== this.mark.epoch || isLost(intent)));
		return [...kept, ...this.pending].sort((a, b) => a.n - b.n);
	}

	/** @param clocks what the server holds, or its closed epoch did, of the ids that this intent may have */
	#replay(room: Room, intent: Intent, fresh: Fresh, clocks: Clocks): Intent {
		const verdict = judge(room, intent, covers(clocks, intent));
		const settled = this.#around.now();
		if ('arrived' in verdict) return { ...intent, state: 'done', settled: intent.settled ?? settled, update: null };
		if ('refused' in verdict && this.#isRestored(fresh) && comesBack(room, intent.ops))
			return { ...intent, ...UNPLACED, state: 'queued', settled: null, again: intent.again ?? settled };
		if ('refused' in verdict)
			return { ...intent, state: 'refused', settled, code: verdict.refused, detail: verdict.detail, update: null };
		return { ...intent, ...this.#apply(room, { ...intent, ops: verdict.apply }, fresh.epoch), state: 'saved', settled: null };
	}

	#isRestored({ epoch, seq, told = 0, restored = false }: Fresh): boolean {
		return restored || (epoch === this.mark.epoch && seq < told);
	}

	/** Intents leave the queue: their rows lose the mark of the device. */
	async #settle(intents: Intent[], mark: RoomMark): Promise<void> {
		const gone = new Set(intents.map(({ n }) => n));
		this.#note(intents.filter(({ state }) => state === 'done'));
		const rest = this.pending.filter(({ n }) => !gone.has(n));
		for (const id of touchedBy(intents)) this.#dirty.add(id);
		await this.#store(intents, rest, mark);
		[this.mark, this.pending] = [mark, rest];
	}

	#soon(after = FRAME_MS): void {
		if (this.#timer || this.#closed) return;
		this.#timer = setTimeout(() => {
			this.#timer = null;
			this.#inTurn(() => this.#flush()).catch(() => this.#soon(RETRY_MS));
		}, after);
	}

	async #flush(): Promise<void> {
		for (const id of this.#following.splice(-AT_ONCE)) this.#dirty.add(id);
		const more = this.#following.length > 0;
		// With the last rows it is stored that none is missing.
		const mark = more || this.mark.projection === PROJECTION ? undefined : { ...this.mark, projection: PROJECTION };
		if (mark || this.#incoming.length + this.#dirty.size + this.#notices.length > 0) await this.#store([], this.pending, mark);
		if (mark) {
			this.mark = mark;
			this.#around.tell.status();
		}
		if (more) this.#soon();
	}

	/** One transaction with everything that is not stored yet; what it could not store stays queued. */
	async #store(intents: Intent[], pending: Intent[], mark?: RoomMark): Promise<Intent[]> {
		const [incoming, dirty, notices] = [this.#incoming.splice(0), [...this.#dirty], this.#notices.splice(0)];
		this.#dirty.clear();
		const projected = project(this.name, this.#index, dirty, this.#ownWork(pending));
		const own = intents.flatMap(({ update }) => update ?? []);
		const change: Change = { room: this.name, updates: [...incoming, ...own], projected, intents, notices, mark };
		try {
			const stored = await this.#guard(() => this.#around.store.store(change));
			// Marks and rows may find a place where nothing more can be written.
			if (change.updates.length > 0) this.#around.tell.storage(true);
			return stored;
		} catch (error) {
			this.#incoming.unshift(...incoming);
			this.#notices.unshift(...notices);
			for (const id of dirty) this.#dirty.add(id);
			throw error;
		}
	}

	/** Who cannot save is told, also when the browser never says that it cannot. */
	async #guard<T>(work: () => Promise<T>): Promise<T> {
		let isLate = false;
		const late = setTimeout(() => {
			isLate = true;
			this.#around.tell.storage(false);
		}, LATE_MS);
		try {
			const done = await work();
			if (isLate) this.#around.tell.storage(true);
			return done;
		} catch (error) {
			this.#around.tell.storage(false);
			throw error;
		} finally {
			clearTimeout(late);
		}
	}
}

async function typingFor(gestures: readonly Pick<Gesture, 'ops'>[]): Promise<void> {
	if (gestures.some(({ ops }) => ops.some((op) => 'text' in op))) await fetchPart(bringTyping);
}
