import * as Y from 'yjs';
import { openDatabase, type HiloDatabase } from '#lib/client/database.ts';
import { fetchSnapshot } from '#lib/client/join.ts';
import { AT_ONCE, FIRST, FRAME_MS, Replica } from '#lib/client/replica.ts';
import { inDexie, store, type Change } from '#lib/client/room-store.ts';
import { PROJECTION, rowOf } from '#lib/client/rows.ts';
import type { RoomRecord } from '#lib/docs/room.ts';

export type Shape = 'hilo' | 'nested maps';
const ROOM = 'desk/centro/2026-03';
/** A screen of a list. */
const PAGE = 60;
const mark = { epoch: 1, seq: 1, projection: PROJECTION };

/** Milliseconds from asking for the room: its rows are about to be stored, its newest are read back from Dexie, all are stored. */
export type Loaded = { made: number; first: number; ms: number; rows: number };
type Times = { made: number; first: number };

/** A new device. */
async function load(shape: Shape): Promise<Loaded> {
	const start = performance.now();
	const db = openDatabase('bench');
	const { made, first } = await (shape === 'hilo' ? loadHilo(db) : loadNested(db));
	const rows = await db.rows.where('room').equals(ROOM).count();
	return { made: made - start, first: first - start, ms: performance.now() - start, rows };
}

/** As the list of leads asks for its first page. @returns when it had it */
async function firstPage(db: HiloDatabase): Promise<number> {
	const found = await db.rows.where('[kind+at]').between(['lead', 0], ['lead', Infinity]).reverse().limit(PAGE).toArray();
	if (found.length < PAGE) throw new Error(`the first page has ${found.length} rows`);
	return performance.now();
}

async function loadHilo(db: HiloDatabase): Promise<Times> {
	let made = 0;
	const nothing = () => {};
	const { promise: shown, resolve: status } = Promise.withResolvers<void>();
	const tell = {
		storage: nothing,
		expired: nothing,
		status,
		presence: nothing,
		came: nothing,
		receipt: nothing,
		restored: async () => {},
		emptied: async () => {}
	};
	const around = {
		db,
		store: {
			...inDexie(db),
			store(change: Change) {
				made ||= performance.now();
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
	const first = await firstPage(db);
	await shown;
	return { made, first };
}

/** The same client, storing and order of rows, over a document in which each record is a map of its own. */
async function loadNested(db: HiloDatabase): Promise<Times> {
	const bytes = new Uint8Array(await (await fetch('/nested')).arrayBuffer());
	const doc = new Y.Doc();
	Y.applyUpdate(doc, bytes);
	const records = doc.getMap<Y.Map<unknown>>('records');
	const ids = [...records.keys()].sort();
	const rowsOf = (ids: string[]) => ids.map((id) => rowOf(recordOf(id, records.get(id)!.toJSON()), ROOM, 'server'));
	const keep = (ids: string[], also: Partial<Change> = {}) => {
		const projected = { rows: rowsOf(ids), facts: [], gone: [] };
		return store(db, { room: ROOM, updates: [], projected, intents: [], notices: [], ...also });
	};
	const made = performance.now();
	await keep(ids.splice(-FIRST), { updates: [bytes], mark, afresh: doc });
	const first = await firstPage(db);
	while (ids.length > 0) {
		await new Promise((resolve) => setTimeout(resolve, FRAME_MS));
		await keep(ids.splice(-AT_ONCE));
	}
	return { made, first };
}

function recordOf(id: string, { kind, at, by, number, comments, ...fields }: Record<string, unknown>): RoomRecord {
	const rest = { fields, facts: number ? { number } : {}, entries: { comments }, seen: {}, wrote: {} };
	return { id, kind, at, by, ...rest } as RoomRecord;
}

Object.assign(globalThis, { load });
