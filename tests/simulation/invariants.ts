import type { Intent, Row } from '#lib/client/database.ts';
import { RecordIndex } from '#lib/client/record-index.ts';
import { rowOf } from '#lib/client/rows.ts';
import { recordOf } from '#lib/client/write-ops.ts';
import type { Drive } from './device-store.ts';
import { isDeepStrictEqual } from 'node:util';
import { editKey, entryKey, Room, type Edit } from '#lib/docs/room.ts';
import * as Y from 'yjs';
import { FORBIDDEN } from './gestures.ts';
import { docOf } from './journal.ts';
import { OLD } from './people.ts';
import { weather } from './network.ts';
import { lostOrDoubled } from './notes.ts';
import { overreaching } from './second-thoughts.ts';
import type { World } from './world.ts';

export type Broken = {
	promise: 'D1' | 'D2' | 'C1' | 'C2' | 'C3' | 'P1' | 'P2' | 'notes' | 'rest' | 'undo' | 'silence';
	what: string;
};

/** What the company may rely on, whatever happened; every promise that does not hold. */
export function broken(world: World): Broken[] {
	const rooms = new Map(world.disk.names.map((name) => [name, new Room(docOf(world.disk.room(name)))]));
	return [
		...acknowledgedAndLost(world, rooms),
		...neverSettled(world),
		...differing(world, rooms),
		...silentlyOverwritten(world),
		...doubleGrants(world, rooms),
		...lostOrDoubled(world, rooms),
		...overreaching(world),
		...forbidden(world),
		...harmed(world)
	];
}

/** The old month rests at last: it is sealed, everybody still sees what it says, and nobody has opened it without need. */
export function restless(world: World): Broken[] {
	if (!world.old) return [];
	const old = world.disk.room(OLD);
	const awake = old.isSealed ? [] : ['a month in which nobody has work is not sealed'];
	const what = [...awake, ...world.old.needless].map((what): Broken => ({ promise: 'rest', what }));
	return [...what, ...differing(world, new Map([[OLD, new Room(docOf(old))]]))];
}

type Rooms = ReadonlyMap<string, Room>;

/** D1: what showed «En el servidor» is in the journal, or came back to its author as a refusal after a restored backup. */
function acknowledgedAndLost({ disk, shown, wiped }: World, rooms: Rooms): Broken[] {
	const there = new Set(entriesOf(disk).map(({ intent }) => intent));
	return [...shown.values()].flatMap(({ intent, drive, acknowledged }): Broken[] => {
		if (!acknowledged || wiped.has(drive)) return [];
		const kept = drive.intents.get(intent.n);
		if (kept?.state === 'refused') return [];
		if (!there.has(intent.id)) return [{ promise: 'D1', what: `${intent.id} is not in the journal` }];
		const room = rooms.get(intent.room)!;
		const gone = intent.ops.some((op) => {
			if ('base' in op) return !room.base.has(op.base);
			return 'entry' in op && !room.entries.has(entryKey(op.entry, op.list, op.id));
		});
		return gone ? [{ promise: 'D1', what: `what ${intent.id} made is not in the room` }] : [];
	});
}

const entriesOf = ({ rooms }: World['disk']) => [...rooms.values()].flatMap(({ entries }) => entries);

/** D2: what showed «En este equipo» has reached the server, or is kept as refused. */
function neverSettled({ shown, wiped }: World): Broken[] {
	return [...shown.values()].flatMap(({ intent, drive, acknowledged }): Broken[] => {
		if (wiped.has(drive)) return [];
		const kept = drive.intents.get(intent.n);
		if (!kept && acknowledged) return [];
		if (kept?.state === 'done' || kept?.state === 'refused') return [];
		return [{ promise: 'D2', what: `${intent.id} is ${kept?.state ?? 'gone'}` }];
	});
}

/** Which ticks a device shows is its own. */
const isSame = (row: Row, other: Row) => isDeepStrictEqual({ ...row, ...NO_TICKS }, { ...other, ...NO_TICKS });
const NO_TICKS = { tick: undefined, acknowledged: undefined };
const areSame = (rows: ReadonlyMap<string, Row>, others: ReadonlyMap<string, Row>) =>
	rows.size === others.size && [...rows].every(([id, row]) => others.has(id) && isSame(row, others.get(id)!));

/** C1: every device shows what the journal says; of a sealed month all but the notes, and it keeps no document. */
const differing = ({ hands, disk }: World, rooms: Rooms): Broken[] =>
	[...rooms].flatMap(([name, room]) => differingIn(hands, name, room, disk.room(name).isSealed));

