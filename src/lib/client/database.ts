import { Dexie, type DexieOptions, type EntityTable, type Table } from 'dexie';
import type { CommandAnswer } from '#lib/domain/commands.ts';
import type { FieldsOf, Kind, Texts } from '#lib/domain/records.ts';
import type { Op } from '#lib/docs/room.ts';

/** The read model of one record, merged as it stands on this device. */
export type Row = {
	id: string;
	kind: Kind;
	room: string;
	number: string | null;
	at: number;
	by: string;
	fields: Record<string, unknown>;
	facts: Record<string, unknown>;
	entries: Record<string, Record<string, unknown>[]>;
	/** The intent that each edited field stands by: what a person overwrites when he edits what he sees. */
	seen: Record<string, string>;
	/** Who wrote each edited field, and when it was done. */
	wrote: Record<string, { by: string; at: number }>;
	tick: 'device' | 'server';
	/** The room's sequence that covers this device's last own edit here: whoever has come as far has seen it. */
	acknowledged?: number;
	/** Folded, for searching. */
	text: string;
	/** Ids this record points to: lead, prospect, ticket, order, help, contract. */
	refs: string[];
};

export type RowOf<K extends Kind> = Omit<Row, 'kind' | 'fields'> & { kind: K; fields: FieldsOf[K] & Texts };

export const isKind = <K extends Kind>(row: Row | undefined, kind: K): row is Row & RowOf<K> => row?.kind === kind;

/**
 * One gesture on one room. `queued` waits for the tab that writes, `saved` for the server's acknowledgement;
 * `done` is kept seven days for a restored server, `refused` until a person decides.
 */
export type Intent = {
	/** Order on this device; given by the database. */
	n: number;
	id: string;
	room: string;
	name: string;
	gesture: string;
	at: number;
	ops: Op[];
	/** What stood before, by `id/field`. */
	before: Record<string, unknown>;
	state: 'queued' | 'saved' | 'done' | 'refused';
	/** Where its one Yjs update lies: it is covered once the state vector's clock of `client` reaches `clock`. */
	epoch: number;
	client: number;
	clock: number;
	update: Uint8Array<ArrayBuffer> | null;
	/** When it was acknowledged, or refused. */
	settled: number | null;
	/** The room's sequence when it was acknowledged. */
	seq?: number;
	code: string | null;
	detail: Record<string, string>;
	/** Since when it waits for other devices to bring back to a restored server what it speaks of. */
	again?: number;
};

/** So long what a restored server cannot take yet waits: others may still bring back what it rests on. */
export const AGAIN_MS = 3_600_000;
/** The place of an intent that no document holds. */
export const UNPLACED = { epoch: 0, client: 0, clock: 0, update: null } as const;

export type OutboxRow = {
	n: number;
	id: string;
	name: string;
	payload: unknown;
	rests: string[];
	at: number;
	state: 'waiting' | 'answered';
	answer: CommandAnswer | null;
	settled: number | null;
	/** A person has read the answer: the sync sheet no longer shows it. */
	read: 0 | 1;
	/** Since when it is sent once more to a server that was restored. */
	again?: number;
};

/** A fact without a record of its own here: catalogue items, visits of the agenda, the inbox. */
export type FactRow = { key: string; room: string; record: string; field: string; value: unknown };

/** Somebody's edit took the place of one's own without having seen it. */
export type Notice = {
	id: string;
	record: string;
	kind: Kind;
	field: string;
	mine: unknown;
	theirs: unknown;
	by: string;
	at: number;
};

/** A picture of a visit: its bytes lie in PouchDB until the server has them, its thumbnail stays. */
export type PhotoRow = {
	sha256: string;
	order: string;
	visit: string;
	at: number;
	/** A `data:` address. */
	thumb: string;
	state: 'waiting' | 'received' | 'refused';
};

export type StoredUpdate = { n: number; room: string; update: Uint8Array<ArrayBuffer> };
export type StoredAnswer = { key: string; value: unknown; at: number };
export type Meta = { key: string; value: unknown };
const DEVICE = 'device';
/** Where `meta` keeps how far a room has come here. */
export const roomKey = (room: string) => `room:${room}`;

export type HiloDatabase = Dexie & {
	updates: EntityTable<StoredUpdate, 'n'>;
	intents: EntityTable<Intent, 'n'>;
	outbox: EntityTable<OutboxRow, 'n'>;
	rows: EntityTable<Row, 'id'>;
	facts: EntityTable<FactRow, 'key'>;
	notices: EntityTable<Notice, 'id'>;
	photos: EntityTable<PhotoRow, 'sha256'>;
	answers: EntityTable<StoredAnswer, 'key'>;
	drafts: EntityTable<{ key: string; value: unknown }, 'key'>;
	meta: Table<Meta, string>;
};

/** The one database of a user on this device. Strict: «En este equipo» must survive a power cut. */
export function openDatabase(user: string, options: DexieOptions = {}): HiloDatabase {
	const db = new Dexie(`hilo-${user}`, { chromeTransactionDurability: 'strict', ...options }) as HiloDatabase;
	db.version(1).stores({
		updates: '++n, room',
		intents: '++n, &id, [room+state], state',
		outbox: '++n, &id, state',
		rows: 'id, room, number, kind, [kind+at], *refs',
		facts: 'key, room',
		notices: 'id, at',
		photos: 'sha256, order, state',
		answers: 'key, at',
		drafts: 'key',
		meta: 'key'
	});
	return db;
}

/** This device's name, the same at every start. */
export function deviceName(db: HiloDatabase, newId: () => string): Promise<string> {
	return db.transaction('rw', db.meta, async () => {
		const name = (await getMeta<string>(db, DEVICE)) ?? newId();
		await rememberDevice(db, name);
		return name;
	});
}
export const rememberDevice = (db: HiloDatabase, name: string) => setMeta(db, DEVICE, name);

export async function getMeta<T>(db: HiloDatabase, key: string): Promise<T | undefined> {
	return (await db.meta.get(key))?.value as T | undefined;
}

export async function setMeta(db: HiloDatabase, key: string, value: unknown): Promise<void> {
	await db.meta.put({ key, value });
}
