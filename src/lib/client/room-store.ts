import * as Y from 'yjs';
import { parseRoom } from '#lib/docs/rooms.ts';
import { getMeta, type FactRow, type HiloDatabase, type Intent, type Notice, type Row } from './database.ts';
import type { RecordIndex } from './record-index.ts';
import { PROJECTION, rowOf } from './rows.ts';

/** How far a room has come on this device; epoch 0 means that it was never joined. */
export type RoomMark = { epoch: number; seq: number; projection: number };

const COMPACT_ABOVE = 64;
const keyOf = (room: string) => `room:${room}`;

export async function readMark(db: HiloDatabase, room: string): Promise<RoomMark> {
	return (await getMeta<RoomMark>(db, keyOf(room))) ?? { epoch: 0, seq: 0, projection: PROJECTION };
}

export async function writeMark(db: HiloDatabase, room: string, mark: RoomMark): Promise<void> {
	await db.meta.put({ key: keyOf(room), value: mark });
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

export function project(room: string, index: RecordIndex, ids: Iterable<string>, touched: ReadonlySet<string>): Projected {
	const found: Projected = { rows: [], facts: [], gone: [] };
	const bare = FACT_ROOMS.includes(parseRoom(room)?.family);
	for (const id of ids) {
		const record = index.record(id);
		if (record) found.rows.push(rowOf(record, room, touched.has(id) ? 'device' : 'server'));
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
			const updates = change.afresh ? [stateOf(change.afresh)] : change.updates;
			if (updates.length > 0)
				await db.updates.bulkAdd(updates.map((update) => ({ room: change.room, update: update as Uint8Array<ArrayBuffer> })));
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
