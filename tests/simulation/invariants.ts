import type { Intent, Row } from '#lib/client/database.ts';
import { RecordIndex } from '#lib/client/record-index.ts';
import { rowOf } from '#lib/client/rows.ts';
import { isDeepStrictEqual } from 'node:util';
import { editKey, entryKey, Room, type Edit } from '#lib/docs/room.ts';
import * as Y from 'yjs';
import { FORBIDDEN } from './gestures.ts';
import { docOf } from './journal.ts';
import { weather } from './network.ts';
import { DESK } from './people.ts';
import { lostOrDoubled } from './notes.ts';
import type { World } from './world.ts';

export type Broken = { promise: 'D1' | 'D2' | 'C1' | 'C2' | 'C3' | 'P1' | 'P2' | 'notes' | 'silence'; what: string };

/** What the company may rely on, whatever happened; every promise that does not hold. */
export function broken(world: World): Broken[] {
	const room = new Room(docOf(world.disk.room(DESK)));
	return [
		...acknowledgedAndLost(world, room),
		...neverSettled(world),
		...differing(world, room),
		...silentlyOverwritten(world),
		...doubleGrants(world, room),
		...lostOrDoubled(world, room),
		...forbidden(world),
		...harmed(world)
	];
}

/** D1: what showed «En el servidor» is in the journal, or came back to its author as a refusal after a restored backup. */
function acknowledgedAndLost({ disk, shown, wiped }: World, room: Room): Broken[] {
	const there = new Set(disk.room(DESK).entries.map(({ intent }) => intent));
	return [...shown.values()].flatMap(({ intent, drive, acknowledged }): Broken[] => {
		if (!acknowledged || wiped.has(drive)) return [];
		const kept = drive.intents.get(intent.n);
		if (kept?.state === 'refused') return [];
		if (!there.has(intent.id)) return [{ promise: 'D1', what: `${intent.id} is not in the journal` }];
		const gone = intent.ops.some((op) => {
			if ('base' in op) return !room.base.has(op.base);
			return 'entry' in op && !room.entries.has(entryKey(op.entry, op.list, op.id));
		});
		return gone ? [{ promise: 'D1', what: `what ${intent.id} made is not in the room` }] : [];
	});
}

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

/** C1: every device shows what the journal says. */
function differing({ hands }: World, room: Room): Broken[] {
	const index = new RecordIndex(room);
	const truth = new Map([...room.base.keys()].map((id) => [id, rowOf(index.record(id)!, DESK, 'server')]));
	return hands.flatMap(({ name, drive }): Broken[] => {
		const { updates, rows } = drive.room(DESK);
		const doc = new Y.Doc();
		doc.transact(() => updates.forEach((update) => Y.applyUpdate(doc, update)));
		if (doc.store.pendingStructs || doc.store.pendingDs) return [{ promise: 'C1', what: `${name} waits for what never comes` }];
		return areSame(rows, truth) ? [] : [{ promise: 'C1', what: `${name} shows something else` }];
	});
}

/** C2: an edit took the place of what its author had seen, and of nothing else. */
function silentlyOverwritten({ disk, shown }: World): Broken[] {
	return disk.room(DESK).entries.flatMap(({ update, intent }): Broken[] => {
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
function doubleGrants({ disk }: World, room: Room): Broken[] {
	const twice = disk.slots.clashes().map((order): Broken => ({ promise: 'C3', what: `${order} shares its hour` }));
	const wrong = [...disk.slots.held].filter(([order, { plan }]) => {
		const fact = room.facts.get(`${order}/slot`) as { plan: string; granted: boolean } | undefined;
		return fact?.plan !== plan || !fact.granted;
	});
	return [...twice, ...wrong.map(([order]): Broken => ({ promise: 'C3', what: `${order} does not say that it was granted` }))];
}

/** P1: what nobody might write, nobody has. */
function forbidden({ disk }: World): Broken[] {
	const found = disk.room(DESK).entries.some(({ update }) => Buffer.from(update).includes(FORBIDDEN));
	return found ? [{ promise: 'P1', what: 'a forbidden value is in the journal' }] : [];
}

/**
 * P2: nothing is refused but what its author may not do, what met somebody's newer work, or what was about a record
 * that a restored server had lost and that came back later than what was said about it. That holds also for the
 * permitted work of somebody who tries what he may not.
 */
function harmed({ hands, restored, demoted }: World): Broken[] {
	// A line that loses messages again and again looks like a device that makes no sense.
	const excused = ['edit.met', ...(restored ? ['record.unknown'] : []), ...(weather.leaks ? ['edit.shape'] : [])];
	const permitted = hands.filter(({ actor }) => !demoted.has(actor.user));
	return permitted.flatMap(({ name, drive }) =>
		[...drive.intents.values()]
			.filter(({ state, code, ops }) => state === 'refused' && !excused.includes(code ?? '') && !isForbidden(ops))
			.map(({ id, code }): Broken => ({ promise: 'P2', what: `${id} of ${name} was refused: ${code}` }))
	);
}
const isForbidden = (ops: Intent['ops']) => JSON.stringify(ops).includes(FORBIDDEN);
