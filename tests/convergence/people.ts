import { Dexie } from 'dexie';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { afterEach, expect, vi } from 'vitest';
import { deviceName, openDatabase, type HiloDatabase } from '#lib/client/database.ts';
import { Outbox } from '#lib/client/outbox.ts';
import type { Surroundings } from '#lib/client/surroundings.ts';
import { Writer } from '#lib/client/writer.ts';
import { mintId } from '#lib/domain/shared/ids.ts';
import type { Actor } from '#lib/domain/permissions.ts';

// Live queries look for a global store before they ask their own.
Dexie.dependencies.indexedDB ??= new IDBFactory();

export const DESK = 'desk/centro/2026-03';
const NOW = Date.parse('2026-03-02T09:00:00-03:00');

export const SOFIA: Actor = { user: 'sofia', roles: ['seller'], branch: 'centro' };
export const ANA: Actor = { user: 'ana', roles: ['dispatcher'], branch: 'centro' };
export const LUIS: Actor = { user: 'luis', roles: ['dispatcher'], branch: 'centro' };
export const HUGO: Actor = { user: 'hugo', roles: ['helpdesk'], branch: 'centro' };
export const PAULA: Actor = { user: 'paula', roles: ['technician'], branch: 'centro' };

let minted = 0;
export const newId = () => mintId(NOW + minted++, crypto.getRandomValues(new Uint8Array(10)));

/** How a device reaches its server, in memory or real. */
export type Door = Pick<Surroundings, 'fetch' | 'socketUrl' | 'WebSocket'>;

/** A device in somebody's hands: its database outlives the tab. */
export class Hands {
	readonly actor: Actor;
	readonly db: HiloDatabase;
	readonly told = { expired: 0, storage: true };
	readonly around: { -readonly [K in keyof Surroundings]: Surroundings[K] };
	readonly outbox: Outbox;
	writer!: Writer;

	constructor(door: Door, actor: Actor) {
		this.actor = actor;
		this.db = openDatabase(actor.user, { indexedDB: new IDBFactory(), IDBKeyRange });
		const tell = {
			storage: (ok: boolean) => void (this.told.storage = ok),
			expired: () => void this.told.expired++,
			status: () => {},
			presence: () => {},
			came: () => {},
			restored: async () => this.outbox.sendAgain(),
			emptied: () => this.outbox.keepAgain(),
			receipt: () => {}
		};
		this.around = {
			db: this.db,
			actor,
			device: '',
			now: () => NOW + minted++,
			newId,
			fetch: door.fetch,
			socketUrl: door.socketUrl,
			WebSocket: door.WebSocket,
			tell
		};
		this.outbox = new Outbox(this.around, () => true);
	}

	async open(online = true): Promise<this> {
		this.around.device = await deviceName(this.db, newId);
		this.writer = new Writer(this.around, online);
		await this.writer.start();
		if (online) await vi.waitFor(() => expect(this.writer.connected).toBe(true), 5_000);
		return this;
	}
	close(): Promise<void> {
		this.outbox.stop();
		return this.writer.stop();
	}

	async edit(id: string, fields: Record<string, unknown>) {
		const { room } = (await this.db.rows.get(id))!;
		return this.writer.write(
			room,
			'edit',
			Object.entries(fields).map(([field, v]) => ({ edit: id, field, v }))
		);
	}
	async field(id: string, field: string): Promise<unknown> {
		return (await this.db.rows.get(id))?.fields[field];
	}
	states(): Promise<string[]> {
		return this.db.intents.toArray((intents) => intents.map(({ state }) => state));
	}
	/** Everything this person wrote has been acknowledged. */
	async sent(): Promise<void> {
		await vi.waitFor(async () => expect(await this.states()).not.toContain('saved'), 5_000);
	}
}

/** What a room says on this device; how far its own edits have got is each device's alone. */
export async function canonical({ db }: Hands, room = DESK): Promise<string> {
	const rows = await db.rows.where('room').equals(room).sortBy('id');
	return JSON.stringify(rows, (key, value: unknown) => {
		if (key === 'acknowledged') return undefined;
		if (!value || typeof value !== 'object' || Array.isArray(value)) return value;
		return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
	});
}

/** Both show the same, and nothing of it is theirs alone. */
export async function agree(a: Hands, b: Hands, room = DESK): Promise<void> {
	await vi.waitFor(async () => expect(await canonical(a, room)).toBe(await canonical(b, room)), 5_000);
}

/** Gives devices that are open until the test ends. */
export function opening(door: Door, actor = ANA): Promise<Hands> {
	const hands = new Hands(door, actor);
	open.push(hands);
	return hands.open();
}
const open: Hands[] = [];
afterEach(async () => void (await Promise.all(open.splice(0).map((hands) => hands.close()))));