function differingIn(hands: World['hands'], of: string, room: Room, isSealed: boolean): Broken[] {
	const index = new RecordIndex(room, !isSealed);
	const truth = new Map([...room.base.keys()].map((id) => [id, rowOf(index.record(id)!, of, 'server')]));
	return hands.flatMap(({ name, drive }): Broken[] => {
		const { updates, rows } = drive.room(of);
		if (isSealed && updates.length > 0) return [{ promise: 'C1', what: `${name} keeps the document of a sealed month` }];
		const doc = new Y.Doc();
		doc.transact(() => updates.forEach((update) => Y.applyUpdate(doc, update)));
		if (doc.store.pendingStructs || doc.store.pendingDs) return [{ promise: 'C1', what: `${name} waits for what never comes` }];
		return areSame(rows, truth) ? [] : [{ promise: 'C1', what: `${name} shows something else in ${of}` }];
	});
}

/** C2: an edit took the place of what its author had seen, and of nothing else. */
function silentlyOverwritten({ disk, shown }: World): Broken[] {
	return entriesOf(disk).flatMap(({ update, intent }): Broken[] => {
		const asked = intent ? shown.get(intent)?.intent.ops : undefined;
		if (!asked) return [];
		return editsIn(update).flatMap(([key, { over }]): Broken[] => {
			const op = asked.find((one) => 'edit' in one && editKey(one.edit, one.field) === key);
			return op && 'over' in op && op.over !== over
				? [{ promise: 'C2', what: `${intent} took the place of what nobody had seen` }]
				: [];
		});
	});
}

function editsIn(update: Uint8Array): [string, Edit][] {
	return Y.decodeUpdate(update).structs.flatMap((struct): [string, Edit][] => {
		if (!(struct instanceof Y.Item) || !(struct.content instanceof Y.ContentAny)) return [];
		const [value] = struct.content.arr as (Edit | undefined)[];
		return struct.parentSub && value?.i ? [[struct.parentSub, value]] : [];
	});
}

/** C3: an hour of a technician has one order at most, and the order says so. */
function doubleGrants({ disk }: World, rooms: Rooms): Broken[] {
	const twice = disk.slots.clashes().map((order): Broken => ({ promise: 'C3', what: `${order} shares its hour` }));
	const wrong = [...disk.slots.held].filter(([order, { plan }]) => {
		const fact = rooms.get(disk.holders.get(order)!)!.facts.get(`${order}/slot`) as
			{ plan: string; granted: boolean } | undefined;
		return fact?.plan !== plan || !fact.granted;
	});
	return [...twice, ...wrong.map(([order]): Broken => ({ promise: 'C3', what: `${order} does not say that it was granted` }))];
}

/** P1: what nobody might write, nobody has. */
function forbidden({ disk }: World): Broken[] {
	const found = entriesOf(disk).some(({ update }) => Buffer.from(update).includes(FORBIDDEN));
	return found ? [{ promise: 'P1', what: 'a forbidden value is in the journal' }] : [];
}

/**
 * P2: nothing is refused but what its author may not do, what met somebody's newer work, or what was about a record
 * that a restored server had lost and that nobody could bring back. That holds also for the permitted work of somebody
 * who tries what he may not.
 */
function harmed({ hands, restored, wiped, demoted }: World): Broken[] {
	// A line that loses messages again and again looks like a device that makes no sense.
	const excused = ['edit.met', ...(weather.leaks ? ['edit.shape'] : [])];
	const isGone = goneForGood(hands.map(({ drive }) => drive));
	const isExcused = ({ code, ops }: Intent) =>
		excused.includes(code ?? '') || (code === 'record.unknown' && restored && (wiped.size > 0 || ops.map(recordOf).some(isGone)));
	return hands
		.filter(({ actor }) => !demoted.has(actor.user))
		.flatMap(({ name, drive }) =>
			[...drive.intents.values()]
				.filter((intent) => intent.state === 'refused' && !isExcused(intent) && !isForbidden(intent.ops))
				.map(({ id, code }): Broken => ({ promise: 'P2', what: `${id} of ${name} was refused: ${code}` }))
		);
}
/** Whoever made it may no longer. */
function goneForGood(drives: readonly Drive[]) {
	const refused = drives.flatMap(({ intents }) => [...intents.values()].filter(({ state }) => state === 'refused'));
	const births = new Set(refused.flatMap(({ ops }) => ops.flatMap((op) => ('base' in op ? [op.base] : []))));
	return (record: string) => births.has(record);
}
const isForbidden = (ops: Intent['ops']) => JSON.stringify(ops).includes(FORBIDDEN);
