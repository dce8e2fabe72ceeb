import * as Y from 'yjs';
import { Room } from '#lib/docs/room.ts';
import type { RoomName } from '#lib/docs/rooms.ts';
import type { BaseRecord, Kind } from '#lib/domain/records.ts';
import type { RoomView } from './gate.ts';
import type { Connection } from './connection.ts';
import { Presence } from './presence.ts';
import type { Request } from './turn.ts';

export type Owner = { user: string; device: string };

/** A room as the journal holds it. */
export type StoredRoom = {
	name: string;
	parsed: RoomName;
	epoch: number;
	seq: number;
	serverClient: number;
	snapshotSeq: number;
	updates: Uint8Array[];
	owners: Map<number, Owner>;
};

const RECENT_MS = 5_000;
const INTENTS_REMEMBERED = 10_000;

/** One shared document that is being used: between two windows of the journal it holds what is committed and nothing else. */
export class LiveRoom implements RoomView {
	readonly name: RoomName;
	readonly fullName: string;
	readonly room: Room;
	readonly epoch: number;
	readonly serverClient: number;
	readonly presence = new Presence();
	readonly connections = new Set<Connection>();
	/** Ids of records that other rooms hold, asked for before each window that gives birth. */
	elsewhere: ReadonlySet<string> = new Set();
	/** What waits for the next window, in the order in which it came. */
	requests: Request[] = [];
	seq: number;
	snapshotSeq: number;
	idleSince: number;
	readonly #owners: Map<number, Owner>;
	readonly #kinds = new Map<string, Kind>();
	readonly #recent = new Map<string, number>();
	readonly #journalled = new Set<string>();
	readonly #emitted: Uint8Array[] = [];

	constructor(stored: StoredRoom, now: number) {
		const doc = new Y.Doc({ gc: true });
		doc.transact(() => {
			for (const update of stored.updates) Y.applyUpdate(doc, update);
		});
		// Only now: an update with a document's own client id makes Yjs take another.
		doc.clientID = stored.serverClient;
		doc.on('update', (update) => this.#emitted.push(update));
		this.room = new Room(doc);
		this.name = stored.parsed;
		this.fullName = stored.name;
		this.epoch = stored.epoch;
		this.seq = stored.seq;
		this.snapshotSeq = stored.snapshotSeq;
		this.serverClient = stored.serverClient;
		this.#owners = stored.owners;
		this.idleSince = now;
	}

	get doc(): Y.Doc {
		return this.room.doc;
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
		return this.#recent.has(key);
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
		this.#emitted.length = 0;
		this.doc.transact(() => apply(this.doc));
		if (this.doc.store.pendingStructs || this.doc.store.pendingDs)
			throw new Error(`${this.fullName}: the gate let a gap through`);
		return this.#emitted[0] ?? null;
	}

	/** To those whose first question is answered: what the others do not have yet comes with their answer. */
	broadcast(message: Uint8Array, except?: Connection) {
		for (const connection of this.connections) if (connection !== except && connection.joined) connection.send(message);
	}
	/** Presence needs no document beneath it. */
	broadcastPresence(message: Uint8Array, except?: Connection) {
		for (const connection of this.connections) if (connection !== except) connection.send(message);
	}
}
