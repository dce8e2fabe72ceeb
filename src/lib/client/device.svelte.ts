import type { CommandAnswer, CommandName, Payload } from '#lib/domain/commands.ts';
import type { Actor } from '#lib/domain/permissions.ts';
import { Refused } from '#lib/domain/shared/refused.ts';
import { agendaRoom, meRoom } from '#lib/docs/rooms.ts';
import { browserSurroundings } from './browser.ts';
import type { HiloDatabase, Intent, Notice, OutboxRow, Row } from './database.ts';
import { AgendaView, CatalogView } from './fact-views.svelte.ts';
import { fetchPart } from './fetch-part.ts';
import { Outbox } from './outbox.ts';
import { Presence, type Other } from './presence.svelte.ts';
import { queueIntent } from './queue.ts';
import { read, type Answer } from './reads.ts';
import { CurrentRooms } from './current-rooms.svelte.ts';
import {
	SESSION_KEY,
	actorOf,
	endSession,
	getSession,
	lookAtClock,
	markExpired,
	refreshSession,
	type Session
} from './session.svelte.ts';
import type { Surroundings } from './surroundings.ts';
import { storageOf, SyncState } from './sync-state.svelte.ts';
import { Tabs, type Lead, type Status } from './tabs.ts';
import { asked, type WriteOp, type Written } from './write-ops.ts';
import type { Writer } from './writer.ts';

export type { NewRecord, WriteOp, Written } from './write-ops.ts';
export type { AgendaView, CatalogView } from './fact-views.svelte.ts';
export type { Drag, Focus, Other, Presence } from './presence.svelte.ts';
export type { SyncState } from './sync-state.svelte.ts';

const SESSION_MS = 24 * 3_600_000;
const STORAGE_MS = 5 * 60_000;

const leaving = () => fetchPart(() => import('./leaving.ts'));

/** This browser as one person works with it: what is stored, what is on its way, who else is there. */
export class Device {
	readonly db: HiloDatabase;
	readonly actor: Actor;
	readonly catalog: CatalogView;
	readonly agenda: AgendaView;
	readonly presence: Presence;
	readonly sync: SyncState;
	/** Called behind each gesture that was written here. */
	onwritten: (name: string, ops: readonly WriteOp[], written: Written) => void = () => {};
	/** How often something was written here. */
	writes = 0;
	#around: Surroundings;
	#rooms: CurrentRooms;
	#outbox: Outbox;
	#writer: Writer | null = null;
	#tabs: Tabs | null = null;
	#timers: ReturnType<typeof setInterval>[] = [];
	#surrendering = false;

	constructor(session: Session, around: Surroundings) {
		this.#around = around;
		this.db = around.db;
		this.actor = around.actor;
		this.catalog = new CatalogView(this.db);
		this.agenda = new AgendaView(this.db, this.agendaRoom());
		this.#rooms = new CurrentRooms(this.db, this.catalog, this.actor, around.now);
		this.presence = new Presence(
			session.user,
			() => this.#awareness(),
			(mine) => this.#tabs?.say({ mine })
		);
		this.sync = new SyncState(this.db, around.now);
		this.#outbox = new Outbox(around, () => this.sync.online);
	}

