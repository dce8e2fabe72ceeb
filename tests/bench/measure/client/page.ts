import * as Y from 'yjs';
import { openDatabase, type HiloDatabase } from '#lib/client/database.ts';
import { fetchSnapshot } from '#lib/client/join.ts';
import { Replica } from '#lib/client/replica.ts';
import { inDexie, store, type Change } from '#lib/client/room-store.ts';
import { PROJECTION, rowOf } from '#lib/client/rows.ts';
import type { RoomRecord } from '#lib/docs/room.ts';

export type Shape = 'hilo' | 'nested maps';
const ROOM = 'desk/centro/2026-03';
const mark = { epoch: 1, seq: 1, projection: PROJECTION };

export type Loaded = { made: number; ms: number; rows: number };

/** A new device: milliseconds from asking for the room until its rows are made, and until they are in Dexie. */
async function load(shape: Shape): Promise<Loaded> {
	const start = performance.now();
	const db = openDatabase('bench');
	const made = await (shape === 'hilo' ? loadHilo(db) : loadNested(db));
	const rows = await db.rows.where('room').equals(ROOM).count();
	return { made: made - start, ms: performance.now() - start, rows };
}

/** @returns when the rows went into the database */
async function loadHilo(db: HiloDatabase): Promise<number> {
	let made = 0;
	const nothing = () => {};
	const tell = {
		storage: nothing,
		expired: nothing,
		status: nothing,
		presence: nothing,
		came: nothing,
		receipt: nothing,
		restored: async () => {}
	};
	const around = {
		db,
		store: {
			...inDexie(db),
			store(change: Change) {
				made = performance.now();
				return store(db, change);
			}
		},
		actor: { user: 'bench', roles: ['owner' as const], branch: 'centro' },
		device: 'bench',
		now: Date.now,
		newId: () => crypto.randomUUID(),
		fetch: (path: string) => fetch(path),
		socketUrl: '',
		WebSocket,
		tell
	};
	const snapshot = await fetchSnapshot(around, { name: ROOM, epoch: 1, seq: 1, head: 1 });
	const replica = await Replica.open(ROOM, around);
	await replica.refound({ epoch: 1, seq: 1, snapshot });
	return made;
}

/** The same client, storing and rows, over a document in which each record is a map of its own. */
async function loadNested(db: HiloDatabase): Promise<number> {
	const bytes = new Uint8Array(await (await fetch('/nested')).arrayBuffer());
	const doc = new Y.Doc();
	Y.applyUpdate(doc, bytes);
	const records = doc.getMap<Y.Map<unknown>>('records');
	const rows = [...records.entries()].map(([id, record]) => rowOf(recordOf(id, record.toJSON()), ROOM, 'server'));
	const projected = { rows, facts: [], gone: [] };
	const made = performance.now();
	await store(db, { room: ROOM, updates: [bytes], projected, intents: [], notices: [], mark, afresh: doc });
	return made;
}

function recordOf(id: string, { kind, at, by, number, comments, ...fields }: Record<string, unknown>): RoomRecord {
	const rest = { fields, facts: number ? { number } : {}, entries: { comments }, seen: {}, wrote: {} };
	return { id, kind, at, by, ...rest } as RoomRecord;
}

Object.assign(globalThis, { load });
