import { parseRoom } from '#lib/docs/rooms.ts';
import type { Snapshot } from '#lib/server/compact.ts';
import type { JournalStore } from '../../sync-server/journal-store.ts';
import type { Part, RoomAnswer } from '../../sync-server/journal.ts';
import type { Refounding } from '../../sync-server/epochs.ts';
import type { Clocks } from '../../sync-server/messages.ts';
import type { Owner } from '../../sync-server/room.ts';
import type { RoomWriteRow } from '../../sync-server/room-writes-apply.ts';
import * as Y from 'yjs';
import { between, wall } from './clock.ts';
import { OLD } from './people.ts';
import { Slots } from './slots.ts';

export type Entry = {
	epoch: number;
	seq: number;
	update: Uint8Array;
	intent: string | null;
	by: string | null;
	device: string | null;
};
export type Kept = {
	epoch: number;
	seq: number;
	serverClient: number;
	snapshot: Snapshot | null;
	snapshotSeq: number;
	isSealed: boolean;
	/** When somebody last wrote here, or opened it again. */
	usedAt: number;
	entries: Entry[];
	owners: Map<number, Owner>;
};

/** What survives a crash of the server. */
export class Disk {
	rooms = new Map<string, Kept>();
	holders = new Map<string, string>();
	writes: RoomWriteRow[] = [];
	slots = new Slots();
	/** Never reused, whatever backup is brought back. */
	newest = { write: 0, number: 0 };

	constructor(...rooms: string[]) {
		const empty = { epoch: 1, seq: 0, serverClient: 1, snapshot: null, snapshotSeq: 0, isSealed: false, usedAt: wall() };
		for (const name of rooms) this.rooms.set(name, { ...empty, entries: [], owners: new Map() });
	}

	copy(): Disk {
		const copy = new Disk();
		for (const [name, room] of this.rooms)
			copy.rooms.set(name, { ...room, entries: [...room.entries], owners: new Map(room.owners) });
		copy.holders = new Map(this.holders);
		copy.writes = [...this.writes];
		copy.slots = this.slots.copy();
		return copy;
	}
	/** A backup is brought back: the server goes on from there, and knows nothing of what it has lost. */
	restore(backup: Disk) {
		const { rooms, holders, writes, slots } = backup.copy();
		Object.assign(this, { rooms, holders, writes, slots });
	}
	get names(): string[] {
		return [...this.rooms.keys()];
	}
	room(name: string): Kept {
		return this.rooms.get(name)!;
	}
}

export function docOf({ snapshot, snapshotSeq, entries, epoch }: Kept): Y.Doc {
	const doc = new Y.Doc();
	doc.transact(() => {
		if (snapshot) for (const update of unpacked(snapshot)) Y.applyUpdate(doc, update);
		for (const { update } of newer({ entries, epoch }, snapshotSeq)) Y.applyUpdate(doc, update);
	});
	return doc;
}
/** What was written in this epoch behind a sequence; sequences count from one without a hole. */
export const newer = ({ entries, epoch }: Pick<Kept, 'entries' | 'epoch'>, seq: number) =>
	entries.slice(Math.max(0, seq)).filter((entry) => entry.epoch === epoch);
const unpackedOf = new WeakMap<Snapshot, Uint8Array>();
function unpacked(snapshot: Snapshot): Uint8Array[] {
	let update = unpackedOf.get(snapshot);
	if (!update) unpackedOf.set(snapshot, (update = process.getBuiltinModule('node:zlib').gunzipSync(snapshot.packed)));
	return [update];
}

/** In here a week lasts so long: a month in which nobody writes meanwhile is sealed. */
export const QUIET_MS = 5_000;

/** One life of the server's process: what it asks after its death is never answered. */
export class Journal implements JournalStore {
	dead = false;
	/** Told when a month was sealed, or opened again. */
	onsealing: (sealed: boolean) => void = () => {};
	protected readonly disk: Disk;
	constructor(disk: Disk) {
		this.disk = disk;
	}

