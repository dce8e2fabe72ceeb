import { liveQuery } from 'dexie';
import type { CatalogItem } from '#lib/domain/catalog.ts';
import * as Y from 'yjs';
import { parseRoom } from '#lib/docs/rooms.ts';
import {
	getMeta,
	rememberDevice,
	roomKey,
	setMeta,
	type FactRow,
	type HiloDatabase,
	type Intent,
	type Notice,
	type Row
} from './database.ts';
import type { RecordIndex } from './record-index.ts';
import { PROJECTION, rowOf } from './rows.ts';

/**
 * How far a room has come on this device; epoch 0 means that it was never joined.
 * `tainted`: the document holds what the server refused, and must be loaded afresh before it speaks again.
 * `sealed`: there is none, only rows.
 */
export type RoomMark = { epoch: number; seq: number; projection: number; tainted?: boolean; sealed?: boolean };

const COMPACT_ABOVE = 64;

/** A room as it lies on the device; `saved` waits for the server, `done` has its acknowledgement. */
export type Stored = { doc: Y.Doc; mark: RoomMark; saved: Intent[]; done: Intent[] };

/** All that the rooms of a device ask of what keeps them. Each is one transaction; what has not resolved may be lost. */
export type RoomStore = {
	/** Rooms that this device was told of. */
	rooms(): Promise<string[]>;
	rememberRooms(names: readonly string[]): Promise<void>;
	rememberDevice(name: string): Promise<void>;
	mark(room: string): Promise<RoomMark>;
	open(room: string): Promise<Stored>;
	done(room: string): Promise<Intent[]>;
	/** @returns the intents with their place in this device's order */
	store(change: Change): Promise<Intent[]>;
	/** @param n its place in this device's order */
	intent(n: number): Promise<Intent | undefined>;
	setAside(intent: Intent): Promise<void>;
	/** Forgets what was settled before this instant. */
	forget(before: number): Promise<void>;
	/** Tells what other tabs have written, now and whenever it changes. @returns how to end it */
	watchQueued(hear: (intents: Intent[]) => void): () => void;
	/** Tells what the catalogue holds, now and whenever it changes. @returns how to end it */
	watchCatalog(hear: (items: CatalogItem[]) => void): () => void;
};

export function inDexie(db: HiloDatabase): RoomStore {
	const of = (room: string, state: Intent['state']) => db.intents.where('[room+state]').equals([room, state]);
	const watch = <T>(query: () => Promise<T>, hear: (found: T) => void) => {
		const subscription = liveQuery(query).subscribe(hear);
		return () => subscription.unsubscribe();
	};
	return {
		rooms: async () => (await getMeta<string[]>(db, 'rooms')) ?? [],
		rememberRooms: (names) => setMeta(db, 'rooms', names),
		rememberDevice: (name) => rememberDevice(db, name),
		mark: (room) => readMark(db, room),
		async open(room) {
			const found = await Promise.all([
				loadDoc(db, room),
				readMark(db, room),
				of(room, 'saved').sortBy('n'),
				of(room, 'done').toArray()
			]);
			const [doc, mark, saved, done] = found;
			return { doc, mark, saved, done };
		},
		done: (room) => of(room, 'done').toArray(),
		store: (change) => store(db, change),
		intent: (n) => db.intents.get(n),
		setAside: async (intent) => void (await db.intents.put(intent)),
		async forget(before) {
			const old = ({ settled }: { settled: number | null }) => (settled ?? 0) < before;
			await db.intents.where('state').equals('done').and(old).delete();
			await db.outbox.where('state').equals('answered').and(old).delete();
		},
		watchQueued: (hear) => watch(() => db.intents.where('state').equals('queued').sortBy('n'), hear),
		watchCatalog: (hear) =>
			watch(async () => (await db.facts.where('room').equals('catalog').toArray()).map(({ value }) => value as CatalogItem), hear)
	};
}

export async function readMark(db: HiloDatabase, room: string): Promise<RoomMark> {
	return (await getMeta<RoomMark>(db, roomKey(room))) ?? { epoch: 0, seq: 0, projection: PROJECTION };
}

export async function writeMark(db: HiloDatabase, room: string, mark: RoomMark): Promise<void> {
	await db.meta.put({ key: roomKey(room), value: mark });
}

