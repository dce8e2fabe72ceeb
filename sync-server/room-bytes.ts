import { gunzipSync } from 'node:zlib';
import type { Snapshot } from '#lib/server/compact.ts';
import * as Y from 'yjs';

export type Vector = Map<number, number>;
type Deletes = ReturnType<typeof Y.createDeleteSet>;
type Row = { update: Uint8Array; to: Vector };
type Stored = { snapshot: Snapshot | null; snapshotSeq: number; seq: number; updates: readonly Uint8Array[] };

/** Rows that stay beside a snapshot that covers them: whoever was away for a moment gets them and not the room. */
export const ROWS_KEPT = { rows: 500, bytes: 256 * 1024 };
const NOTHING = new Uint8Array([0, 0]);

/** What the journal holds of one room. Whoever only reads is answered from these bytes: no document is built for him. */
export class RoomBytes {
	readonly vector: Vector;
	/** Who has come so far lacks nothing but the last of the rows. */
	readonly #floor: Vector;
	readonly #rows: Row[] = [];
	readonly #merged = new Map<number, Uint8Array>();
	#snapshot: Uint8Array | null;
	#unpacked: WeakRef<Uint8Array> | null = null;
	/** How many of the last rows the snapshot does not cover. */
	#newer = 0;
	#deletes: Deletes | null = null;

	constructor({ snapshot, snapshotSeq, seq, updates }: Stored) {
		this.#snapshot = snapshot?.packed ?? null;
		this.vector = snapshot ? Y.decodeStateVector(snapshot.vector) : new Map();
		this.#floor = new Map(this.vector);
		const seen = new Set<number>();
		for (const update of updates) {
			for (const [client, clock] of this.append(update)) {
				if (!seen.has(client)) this.#floor.set(client, clock);
				seen.add(client);
			}
		}
		this.#newer = Math.min(seq - snapshotSeq, updates.length);
		this.#forgetOld();
	}

	/** @returns from which clocks on it has something */
	append(update: Uint8Array): Vector {
		const { from, to } = Y.parseUpdateMeta(update);
		this.#rows.push({ update, to });
		this.#newer++;
		this.#deletes = null;
		this.#merged.clear();
		raise(this.vector, to);
		return from;
	}

	/** The room in as many updates as there are: for a document, which takes them faster than they can be merged. */
	parts(): Uint8Array[] {
		const newer = this.#newer > 0 ? this.#rows.slice(-this.#newer).map(({ update }) => update) : [];
		return this.#snapshot ? [this.#unpack(this.#snapshot), ...newer] : newer;
	}

	/** The room in one update or two. */
	whole(): Uint8Array[] {
		const newer = this.#rowsFrom(this.#rows.length - this.#newer);
		return this.#snapshot ? [this.#unpack(this.#snapshot), ...newer] : newer;
	}

	/** What somebody lacks, in this order, and never nothing at all. */
	lackedBy(theirs: Vector): Uint8Array[] {
		if (theirs.size === 0) return orNothing(this.whole());
		if (!this.reaches(theirs)) return orNothing(this.whole().map((update) => Y.diffUpdate(update, Y.encodeStateVector(theirs))));
		const first = this.#rows.findIndex(({ to }) => to.size === 0 || !covers(theirs, to));
		return orNothing(first < 0 ? [] : this.#rowsFrom(first));
	}
	/** Whether the last rows are all that somebody lacks: whoever was away for longer is answered with a difference, which costs more. */
	reaches(theirs: Vector): boolean {
		return covers(theirs, this.#floor);
	}

	/** Bytes of a Yjs update, as good as; gzip keeps in its last four how many there were. */
	get size(): number {
		const packed = this.#snapshot && Buffer.from(this.#snapshot);
		const newer = this.#newer > 0 ? this.#rows.slice(-this.#newer) : [];
		return newer.reduce((sum, { update }) => sum + update.length, packed?.readUInt32LE(packed.length - 4) ?? 0);
	}

	/** Whether an update says nothing that is not here already; false for bytes that the gate will judge. */
	holds(update: Uint8Array): boolean {
		try {
			const { structs, ds } = Y.decodeUpdate(update);
			const known = structs.every(({ id, length }) => id.clock + length <= (this.vector.get(id.client) ?? 0));
			return known && (ds.clients.size === 0 || this.#holdsDeletes(ds));
		} catch {
			return false;
		}
	}

	/** @param newer how many rows have come since the snapshot's own `seq` */
	compacted({ packed }: Snapshot, newer: number) {
		this.#snapshot = packed;
		this.#unpacked = null;
		this.#newer = newer;
		this.#forgetOld();
	}

	#forgetOld() {
		const covered = this.#rows.length - this.#newer;
		let bytes = this.#rows.reduce((sum, { update }) => sum + update.length, 0);
		let gone = 0;
		for (; gone < covered && (bytes > ROWS_KEPT.bytes || this.#rows.length - gone > ROWS_KEPT.rows); gone++)
			bytes -= this.#rows[gone]!.update.length;
		for (const { to } of this.#rows.splice(0, gone)) raise(this.#floor, to);
		this.#merged.clear();
	}

	/** The last rows as one update, made once for all who ask between two edits. */
	#rowsFrom(first: number): Uint8Array[] {
		if (first >= this.#rows.length) return [];
		const known = this.#merged.get(first);
		const merged = known ?? Y.mergeUpdates(this.#rows.slice(first).map(({ update }) => update));
		if (!known) this.#merged.set(first, merged);
		return [merged];
	}

	/** Many times larger than packed, and wanted by many at once or by nobody. */
	#unpack(packed: Uint8Array): Uint8Array {
		const known = this.#unpacked?.deref();
		const update = known ?? gunzipSync(packed);
		if (!known) this.#unpacked = new WeakRef(update);
		return update;
	}

	#holdsDeletes(ds: Deletes): boolean {
		this.#deletes ??= Y.mergeDeleteSets(this.whole().map(deletesOf));
		return Y.equalDeleteSets(Y.mergeDeleteSets([this.#deletes, ds]), this.#deletes);
	}
}

const orNothing = (updates: Uint8Array[]) => (updates.length > 0 ? updates : [NOTHING]);

/** Without its structs, which would cost more to read. */
const deletesOf = (update: Uint8Array) => Y.decodeUpdate(Y.diffUpdate(update, Y.encodeStateVectorFromUpdate(update))).ds;

function raise(vector: Vector, to: Vector) {
	for (const [client, clock] of to) if (clock > (vector.get(client) ?? 0)) vector.set(client, clock);
}

function covers(theirs: Vector, wanted: Vector): boolean {
	for (const [client, clock] of wanted) if ((theirs.get(client) ?? 0) < clock) return false;
	return true;
}
