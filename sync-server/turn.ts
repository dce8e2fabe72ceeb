import { performance } from 'node:perf_hooks';
import * as Y from 'yjs';
import { editKey } from '#lib/docs/room.ts';
import { CLOSE } from './close-codes.ts';
import type { Connection } from './connection.ts';
import { gate, type GatedOp, type Verdict } from './gate.ts';
import type { JournalEntry, RoomBatch } from './journal.ts';
import { deliver } from './deliver.ts';
import { acknowledgedMessage, step2Message, updateMessage, type Clocks, type IntentHeader } from './messages.ts';
import type { LiveRoom } from './room.ts';
import { Malformed } from './fresh-structs.ts';

/** What a connection asks of its room. `intent` is null for a stock client. */
export type Request = { connection: Connection } & (
	| { type: 'join'; vector: Uint8Array }
	| { type: 'ahead' }
	| { type: 'update'; update: Uint8Array; intent: IntentHeader | null; answer: boolean }
);

type Receipt = { connection: Connection; clients: number[] };

/** One room in one window: what goes into the journal, and who must hear what when it is there. */
export type Turn = RoomBatch & { authors: Map<JournalEntry, Connection>; receipts: Receipt[] };

export const newTurn = (room: LiveRoom): Turn => ({ room, entries: [], writes: [], authors: new Map(), receipts: [] });

/** Answers a SyncStep1; only while nothing is uncommitted. */
export function join(room: LiveRoom, { connection, vector }: Request & { type: 'join' }) {
	if (connection.cut) return;
	const theirs = decodeVector(vector);
	if (!theirs) return connection.close(CLOSE.malformed);
	connection.joined = true;
	const lacked = room.lackedBy(theirs);
	// The answer comes last of the room: who has heard it has it.
	const answer = [...lacked.slice(0, -1).map(updateMessage), step2Message(lacked.at(-1)!)];
	if (!connection.ack) return connection.sendWhole([...answer, room.question]);
	const clocks = clocksOf(room, ownClients(room, connection, theirs.keys()));
	// The question first: a device that knows more than we do must not send what leans on it.
	connection.sendWhole([room.question, ...answer, acknowledgedMessage({ seq: room.seq, clocks })]);
}

function decodeVector(vector: Uint8Array) {
	try {
		return Y.decodeStateVector(vector);
	} catch {
		return null;
	}
}

function clocksOf({ vector }: LiveRoom, clients: readonly number[]): Clocks {
	return Object.fromEntries(clients.flatMap((client) => (vector.has(client) ? [[client, vector.get(client)!]] : [])));
}

/** Those of some client ids that are this device's. */
function ownClients(room: LiveRoom, connection: Connection, clients: Iterable<number>): number[] {
	const { user, device } = connection.owner;
	return [...clients].filter((client) => {
		const owner = room.ownerOf(client);
		return owner?.user === user && owner.device === device;
	});
}

type Update = Request & { type: 'update' };

/** An update, and behind the answer to our question also those that came too early for it. */
export function takeUpdate(turn: Turn, request: Update, now: number) {
	const { connection } = request;
	connection.answered ||= request.answer;
	for (const each of [request, ...(request.answer ? connection.early.splice(0) : [])]) takeOne(turn, each, now);
}

/** Gate and apply. What is refused leaves no trace in the document. */
function takeOne(turn: Turn, request: Update, now: number) {
	const { connection, update, intent } = request;
	if (connection.cut) return;
	const verdict = judged(turn.room, connection, update, intent);
	if (!verdict) return connection.close(CLOSE.malformed);
	if (verdict.taken === 'early' && connection.keepEarly(request)) return;
	if (connection.refused && restsOnRoom(verdict)) return;
	// No fault of this intent: the device died between a refusal and its replay, and loads the room afresh.
	if (verdict.taken === 'early') return connection.refuse({ id: null, code: 'edit.shape', detail: {} });
	if (verdict.taken === 'refused') {
		const { code, detail } = verdict;
		return connection.refuse({ id: intent?.id ?? null, code, detail });
	}
	// Behind a refusal nothing is applied: the device replays it.
	if (connection.refused) return;
	if (verdict.taken === 'nothing-new') {
		const clients = Y.parseUpdateMeta(update).to.keys();
		turn.receipts.push({ connection, clients: ownClients(turn.room, connection, clients) });
	} else applyUpdate(turn, request, verdict, now);
}

/** Behind a refusal only what is wrong in itself is named: what it was written over may be among what was not applied. */
const restsOnRoom = (verdict: Verdict) =>
	verdict.taken === 'early' ||
	(verdict.taken === 'refused' && (verdict.code === 'record.unknown' || verdict.code === 'edit.met'));

function judged(room: LiveRoom, connection: Connection, update: Uint8Array, intent: IntentHeader | null): Verdict | null {
	// An echo, which a stock client sends at every join, builds no document.
	if (!room.isAwake && room.bytes.holds(update)) return { taken: 'nothing-new' };
	try {
		return gate(room, update, connection.author(intent), { relaxed: connection.refused !== null });
	} catch (error) {
		if (error instanceof Malformed || error instanceof RangeError) return null;
		throw error;
	}
}

function applyUpdate(
	turn: Turn,
	{ connection, update, intent }: Update,
	{ ops, clocks, keys }: Verdict & { taken: 'new' },
	now: number
) {
	const { room } = turn;
	const { owner } = connection;
	const applied = room.change((doc) => Y.applyUpdate(doc, update));
	if (!keys.every(({ map, key }) => room.doc.getMap(map).has(key))) throw new Error('the gate let a value be deleted');
	const clients = Object.keys(clocks).map(Number);
	turn.receipts.push({ connection, clients });
	if (!applied) return;
	// At once: the next in this very window may meet it.
	room.touched(ops.flatMap(editedKey), performance.now());
	const unbound = clients.filter((client) => !room.ownerOf(client));
	for (const client of unbound) room.bind(client, owner);
	const { id = null, name = null, gesture = null, at = now } = intent ?? {};
	const entry: JournalEntry = {
		update: applied,
		ops,
		gesture: { intent: id, name, gesture, by: owner.user, device: owner.device, done: at },
		clients: unbound.map((client) => ({ client, owner }))
	};
	turn.entries.push(entry);
	turn.authors.set(entry, connection);
}

/** After the commit: first everybody sees it, then its author learns that it is kept. */
export function finish({ room, entries, authors, receipts }: Turn, seq: number) {
	room.committed(
		entries.map(({ update }) => update),
		seq
	);
	room.journalled(entries.flatMap(({ gesture }) => gesture.intent ?? []));
	const own = new Map<Connection, Clocks>();
	for (const { connection, clients } of receipts) own.set(connection, { ...own.get(connection), ...clocksOf(room, clients) });
	deliver({ connections: room.connections, entries, authors, own, seq });
}

const editedKey = (op: GatedOp) => (op.type === 'edit' ? [editKey(op.id, op.field)] : []);

/** Records that would be born, so that other rooms can be asked for them; nothing for bytes that the gate will judge anyway. */
export function births(update: Uint8Array): string[] {
	// Its first struct would name the map.
	if (!Buffer.from(update.buffer, update.byteOffset, update.length).includes('base')) return [];
	try {
		return Y.decodeUpdate(update).structs.flatMap((struct) =>
			struct instanceof Y.Item && (struct.parent as unknown) === 'base' && struct.parentSub ? [struct.parentSub] : []
		);
	} catch {
		return [];
	}
}