	/** Elects the tab that writes and begins to listen to the browser. */
	async open(): Promise<void> {
		const lead: Lead = {
			start: () => this.#lead(),
			stop: () => this.#follow(),
			hidden: () => document.hidden,
			told: (status) => this.#told(status),
			asked: () => this.changed(),
			moved: (mine) => this.presence.take(mine)
		};
		if (navigator.locks) this.#tabs = new Tabs(`hilo-${this.actor.user}`, lead);
		else await this.#lead();
		addEventListener('online', this.#onOnline);
		addEventListener('offline', this.#onOnline);
		addEventListener('storage', this.#onLeft);
		document.addEventListener('visibilitychange', this.#onShown);
		this.#timers = [
			setInterval(() => void refreshSession(), SESSION_MS),
			setInterval(() => void this.#lookAtStorage(), STORAGE_MS)
		];
		void this.#lookAtStorage();
		void this.#outbox.flush();
	}

	now(): number {
		return this.#around.now();
	}
	newId(): string {
		return this.#around.newId();
	}
	/** @throws {Refused} while the server has announced no room of this branch */
	currentDesk(): string {
		return this.#rooms.desk();
	}
	/** @throws {Refused} while the server has announced no room for this technician's reports */
	currentReport(): string {
		return this.#rooms.report();
	}
	meRoom(): string {
		return meRoom(this.actor.user);
	}
	agendaRoom(): string {
		return agendaRoom(this.actor.user);
	}
	/** The room in which a record was born; null when this device does not hold it. */
	async roomOf(id: string): Promise<string | null> {
		return (await this.db.rows.get(id))?.room ?? null;
	}

	/** Who works in this month's room and has what this person last wrote in the record. */
	seenBy({ room, tick, acknowledged }: Pick<Row, 'room' | 'tick' | 'acknowledged'>): Other[] {
		if (tick === 'device' || acknowledged === undefined || room !== this.#rooms.deskOrNull()) return [];
		return this.presence.others().filter(({ seen }) => seen !== undefined && seen >= acknowledged);
	}

	/**
	 * One gesture: one intent, one transaction. Resolves when it is stored on this device.
	 * @throws {Refused} also when this device cannot store it
	 */
	write(room: string, name: string, ops: WriteOp[], { gesture }: { gesture?: string } = {}): Promise<Written> {
		return this.sync.storing(() => this.#write(room, name, ops, gesture));
	}

	async #write(room: string, name: string, ops: WriteOp[], gesture?: string): Promise<Written> {
		// Screens hold runes, and neither a database nor a document can keep those.
		const plain = $state.snapshot(ops) as WriteOp[];
		this.writes++;
		const written = await (this.#writer
			? this.#writer.write(room, name, plain, gesture)
			: queueIntent(this.#around, room, name, plain, gesture));
		this.onwritten(name, plain, written);
		return written;
	}

	/** Changes fields of one record, in one intent. @throws {Refused} */
	edit(id: string, name: string, fields: Record<string, unknown>): Promise<Written> {
		const ops = Object.entries(fields).map(([field, v]) => ({ edit: id, field, v }));
		return this.sync.storing(async () => {
			const room = await this.roomOf(id);
			if (!room) throw new Refused('record.unknown');
			return this.#write(room, name, ops);
		});
	}

	/** Asks for what only the server may decide. `command.waiting` says that it is kept and will be sent. */
	async command<N extends CommandName>(
		name: N,
		payload: Payload<N>,
		{ rests = [] }: { rests?: string[] } = {}
	): Promise<CommandAnswer> {
		try {
			const kept = await this.sync.storing(() => this.#outbox.keep(name, $state.snapshot(payload), [...rests]));
			return await kept.answer;
		} catch (error) {
			if (!(error instanceof Refused)) throw error;
			return { ok: false, code: error.code, detail: error.detail };
		}
	}
	read<T>(query: string, params?: Record<string, string>): Promise<Answer<T>> {
		return read<T>(this.#around, query, params);
	}

	/** What the server said no to, oldest first; for `live`. */
	refused(): Promise<Intent[]> {
		return this.db.intents.where('state').equals('refused').sortBy('n');
	}
	/** Writes the gesture anew, over what stands now. @throws {Refused} */
	async retry(intent: string): Promise<void> {
		const found = await this.db.intents.get({ id: intent });
		if (!found) return;
		await this.write(found.room, found.name, asked(found.ops), { gesture: found.gesture });
		await this.db.intents.delete(found.n);
	}
	async discard(intent: string): Promise<void> {
		await this.db.intents
			.where('id')
			.equals(intent)
			.and(({ state }) => state === 'refused')
			.delete();
	}
	/** Where somebody's edit took the place of one's own, newest first; for `live`. */
	notices(): Promise<Notice[]> {
		return this.db.notices.orderBy('at').reverse().toArray();
	}
	async dismiss(notice: string): Promise<void> {
		await this.db.notices.delete(notice);
	}
	/** The last commands, newest first; for `live`. */
	commands(): Promise<OutboxRow[]> {
		return this.db.outbox.reverse().limit(50).toArray();
	}
	async readAnswer(command: string): Promise<void> {
		await this.db.outbox.where('id').equals(command).modify({ read: 1 });
	}

	/** A file of all that the server does not have yet. */
	async exportUnsent(): Promise<Blob> {
		const { exportOf, unsentOf } = await leaving();
		const unsent = await unsentOf(this.db);
		if (unsent.photos.length === 0) return exportOf(unsent, () => '');
		const { PhotoStore } = await import('./photo-store.ts');
		return exportOf(unsent, await PhotoStore.readAll(this.actor.user, unsent.photos));
	}

	/** Ends the session and leaves nothing of it on this device, also without network. @returns where to go from here */
	async signOut(): Promise<string> {
		const { emptyDevice } = await leaving();
		await this.close();
		device = null;
		await emptyDevice(this.db, this.actor.user);
		await endSession();
		return navigator.onLine ? '/ingresar' : '/ventas';
	}

	/** This device was taken away: what it had not sent is handed in, and nothing stays here. */
	async surrender(): Promise<void> {
		if (this.#surrendering) return;
		this.#surrendering = true;
		const { handIn } = await leaving();
		if (await handIn(this.#around)) {
			await this.signOut();
			location.assign('/ingresar?retirado');
		}
		this.#surrendering = false;
	}

	async close(): Promise<void> {
		removeEventListener('online', this.#onOnline);
		removeEventListener('offline', this.#onOnline);
		removeEventListener('storage', this.#onLeft);
		document.removeEventListener('visibilitychange', this.#onShown);
		this.#timers.forEach(clearInterval);
		this.#outbox.stop();
		await (this.#tabs ? this.#tabs.close() : this.#follow());
		for (const part of [this.sync, this.catalog, this.agenda, this.presence, this.#rooms]) part.close();
	}

	/** Something about the sockets, or about the people behind them, changed. */
	changed(): void {
		if (!this.#writer) return;
		const { connected, ready } = this.#writer;
		this.sync.connected = connected;
		this.sync.joined ||= ready;
		this.presence.refresh();
		this.#tabs?.say({ status: { connected, joined: this.sync.joined, others: this.presence.others() } });
	}
	came(room: string, seq: number): void {
		if (room === this.#rooms.deskOrNull()) this.presence.came(seq);
	}
	restored(): Promise<void> {
		return this.#outbox.sendAgain();
	}
	emptied(): Promise<void> {
		return this.#outbox.keepAgain();
	}
	received(at: number): void {
		this.sync.lastReceipt = at;
		// Commands may rest on what has just been acknowledged.
		void this.#outbox.flush();
	}

	async #lead(): Promise<void> {
		// The rows are on this device already: they show while what writes is being fetched.
		const { Writer } = await fetchPart(() => import('./writer.ts'));
		const online = this.sync.online;
		const writer = new Writer(this.#around, online);
		await writer.start();
		this.#writer = writer;
		// The network may have come or gone while the rooms were being opened, when nobody was there to hear it.
		if (online !== this.sync.online) writer.online(this.sync.online);
		this.changed();
	}
	async #follow(): Promise<void> {
		const writer = this.#writer;
		this.#writer = null;
		await writer?.stop();
	}
	#told({ connected, joined, others }: Status): void {
		if (this.#writer) return;
		[this.sync.connected, this.sync.joined] = [connected, joined];
		this.presence.hear(others);
	}
	#awareness() {
		const desk = this.#rooms.deskOrNull();
		return (desk && this.#writer?.connection(desk)?.provider.awareness) || null;
	}
	async #lookAtStorage(): Promise<void> {
		const found = await storageOf().catch(() => 'ok' as const);
		if (this.sync.storage !== 'failed') this.sync.storage = found;
	}
	#onOnline = () => {
		this.sync.online = navigator.onLine;
		this.#writer?.online(navigator.onLine);
		this.changed();
		if (navigator.onLine) void refreshSession().then(() => this.#outbox.flush());
	};
	/** Signed out in another tab: this one must not write back what that one has taken away. */
	#onLeft = ({ key, newValue }: StorageEvent) => {
		if (key !== SESSION_KEY || newValue !== null) return;
		this.db.close();
		location.reload();
	};
	#onShown = () => {
		if (document.hidden) return;
		lookAtClock();
		this.#tabs?.shown();
	};
}

let device: Device | null = null;
let asking: Promise<unknown> | null = null;

/** The server no longer knows this session: it is asked once whether an administrator took it away. */
async function heardExpired(): Promise<void> {
	markExpired();
	await (asking ??= refreshSession().finally(() => (asking = null)));
	if (getSession().revoked) await device?.surrender();
}

/** @throws {Error} before `startDevice` */
export function getDevice(): Device {
	if (!device) throw new Error('The device has not been started');
	return device;
}

/** The device of whoever is signed in; the same one as long as it is the same person. */
export async function startDevice(session: Session): Promise<Device> {
	if (device?.actor.user === session.user.id) return device;
	await device?.close();
	const around = await browserSurroundings(actorOf(session.user), () => getSession().session?.offset ?? session.offset, {
		storage: (ok) => device?.sync.stored(ok),
		expired: () => void heardExpired(),
		status: () => device?.changed(),
		presence: () => device?.changed(),
		came: (room, seq) => device?.came(room, seq),
		restored: async () => device?.restored(),
		emptied: async () => device?.emptied(),
		receipt: (at) => device?.received(at)
	});
	device = new Device(session, around);
	await device.open();
	return device;
}