	/** As long as a disk takes, or for ever. */
	protected wait(): Promise<void> {
		return new Promise((done) => setTimeout(() => this.dead || done(), between(0.1, 4)));
	}
	async loadRoom(name: string) {
		await this.wait();
		const room = this.disk.rooms.get(name);
		if (!room) return null;
		const { entries, owners, ...stored } = room;
		const { epoch, snapshotSeq } = stored;
		const updates = newer({ entries, epoch }, snapshotSeq).map(({ update }) => update);
		return { name, parsed: parseRoom(name)!, ...stored, updates, owners: new Map(owners) };
	}
	async saveSnapshot({ fullName, epoch }: { fullName: string; epoch: number }, seq: number, snapshot: Snapshot) {
		await this.wait();
		const room = this.disk.room(fullName);
		if (room.epoch === epoch && room.snapshotSeq < seq) Object.assign(room, { snapshot, snapshotSeq: seq });
	}
	async recordsElsewhere(room: string, ids: readonly string[]) {
		return new Set(ids.filter((id) => (this.disk.holders.get(id) ?? room) !== room));
	}
	async closedClocks(name: string, { user, device }: Owner): Promise<Clocks> {
		await this.wait();
		const { epoch, entries } = this.disk.room(name);
		const clocks: Clocks = {};
		for (const entry of entries)
			if (entry.epoch < epoch && entry.by === user && entry.device === device)
				for (const [client, clock] of Y.parseUpdateMeta(entry.update).to) clocks[client] = Math.max(clocks[client] ?? 0, clock);
		return clocks;
	}
	async openEpoch({ room: name, closed, opened }: Refounding) {
		await this.wait();
		const room = this.disk.room(name);
		if (room.epoch !== closed.epoch || room.seq !== closed.seq) return false;
		const { epoch, client, snapshot, sealed } = opened;
		Object.assign(room, { epoch, serverClient: client, snapshot, snapshotSeq: room.seq, isSealed: sealed });
		if (closed.sealed && !sealed) room.usedAt = wall();
		if (closed.sealed !== sealed) this.onsealing(sealed);
		await this.wait();
		return true;
	}
	async sealableRooms(now: Date) {
		const old = this.disk.rooms.get(OLD);
		const rests =
			old && !old.isSealed && now.getTime() - old.usedAt > QUIET_MS && !this.disk.writes.some(({ room }) => room === OLD);
		return rests ? [OLD] : [];
	}
	async emptyClosedEpochs() {}
	async continueDesk() {}
	async commitWindow(parts: readonly Part[]): Promise<RoomAnswer[]> {
		await this.wait();
		const answers = parts.map((part) => this.flush(part));
		await this.wait();
		return answers;
	}
	protected flush(part: Part): RoomAnswer {
		const room = this.disk.room(part.room);
		if (room.epoch !== part.epoch || room.seq !== part.seq)
			return { room: part.room, error: 'somebody else has written', state: '' };
		for (const { update, intent, by, device } of part.updates)
			room.entries.push({ epoch: room.epoch, seq: ++room.seq, update: Buffer.from(update, 'base64'), intent, by, device });
		if (part.updates.some(({ by }) => by)) room.usedAt = wall();
		for (const { client, user, device } of part.clients) room.owners.set(client, { user, device });
		for (const { id } of part.births) this.disk.holders.set(id, part.room);
		this.disk.writes = this.disk.writes.filter(({ id }) => !part.writes.includes(id));
		for (const { id, prefix } of part.numbers) this.ask(part.room, `${id}/number`, `${prefix}-${++this.disk.newest.number}`);
		for (const { order, fact } of this.disk.slots.decide(part.wishes)) this.ask(part.room, `${order}/slot`, fact);
		return { room: part.room, seq: room.seq };
	}
	ask(room: string, key: string, value: unknown) {
		this.disk.writes.push({ id: ++this.disk.newest.write, room, map: 'facts', key, value });
	}
	async waitingWrites(aside: ReadonlySet<number>) {
		return this.disk.writes.filter(({ id }) => !aside.has(id));
	}
	async ensureRoom() {}
	async ensureMonths() {}
	async readZone() {
		return 'America/Argentina/Cordoba';
	}
}
