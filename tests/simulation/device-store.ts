import type { Intent, Notice, Row } from '#lib/client/database.ts';
import type { CatalogItem } from '#lib/domain/catalog.ts';
import type { Change, RoomMark, RoomStore, Stored } from '#lib/client/room-store.ts';
import { PROJECTION } from '#lib/client/rows.ts';
import * as Y from 'yjs';
import { between, onceIn } from './clock.ts';

type Kept = { updates: Uint8Array[]; mark: RoomMark; rows: Map<string, Row> };

/** What a browser keeps when its tab is gone. */
export class Drive {
	readonly rooms = new Map<string, Kept>();
	readonly intents = new Map<number, Intent>();
	readonly notices = new Map<string, Notice>();
	names: readonly string[] = [];
	catalog: readonly CatalogItem[] = [];
	counted = 0;

	room(name: string): Kept {
		let room = this.rooms.get(name);
		if (!room)
			this.rooms.set(name, (room = { updates: [], mark: { epoch: 0, seq: 0, projection: PROJECTION }, rows: new Map() }));
		return room;
	}
}

const FAILS_ONCE_IN = 5_000;

/** One life of a tab over its drive: whatever it asks after its death is never answered. */
export class TabStore implements RoomStore {
	dead = false;
	/** Told what has been stored: from that moment the person sees its tick. */
	onstored: (intents: readonly Intent[]) => void = () => {};
	protected readonly drive: Drive;
	#hear: { queued?: (intents: Intent[]) => void; catalog?: (items: CatalogItem[]) => void } = {};
	constructor(drive: Drive) {
		this.drive = drive;
	}

	protected wait(): Promise<void> {
		return new Promise((done) => setTimeout(() => this.dead || done(), between(0.1, 3)));
	}
	async rooms() {
		return [...this.drive.names];
	}
	async rememberRooms(names: readonly string[]) {
		await this.wait();
		this.drive.names = names;
	}
	async rememberDevice() {}
	async mark(name: string) {
		return this.drive.room(name).mark;
	}
	async open(name: string): Promise<Stored> {
		await this.wait();
		const room = this.drive.room(name);
		const doc = new Y.Doc();
		doc.transact(() => room.updates.forEach((update) => Y.applyUpdate(doc, update)));
		if (room.updates.length > 64) room.updates = [Y.encodeStateAsUpdate(doc)];
		return { doc, mark: room.mark, saved: this.#of(name, 'saved'), done: this.#of(name, 'done') };
	}
	async done(name: string) {
		return this.#of(name, 'done');
	}
	async store(change: Change) {
		await this.wait();
		if (onceIn(FAILS_ONCE_IN)) throw new Error('the drive is full');
		this.keep(change);
		const saved = change.intents.map((intent) => this.#save(intent));
		this.onstored(saved);
		return saved;
	}
	protected keep({ room: name, afresh, updates, projected, notices, mark }: Change) {
		const room = this.drive.room(name);
		if (afresh) Object.assign(room, { updates: [], rows: new Map() });
		room.updates.push(...updates);
		for (const row of projected.rows) room.rows.set(row.id, row);
		for (const notice of notices) this.drive.notices.set(notice.id, notice);
		if (mark) room.mark = mark;
	}
	async intent(n: number) {
		return this.drive.intents.get(n);
	}
	async setAside(intent: Intent) {
		await this.wait();
		this.#save(intent);
	}
	async forget(past: number) {
		for (const [n, { state, settled }] of this.drive.intents)
			if (state === 'done' && (settled ?? 0) < past) this.drive.intents.delete(n);
	}
	watchQueued(hear: (intents: Intent[]) => void) {
		this.#hear.queued = hear;
		this.#tellQueued();
		return () => delete this.#hear.queued;
	}
	watchCatalog(hear: (items: CatalogItem[]) => void) {
		this.#hear.catalog = hear;
		hear([...this.drive.catalog]);
		return () => delete this.#hear.catalog;
	}
	/** The server has announced something. */
	announced(items: readonly CatalogItem[]) {
		this.drive.catalog = items;
		this.#hear.catalog?.([...items]);
	}
	/** What a month without a document is to get. */
	async queue(intent: Omit<Intent, 'n'>) {
		await this.wait();
		this.onstored([this.#save({ ...intent, n: 0 })]);
	}

	#tellQueued() {
		if (!this.dead) this.#hear.queued?.([...this.drive.intents.values()].filter(({ state }) => state === 'queued'));
	}
	#of(room: string, state: Intent['state']) {
		return [...this.drive.intents.values()].filter((intent) => intent.room === room && intent.state === state);
	}
	#save(intent: Intent): Intent {
		const saved = { ...intent, n: intent.n || ++this.drive.counted };
		const wasQueued = this.drive.intents.get(saved.n)?.state === 'queued';
		this.drive.intents.set(saved.n, saved);
		if (wasQueued || saved.state === 'queued') queueMicrotask(() => this.#tellQueued());
		return saved;
	}
}
