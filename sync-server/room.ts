import { performance } from 'node:perf_hooks';
import * as Y from 'yjs';
import type { Compacted, Snapshot } from '#lib/server/compact.ts';
import { Room } from '#lib/docs/room.ts';
import type { RoomName } from '#lib/docs/rooms.ts';
import type { BaseRecord, Kind } from '#lib/domain/records.ts';
import type { RoomView } from './gate.ts';
import type { Connection } from './connection.ts';
import { step1Message } from './messages.ts';
import { Presence } from './presence.ts';
import { RoomBytes, type Vector } from './room-bytes.ts';
import type { Request } from './turn.ts';

export type Owner = { user: string; device: string };

/** A room as the journal holds it. */
export type StoredRoom = {
	name: string;
	parsed: RoomName;
	epoch: number;
	isSealed: boolean;
	seq: number;
	serverClient: number;
	snapshot: Snapshot | null;
	snapshotSeq: number;
	/** The rows of the journal up to `seq`; the snapshot may cover the first of them. */
	updates: Uint8Array[];
	owners: Map<number, Owner>;
};

const RECENT_MS = 5_000;
/** With more Yjs client ids, or more dead values for each that stands, a room costs more than it need (docs/decisions/0011). */
const WORN = { ids: 200, dead: 2, fromValues: 5_000 };
const FULL = { records: 10_000, bytes: 8 * 1024 * 1024 };
const INTENTS_REMEMBERED = 10_000;

/**
 * One room that is being used: between two windows of the journal it holds what is committed and nothing else. Readers are served
 * from its bytes; the document is built for the first who writes, and given up when nobody has written for a while.
 */
export class LiveRoom implements RoomView {
	readonly name: RoomName;
	readonly fullName: string;
	readonly epoch: number;
	/** Nobody writes here, the server neither, before it was opened again. */
	readonly isSealed: boolean;
	readonly serverClient: number;
	readonly bytes: RoomBytes;
	readonly presence = new Presence();
	readonly connections = new Set<Connection>();
	/** Ids of records that other rooms hold, asked for before each window that gives birth. */
	elsewhere: ReadonlySet<string> = new Set();
	/** What waits for the next window, in the order in which it came. */
	requests: Request[] = [];
	seq: number;
	snapshotSeq: number;
	idleSince: number;
	#awake: Room | null = null;
	#question: Uint8Array | null = null;
	#usedAt = 0;
	/** Values that stood at the last compaction. */
	#live: number | null = null;
	readonly #owners: Map<number, Owner>;
	readonly #kinds = new Map<string, Kind>();
	readonly #recent = new Map<string, number>();
	readonly #journalled = new Set<string>();
	readonly #emitted: Uint8Array[] = [];

	constructor(stored: StoredRoom, now: number) {
		this.bytes = new RoomBytes(stored);
		this.name = stored.parsed;
		this.fullName = stored.name;
		this.epoch = stored.epoch;
		this.isSealed = stored.isSealed;
		this.seq = stored.seq;
		this.snapshotSeq = stored.snapshotSeq;
		this.serverClient = stored.serverClient;
		this.#owners = stored.owners;
		this.idleSince = now;
	}

