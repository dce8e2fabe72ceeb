import type { Surroundings } from '#lib/client/surroundings.ts';
import { Writer } from '#lib/client/writer.ts';
import type { WriteOp } from '#lib/client/write-ops.ts';
import type { Actor } from '#lib/domain/permissions.ts';
import { Refused } from '#lib/domain/shared/refused.ts';
import { mintId } from '#lib/domain/shared/ids.ts';
import { dice, wall } from './clock.ts';
import { Drive, type TabStore } from './device-store.ts';
import { socketAt, type Place } from './network.ts';
import type { Server } from './server.ts';

let minted = 0;
export const anId = () => mintId(wall() + (minted++ % 1_000), dice.roll(new Uint8Array(10)));

/** A browser in somebody's hands: one tab after the other over one drive. */
export class Hands {
	readonly name: string;
	/** What this device believes that its person may do. */
	actor: Actor;
	readonly place: Place;
	drive = new Drive();
	/** Its clock is wrong by so many milliseconds. */
	readonly wrong: number;
	readonly #server: Server;
	readonly #storeOn: (hands: Hands) => TabStore;
	#tab: { writer: Writer; store: TabStore } | null = null;

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
		const writer = new Writer(this.#around(), this.place.online, store);
		this.#tab = { writer, store };
		await writer.start();
	}
	#around(): Surroundings {
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
			db: undefined as never,
			actor: this.actor,
			device: this.name,
			now: () => wall() + this.wrong,
			newId: anId,
			fetch: (path) => this.#server.answer(path, () => this.place.online),
			socketUrl: 'ws://hilo/sync',
			WebSocket: socketAt(this.place, this.#server),
			tell
		};
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
	/** @returns whether it is on this device; a gesture that its own rules refuse is none */
	async write(room: string, name: string, ops: WriteOp[]): Promise<boolean> {
		try {
			await this.#tab?.writer.write(room, name, ops);
			return true;
		} catch (error) {
			if (error instanceof Refused || (error as Error).message === 'the drive is full') return false;
			throw error;
		}
	}
}