/** Everything stored of a room in one document; many small updates become one on the way. */
export async function loadDoc(db: HiloDatabase, room: string): Promise<Y.Doc> {
	const doc = new Y.Doc();
	const stored = await db.updates.where('room').equals(room).toArray();
	doc.transact(() => stored.forEach(({ update }) => Y.applyUpdate(doc, update)));
	if (stored.length > COMPACT_ABOVE) await replaceUpdates(db, room, doc);
	return doc;
}

export function replaceUpdates(db: HiloDatabase, room: string, doc: Y.Doc): Promise<void> {
	return db.transaction('rw', db.updates, async () => {
		await db.updates.where('room').equals(room).delete();
		await db.updates.add({ room, update: stateOf(doc) });
	});
}

const stateOf = (doc: Y.Doc) => Y.encodeStateAsUpdate(doc) as Uint8Array<ArrayBuffer>;

/** What the read model gets for some ids; `gone` are facts that the server has cleared. */
export type Projected = { rows: Row[]; facts: FactRow[]; gone: string[] };

/** Rooms without records of their own give their facts one by one. */
const FACT_ROOMS: readonly (string | undefined)[] = ['catalog', 'agenda', 'me'];

/** What becomes of one's own edits: those of `touched` are on their way, `acknowledged` says which sequence covers the others. */
export type Own = { touched: ReadonlySet<string>; acknowledged: ReadonlyMap<string, number> };

export function project(room: string, index: RecordIndex, ids: Iterable<string>, { touched, acknowledged }: Own): Projected {
	const found: Projected = { rows: [], facts: [], gone: [] };
	const bare = FACT_ROOMS.includes(parseRoom(room)?.family);
	for (const id of ids) {
		const record = index.record(id);
		if (record) found.rows.push(rowOf(record, room, touched.has(id) ? 'device' : 'server', acknowledged.get(id)));
		else if (bare) projectFacts(room, id, index.facts(id), found);
	}
	return found;
}

function projectFacts(room: string, record: string, facts: Record<string, unknown>, found: Projected): void {
	for (const [field, value] of Object.entries(facts)) {
		const key = `${room}/${record}/${field}`;
		if (value === null || value === undefined) found.gone.push(key);
		else found.facts.push({ key, room, record, field, value });
	}
}

/** One transaction: what is new in the room, its rows, and the intents it touches. */
export type Change = {
	room: string;
	updates: Uint8Array[];
	projected: Projected;
	intents: Intent[];
	notices: Notice[];
	mark?: RoomMark;
	/** The document that takes the place of what is kept: `updates` are all of it. */
	afresh?: Y.Doc;
};

const TABLES = ['updates', 'intents', 'rows', 'facts', 'notices', 'meta'] as const;

/** @returns the intents with their place in this device's order */
export async function store(db: HiloDatabase, change: Change): Promise<Intent[]> {
	if (!db.isOpen()) await db.open();
	return db.transaction(
		'rw',
		TABLES.map((name) => db.table(name)),
		async () => {
			if (change.afresh) await clear(db, change.room);
			if (change.updates.length > 0)
				await db.updates.bulkAdd(
					change.updates.map((update) => ({ room: change.room, update: update as Uint8Array<ArrayBuffer> }))
				);
			if (change.projected.rows.length > 0) await db.rows.bulkPut(change.projected.rows);
			if (change.projected.facts.length > 0) await db.facts.bulkPut(change.projected.facts);
			if (change.projected.gone.length > 0) await db.facts.bulkDelete(change.projected.gone);
			if (change.notices.length > 0) await db.notices.bulkPut(change.notices);
			if (change.mark) await writeMark(db, change.room, change.mark);
			return saveIntents(db, change.intents);
		}
	);
}

async function clear(db: HiloDatabase, room: string): Promise<void> {
	await db.updates.where('room').equals(room).delete();
	await db.rows.where('room').equals(room).delete();
	await db.facts.where('room').equals(room).delete();
}

async function saveIntents(db: HiloDatabase, intents: readonly Intent[]): Promise<Intent[]> {
	const saved: Intent[] = [];
	for (const intent of intents) {
		const { n, ...rest } = intent;
		saved.push({ ...intent, n: n > 0 ? await db.intents.put(intent) : await db.intents.add(rest) });
	}
	return saved;
}
