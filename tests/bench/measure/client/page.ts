import * as Y from 'yjs';
import { openDatabase, type HiloDatabase } from '#lib/client/database.ts';
import { fetchSnapshot } from '#lib/client/join.ts';
import { Replica } from '#lib/client/replica.ts';
import { inDexie, store } from '#lib/client/room-store.ts';
import { PROJECTION, rowOf } from '#lib/client/rows.ts';
import type { RoomRecord } from '#lib/docs/room.ts';

export type Shape = 'hilo' | 'nested maps';
const ROOM = 'desk/centro/2026-03';
const mark = { epoch: 1, seq: 1, projection: PROJECTION };

/** A new device: from asking for the room to its rows in Dexie. @returns milliseconds and how many rows there are */
async function load(shape: Shape): Promise<{ ms: number; rows: number }> {
	const start = performance.now();
	const db = openDatabase('bench');
	await (shape === 'hilo' ? loadHilo(db) : loadNested(db));
	const rows = await db.rows.where('room').equals(ROOM).count();
	return { ms: performance.now() - start, rows };
}

async function loadHilo(db: HiloDatabase) {
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
		store: inDexie(db),
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
}

/** The same client, storing and rows, over a document in which each record is a map of its own. */
async function loadNested(db: HiloDatabase) {
	const bytes = new Uint8Array(await (await fetch('/nested')).arrayBuffer());
	const doc = new Y.Doc();
	Y.applyUpdate(doc, bytes);
	const records = doc.getMap<Y.Map<unknown>>('records');
	const rows = [...records.entries()].map(([id, record]) => rowOf(recordOf(id, record.toJSON()), ROOM, 'server'));
	const projected = { rows, facts: [], gone: [] };
	await store(db, { room: ROOM, updates: [], projected, intents: [], notices: [], mark, afresh: doc });
}

function recordOf(id: string, { kind, at, by, number, comments, ...fields }: Record<string, unknown>): RoomRecord {
	const rest = { fields, facts: number ? { number } : {}, entries: { comments }, seen: {}, wrote: {} };
	return { id, kind, at, by, ...rest } as RoomRecord;
}

Object.assign(globalThis, { load });