	get room(): Room {
		return (this.#awake ??= this.#build());
	}
	get doc(): Y.Doc {
		return this.room.doc;
	}
	/** How far the journal holds each Yjs client id. */
	get vector(): Vector {
		return this.bytes.vector;
	}
	/** How far it has come, as everybody is asked: made once between two edits. */
	get question(): Uint8Array {
		return (this.#question ??= step1Message(Y.encodeStateVector(this.vector)));
	}
	get isAwake(): boolean {
		return this.#awake !== null;
	}
	/** Whether it holds as much as a room may: newborn records belong into the one that takes over. */
	get isFull(): boolean {
		return this.name.family === 'desk' && (this.bytes.size >= FULL.bytes || (this.#awake?.base.size ?? 0) >= FULL.records);
	}
	/** Whether it is to be founded anew at a quiet moment. */
	get isWorn(): boolean {
		if (this.isSealed) return false;
		if (this.vector.size > WORN.ids) return true;
		const written = this.vector.values().reduce((sum, clock) => sum + clock, 0);
		return this.#live !== null && written > Math.max(WORN.fromValues, this.#live * (1 + WORN.dead));
	}
	/** Whether nobody has written, or is about to, since then. @param before milliseconds */
	isQuietSince(before: number): boolean {
		return this.requests.length === 0 && this.#usedAt <= before;
	}
	/** @param before milliseconds: who wrote later keeps the document */
	restUnlessUsed(before: number) {
		if (!this.#awake || !this.isQuietSince(before)) return;
		this.#awake.doc.destroy();
		this.#awake = null;
		this.#kinds.clear();
	}

	/** What somebody lacks; only while nothing is uncommitted. A document that is here anyway tells a difference at a hundredth of the cost. */
	lackedBy(theirs: Vector): Uint8Array[] {
		const isFar = theirs.size > 0 && !this.bytes.reaches(theirs);
		return isFar && this.#awake ? [Y.encodeStateAsUpdate(this.doc, Y.encodeStateVector(theirs))] : this.bytes.lackedBy(theirs);
	}

	#build(): Room {
		const doc = new Y.Doc({ gc: true });
		doc.transact(() => {
			for (const update of this.bytes.parts()) Y.applyUpdate(doc, update);
		});
		// Only now: an update with a document's own client id makes Yjs take another.
		doc.clientID = this.serverClient;
		doc.on('update', (update) => this.#emitted.push(update));
		this.#usedAt = performance.now();
		return new Room(doc);
	}

	kindOf(id: string): Kind | null {
		const known = this.#kinds.get(id);
		const text = known ? undefined : this.room.base.get(id);
		if (text === undefined) return known ?? null;
		const { kind } = JSON.parse(text) as BaseRecord;
		this.#kinds.set(id, kind);
		return kind;
	}
	ownerOf(client: number): Owner | null {
		return this.#owners.get(client) ?? null;
	}
	bind(client: number, owner: Owner) {
		this.#owners.set(client, owner);
	}
	isElsewhere(id: string): boolean {
		return this.elsewhere.has(id);
	}
	isJournalled(intent: string): boolean {
		return this.#journalled.has(intent);
	}
	isRecent(key: string): boolean {
		return performance.now() - (this.#recent.get(key) ?? -Infinity) < RECENT_MS;
	}

	/** @param now milliseconds of a clock that never goes back */
	touched(keys: Iterable<string>, now: number) {
		for (const key of keys) {
			this.#recent.delete(key);
			this.#recent.set(key, now);
		}
	}
	journalled(intents: Iterable<string>) {
		for (const intent of intents) this.#journalled.add(intent);
		for (const intent of this.#journalled) {
			if (this.#journalled.size <= INTENTS_REMEMBERED) break;
			this.#journalled.delete(intent);
		}
	}
	forgetOld(now: number) {
		for (const [key, at] of this.#recent) {
			if (now - at < RECENT_MS) break;
			this.#recent.delete(key);
		}
	}

	/** @returns the one update that the change amounts to; null when nothing was new */
	change(apply: (doc: Y.Doc) => void): Uint8Array | null {
		const { doc } = this;
		this.#emitted.length = 0;
		this.#usedAt = performance.now();
		doc.transact(() => apply(doc));
		if (doc.store.pendingStructs || doc.store.pendingDs) throw new Error(`${this.fullName}: the gate let a gap through`);
		return this.#emitted[0] ?? null;
	}

	/** What the journal has taken, in its order. */
	committed(updates: Iterable<Uint8Array>, seq: number) {
		for (const update of updates) this.bytes.append(update);
		this.#question = null;
		this.seq = seq;
	}
	/** @param seq of the journal that the snapshot covers */
	compacted(snapshot: Compacted, seq: number) {
		this.#live = snapshot.live;
		this.snapshotSeq = seq;
		this.bytes.compacted(snapshot, this.seq - seq);
	}

	/** Presence needs no document beneath it. */
	broadcastPresence(message: Uint8Array, except?: Connection) {
		for (const connection of this.connections) if (connection !== except) connection.send(message);
	}
}
