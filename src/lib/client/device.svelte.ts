import type { CatalogItem, CatalogKind } from '#lib/domain/catalog.ts';
import type { CommandAnswer, CommandName, Payload } from '#lib/domain/commands.ts';
import type { Actor } from '#lib/domain/permissions.ts';
import type { FieldsOf, Kind } from '#lib/domain/records.ts';
import type { HiloDatabase, Intent, Notice, OutboxRow } from './database.ts';
import type { Session } from './session.svelte.ts';

/** A record as a feature gives it: `at` and `by` are added by the device. */
export type NewRecord = { [K in Kind]: { kind: K } & FieldsOf[K] }[Kind];
export type WriteOp = { base: string; value: NewRecord } | { edit: string; field: string; v: unknown } | { entry: string; list: string; value: object };
export type Written = { intent: string; gesture: string };

export interface CatalogView {
	readonly ready: boolean;
	all<K extends CatalogKind>(kind: K): CatalogItem<K>[];
	get<K extends CatalogKind>(kind: K, id: string): CatalogItem<K> | null;
	company(): CatalogItem<'company'> | null;
	staff(): CatalogItem<'staff'>[];
}

/** The technician's agenda room: one value per order. */
export interface AgendaView {
	readonly ready: boolean;
	all<T>(): T[];
	get<T>(order: string): T | null;
}

export type Focus = { record: string; field?: string };
export type Drag = { order: string; technician: string; start: number; minutes: number };
export type Other = { user: string; name: string; thread: string; focus: Focus | null; drag: Drag | null };
export interface Presence {
	set(mine: { focus?: Focus | null; drag?: Drag | null }): void;
	/** One entry a person, oneself left out. */
	others(): Other[];
}

export interface SyncState {
	readonly online: boolean;
	readonly connected: boolean;
	readonly pending: number;
	readonly refused: number;
	readonly expired: boolean;
	readonly oldestPendingMs: number;
	readonly lastReceipt: number | null;
	readonly storage: 'ok' | 'failed' | 'low' | 'not-persistent';
	readonly newVersion: boolean;
	/** Shell, rooms and session are stored: «Listo para trabajar sin conexión». */
	readonly ready: boolean;
}

export interface Device {
	readonly db: HiloDatabase;
	readonly actor: Actor;
	readonly catalog: CatalogView;
	readonly agenda: AgendaView;
	readonly presence: Presence;
	readonly sync: SyncState;
	now(): number;
	newId(): string;
	/** @throws {Refused} while the server has announced no room of this branch */
	currentDesk(): string;
	currentReport(): string;
	meRoom(): string;
	agendaRoom(): string;
	roomOf(id: string): Promise<string | null>;
	/** One intent, one transaction; resolves when it is stored on this device. @throws {Refused} */
	write(room: string, name: string, ops: WriteOp[], options?: { gesture?: string }): Promise<Written>;
	edit(id: string, name: string, fields: Record<string, unknown>): Promise<Written>;
	command<N extends CommandName>(name: N, payload: Payload<N>, options?: { rests?: string[] }): Promise<CommandAnswer>;
	read<T>(query: string, params?: Record<string, string>): Promise<{ value: T; at: number; stale: boolean }>;
	refused(): Promise<Intent[]>;
	retry(intent: string): Promise<void>;
	discard(intent: string): Promise<void>;
	notices(): Promise<Notice[]>;
	dismiss(notice: string): Promise<void>;
	commands(): Promise<OutboxRow[]>;
	signOut(): Promise<{ unsent: number }>;
}

let device: Device | null = null;

/** @throws {Error} before `startDevice` */
export function getDevice(): Device {
	if (!device) throw new Error('The device has not been started');
	return device;
}

export async function startDevice(session: Session): Promise<Device> {
	throw new Error(`not started for ${session.user.id}`);
}
