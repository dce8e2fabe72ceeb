import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import * as Y from 'yjs';
import { Room } from '#lib/docs/room.ts';
import { parseRoom } from '#lib/docs/rooms.ts';
import { compact } from '#lib/server/compact.ts';
import { RoomBytes } from '../../sync-server/room-bytes.ts';
import { inPostgres } from '../../sync-server/journal-store.ts';
import { LiveRoom } from '../../sync-server/room.ts';
import { Registry } from '../../sync-server/registry.ts';
import { act, aLeadOf, joinStock, until } from '../support/sync-client.ts';
import { anId, DESK, startSyncedServer, type Person, type SyncedServer } from '../support/sync-server.ts';
import { recordIn } from '../support/room-records.ts';

let server: SyncedServer;
let sofia: Person;
beforeAll(async () => {
	server = await startSyncedServer();
	sofia = await server.person('seller');
});
afterAll(() => server.stop());

/** A writer's document and the rows that his gestures became. */
class Written {
	readonly room = new Room(new Y.Doc());
	readonly rows: Uint8Array[] = [];
	readonly lead = anId();
	#over: string | null = null;

	constructor() {
		this.room.doc.on('update', (update) => this.rows.push(update));
		act(this.room, sofia, { base: this.lead, value: aLeadOf(sofia) });
	}
	edit(v: string) {
		this.#over = act(this.room, sofia, { edit: this.lead, field: 'observations', v, over: this.#over });
	}
	/** @param covered rows that are in a snapshot */
	bytes(covered = 0): RoomBytes {
		const { rows } = this;
		const snapshot = covered > 0 ? compact(rows.slice(0, covered)) : null;
		return new RoomBytes({ snapshot, snapshotSeq: covered, seq: rows.length, updates: rows });
	}
}
let written: Written;
beforeEach(() => {
	written = new Written();
	for (let n = 0; n < 4; n++) written.edit(`${n}`);
});
const docOf = (updates: readonly Uint8Array[], doc = new Y.Doc()) => {
	for (const update of updates) Y.applyUpdate(doc, update);
	return doc;
};
const told = (bytes: RoomBytes, has: readonly Uint8Array[]) => {
	const doc = docOf(has);
	return docOf(bytes.lackedBy(Y.decodeStateVector(Y.encodeStateVector(doc))), doc);
};
const observations = (doc: Y.Doc) => recordIn(new Room(doc), written.lead)?.fields['observations'];

test.each([0, 2, 5])('whoever comes gets what he lacks, with %i rows in the snapshot', (covered) => {
	const bytes = written.bytes(covered);
	for (let has = 0; has <= 5; has++) {
		const doc = told(bytes, written.rows.slice(0, has));
		expect(Y.encodeStateVector(doc)).toEqual(Y.encodeStateVector(written.room.doc));
		expect(observations(doc)).toBe('3');
	}
});

test('who was away for a moment gets the rows since, though the snapshot is newer', () => {
	const bytes = written.bytes(5);
	const vector = Y.decodeStateVector(Y.encodeStateVector(docOf(written.rows.slice(0, 3))));
	const [tail, ...more] = bytes.lackedBy(vector);
	expect(more).toEqual([]);
	const structs = Y.decodeUpdate(tail!).structs.map(({ id }) => id.clock);
	expect(structs).toEqual([3, 4]);
});

test('who was away longer than the rows reach gets the difference', () => {
	const bytes = written.bytes(0);
	for (let n = 0; n < 600; n++) {
		written.edit(`later ${n}`);
		bytes.append(written.rows.at(-1)!);
	}
	bytes.compacted(compact(bytes.whole()), 0);
	expect(bytes.whole()).toHaveLength(1);
	expect(bytes.lackedBy(new Map([[written.room.doc.clientID, 3]]))[0]!.length).toBeLessThan(bytes.whole()[0]!.length);
	expect(observations(told(bytes, written.rows.slice(0, 3)))).toBe('later 599');
	expect(observations(told(bytes, []))).toBe('later 599');
});

test.each(['asleep', 'awake'])('a room that is %s tells whoever is far behind what he lacks and no more', (state) => {
	const { rows } = written;
	const stored = { name: DESK, parsed: parseRoom(DESK)!, epoch: 1, isSealed: false, serverClient: 7, owners: new Map() };
	const room = new LiveRoom({ ...stored, seq: 5, snapshotSeq: 5, snapshot: compact(rows), updates: [] }, 0);
	if (state === 'awake') expect(observations(room.doc)).toBe('3');
	const doc = docOf(rows.slice(0, 3));
	const lacked = room.lackedBy(Y.decodeStateVector(Y.encodeStateVector(doc)));
	expect(room.isAwake).toBe(state === 'awake');
	expect(lacked.flatMap((update) => Y.decodeUpdate(update).structs.map(({ id }) => id.clock))).toEqual([3, 4]);
	expect(observations(docOf(lacked, doc))).toBe('3');
});

test('an echo is known without a document; a deletion or an edit of its own is not', () => {
	const bytes = written.bytes(3);
	expect(bytes.holds(Y.encodeStateAsUpdate(written.room.doc))).toBe(true);
	const other = docOf(written.rows);
	other.getMap('edits').delete(`${written.lead}/observations`);
	expect(bytes.holds(Y.encodeStateAsUpdate(other))).toBe(false);
	expect(bytes.holds(new Uint8Array([1, 2, 3]))).toBe(false);
	written.edit('newer');
	expect(bytes.holds(Y.encodeStateAsUpdate(written.room.doc))).toBe(false);
});

test('readers come and go without a document; the first who writes has one built, and it rests again', async () => {
	const { db, pool } = server.test;
	const first = joinStock(server, sofia, DESK);
	await until(() => first.provider.synced);
	act(first.room, sofia, { base: written.lead, value: aLeadOf(sofia) });
	await until(async () => (await db.selectFrom('rooms').select('seq').where('name', '=', DESK).executeTakeFirst())?.seq === 1);
	first.leave();
	const registry = new Registry({ journal: inPostgres({ db, pool }), clock: server.context.clock, log: server.context.log });
	const room = (await registry.get(DESK))!;
	expect(observations(docOf(room.bytes.lackedBy(new Map())))).toBe('');
	expect(room.isAwake).toBe(false);
	expect(room.kindOf(written.lead)).toBe('lead');
	expect(room.isAwake).toBe(true);
	room.restUnlessUsed(Infinity);
	expect([room.isAwake, room.kindOf(written.lead)]).toEqual([false, 'lead']);
});
