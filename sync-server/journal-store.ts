import { readZone } from '#lib/server/catalog/company.ts';
import type { Snapshot } from '#lib/server/compact.ts';
import type { Context } from '#lib/server/context.ts';
import { continueDesk, ensureMonths, ensureRoom } from '#lib/server/rooms.ts';
import { sealableRooms } from '#lib/server/sealing.ts';
import { commitWindow, type Part, type RoomAnswer } from './journal.ts';
import { closedClocks, emptyClosedEpochs, openEpoch, type Refounding } from './epochs.ts';
import type { Clocks } from './messages.ts';
import type { OwnNode } from './nodes.ts';
import type { Owner, StoredRoom } from './room.ts';
import { waitingWrites, type RoomWriteRow } from './room-writes-apply.ts';
import { loadRoom, recordsElsewhere, saveSnapshot } from './store.ts';

/** All that the rooms ask of what keeps them; each answer is read from committed data alone. */
export type JournalStore = {
	/** @returns null when there is none of that name @throws {Elsewhere} when another node serves it */
	loadRoom(name: string): Promise<StoredRoom | null>;
	saveSnapshot(room: { fullName: string; epoch: number }, seq: number, snapshot: Snapshot): Promise<void>;
	/** Which of these records are held by a room other than this one. */
	recordsElsewhere(room: string, ids: readonly string[]): Promise<Set<string>>;
	/** How far a device's own ids had got in the epochs that are over. */
	closedClocks(room: string, owner: Owner): Promise<Clocks>;
	/** Closes an epoch and opens the next. @returns false when somebody has written the room meanwhile */
	openEpoch(refounding: Refounding): Promise<boolean>;
	/** Rooms of old months in which nobody has work any more. */
	sealableRooms(now: Date): Promise<string[]>;
	/** Forgets what epochs said that have been closed for a week. */
	emptyClosedEpochs(now: Date): Promise<void>;
	/** One commit. @throws {Error} when nobody knows whether it was committed */
	commitWindow(parts: readonly Part[], at: Date): Promise<RoomAnswer[]>;
	/** What services want written, oldest first, without the rows that were set aside. */
	waitingWrites(aside: ReadonlySet<number>): Promise<RoomWriteRow[]>;
	/** Makes a room that is not there yet. */
	ensureRoom(name: string, now: Date): Promise<void>;
	/** Announces the room that takes over where a desk has grown too large, once. */
	continueDesk(name: string, now: Date): Promise<void>;
	ensureMonths(now: Date): Promise<void>;
	/** The company's time zone. */
	readZone(): Promise<string>;
};

/** @param node this process, when several serve rooms of one database */
export function inPostgres({ db, pool }: Pick<Context, 'db' | 'pool'>, node?: OwnNode): JournalStore {
	const fenced = (part: Part) => (node ? { ...part, fence: node.fence(part.room) } : part);
	return {
		loadRoom: async (name) => (!node || (await node.claim(name)) ? loadRoom(db, name) : null),
		saveSnapshot: (...of) => saveSnapshot(db, ...of),
		recordsElsewhere: (...of) => recordsElsewhere(db, ...of),
		closedClocks: (...of) => closedClocks(db, ...of),
		openEpoch: (of) => openEpoch(db, node ? { ...of, fence: node.fence(of.room) } : of),
		sealableRooms: (now) => sealableRooms(db, now),
		emptyClosedEpochs: (now) => emptyClosedEpochs(db, now),
		commitWindow: (parts, at) => commitWindow(pool, parts.map(fenced), at),
		waitingWrites: (aside) => waitingWrites(db, aside, node?.id),
		ensureRoom: async (name, now) => void (await db.transaction().execute((tx) => ensureRoom(tx, name, now))),
		continueDesk: (name, now) => continueDesk(db, name, now),
		ensureMonths: (now) => ensureMonths(db, now),
		readZone: () => readZone(db)
	};
}
