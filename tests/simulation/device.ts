import type { Intent } from '#lib/client/database.ts';
import { UndoStack } from '#lib/client/undo-stack.svelte.ts';
import type { Surroundings } from '#lib/client/surroundings.ts';
import { Writer } from '#lib/client/writer.ts';
import type { WriteOp, Written } from '#lib/client/write-ops.ts';
import type { Actor } from '#lib/domain/permissions.ts';
import { Refused } from '#lib/domain/shared/refused.ts';
import { mintId } from '#lib/domain/shared/ids.ts';
import { between, chance, dice, oneOf, tally, wall } from './clock.ts';
import { databaseOn } from './device-database.ts';
import { Drive, type TabStore } from './device-store.ts';
import { socketAt, type Place } from './network.ts';
import type { Server } from './server.ts';

// No screen watches what a person may take back: a rune is its value here.
Object.assign(globalThis, { $state: { raw: <T>(value: T) => value } });

/** So far back somebody remembers what he did. */
const STEPS = 6;
export const anId = () => mintId(wall() + (tally.ids++ % 1_000), dice.roll(new Uint8Array(10)));

/** `unstored`: rooms of gestures that its document may hold and its drive does not. */
type Tab = { writer: Writer; store: TabStore; undo: UndoStack; turns?: 'undo' | 'redo'; unstored: string[] };

/** A browser in somebody's hands: one tab after the other over one drive. */
export class Hands {
	readonly name: string;
	/** What this device believes that its person may do. */
	actor: Actor;
	readonly place: Place;
	drive = new Drive();
	/** Its clock is wrong by so many milliseconds. */
	readonly wrong: number;
	/** Told when this device asks for a room because it had work for it. */
	onlate: (room: string) => void = () => {};
	readonly #server: Server;
	readonly #storeOn: (hands: Hands) => TabStore;
	#tab: Tab | null = null;

	constructor(name: string, actor: Actor, server: Server, wrong: number, storeOn: (hands: Hands) => TabStore) {
		[this.name, this.actor, this.#server, this.wrong, this.#storeOn] = [name, actor, server, wrong, storeOn];
		this.place = { user: actor.user, online: true, lines: new Set() };
	}

	get isOpen(): boolean {
		return this.#tab !== null;
	}
	/** Every room is joined, and hears the others. */
	get isConnected(): boolean {
		return this.#tab?.writer.connected ?? false;
	}
	async open(): Promise<void> {
		const store = this.#storeOn(this);
		const around = this.#around(store);
		const writer = new Writer(around, this.place.online, store);
		const write = (room: string, name: string, ops: WriteOp[], { gesture }: { gesture?: string }) =>
			writeIn(tab, room, tab.turns ?? name, ops, gesture);
		const tab: Tab = { writer, store, undo: new UndoStack(around.db, write, around.now), unstored: [] };
		this.#tab = tab;
		await writer.start();
	}
	#around(store: TabStore): Surroundings {
		const tell = {
			storage() {},
			expired() {},
			status() {},
			presence() {},
			came() {},
			async restored() {},
			async emptied() {},
			receipt() {}
		};
		return {
			db: databaseOn(this.drive, store),
			actor: this.actor,
			device: this.name,
			now: () => wall() + this.wrong,
			newId: anId,
			fetch: (path) => this.#server.answer(path, () => this.place.online),
			socketUrl: 'ws://hilo/sync',
			WebSocket: socketAt(this.place, this.#server, (url) => this.#asks(url)),
			tell
		};
	}
	#asks(url: string) {
		const { pathname, searchParams } = new URL(url);
		if (searchParams.get('late') === '1') this.onlate(pathname.slice('/sync/'.length));
	}
	/** The server has something to announce: who is there hears it, who is not asks when he comes. */
	announce() {
		setTimeout(() => this.place.online && this.#server.isUp && this.#tab?.store.announced(this.#server.catalog), between(1, 120));
	}
	/** Whether anything of this device waits for the room. */
	hasWork(room: string): boolean {
		const waits = (intent: Intent) => intent.room === room && (intent.state === 'saved' || intent.state === 'queued');
		return (this.#tab?.unstored.includes(room) ?? false) || [...this.drive.intents.values()].some(waits);
	}
	/** The tab is gone, whatever it was doing. */
	kill() {
		if (!this.#tab) return;
		const { writer, store } = this.#tab;
		this.#tab = null;
		store.dead = true;
		void writer.stop();
		for (const line of [...this.place.lines]) line.cut();
	}
	/** Everything that this browser kept is gone too. */
	wipe() {
		this.kill();
		this.drive = new Drive();
	}
	goOnline(online: boolean) {
		if (this.place.online === online) return;
		this.place.online = online;
		if (!online) for (const line of [...this.place.lines]) line.cut();
		this.#tab?.writer.online(online);
	}
	/** Does what his screen offers him; a gesture that its own rules refuse, or that its drive has no place for, is none. */
	async write(room: string, name: string, ops: WriteOp[]): Promise<void> {
		const tab = this.#tab;
		if (tab) await writeIn(tab, room, name, ops).then((written) => tab.undo.noted(name, ops, written), quietly);
	}
	/** Takes back something that was done in this tab, or what was taken back. @returns whether there is any such thing */
	takeBack(): boolean {
		const tab = this.#tab;
		if (!tab || tab.turns) return false;
		const { undo } = tab;
		const isForth = undo.undone.length > 0 && chance() < 0.3;
		if (!isForth && undo.done.length === 0) return false;
		tab.turns = isForth ? 'redo' : 'undo';
		const turned = isForth ? undo.forth() : undo.back(false, oneOf(undo.done.slice(-STEPS)).intents[0]);
		turned.catch(quietly).finally(() => delete tab.turns);
		return true;
	}
}

async function writeIn(
	{ writer, unstored }: Tab,
	room: string,
	name: string,
	ops: WriteOp[],
	gesture?: string
): Promise<Written> {
	unstored.push(room);
	let isFull = false;
	try {
		return await writer.write(room, name, ops, gesture);
	} catch (error) {
		isFull = !(error instanceof Refused);
		throw error;
	} finally {
		// What a full drive did not take the document holds until it is read back.
		if (!isFull) unstored.splice(unstored.indexOf(room), 1);
	}
}

function quietly(error: unknown): void {
	if (!(error instanceof Refused) && (error as Error).message !== 'the drive is full') throw error;
}
