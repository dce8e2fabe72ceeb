import { EventEmitter } from 'node:events';
import type { CatalogItem } from '#lib/domain/catalog.ts';
import type { Actor } from '#lib/domain/permissions.ts';
import type { SessionInfo } from '#lib/server/auth/session.ts';
import { makeLog } from '#lib/server/log.ts';
import type { WebSocket } from 'ws';
import { Doorway } from '../../sync-server/doorway.ts';
import { Registry } from '../../sync-server/registry.ts';
import { Windows } from '../../sync-server/window.ts';
import * as Y from 'yjs';
import { between, wall } from './clock.ts';
import { docOf, newer, type Disk, type Journal, type Kept } from './journal.ts';
import type { Wire } from './network.ts';

const log = makeLog('silent');
const clock = { now: () => new Date(wall()) };
const POLL_MS = 1_000;
const BEAT_MS = 20_000;
// Every socket of a long run would otherwise be one more listener of the process.
EventEmitter.defaultMaxListeners = 0;

type Mirror = { epoch: number; seq: number; doc: Y.Doc; bytes: Uint8Array };

/** The company's server: one life of its process after the other over one disk. */
export class Server {
	readonly disk: Disk;
	/** What each user may do, as the server knows it. */
	readonly actors: Map<string, Actor>;
	readonly #journalOn: (disk: Disk) => Journal;
	readonly #mirrors = new Map<string, Mirror>();
	/** Told when other rooms are sealed than before, or may be. */
	onannounce: () => void = () => {};
	onsealing: () => void = () => {};
	onopening: () => void = () => {};
	#life: { journal: Journal; registry: Registry; doorway: Doorway; wires: Set<Wire>; end(): void } | null = null;

	constructor(disk: Disk, actors: Map<string, Actor>, journalOn: (disk: Disk) => Journal) {
		[this.disk, this.actors, this.#journalOn] = [disk, actors, journalOn];
		for (const name of disk.names) this.#mirrors.set(name, { epoch: 0, seq: -1, doc: new Y.Doc(), bytes: new Uint8Array() });
		this.start();
	}

	get isUp(): boolean {
		return this.#life !== null;
	}
	start() {
		if (this.#life) return;
		const journal = this.#journalOn(this.disk);
		journal.onsealing = (sealed) => this.#sealing(sealed);
		const needs = { journal, clock, log };
		const registry = new Registry(needs);
		const windows = new Windows(needs, registry);
		const sessionOf = async (user: string | undefined) => this.#session(user);
		const doorway = new Doorway(registry, windows, sessionOf);
		const timers = [setInterval(() => windows.wake(), POLL_MS), setInterval(() => doorway.beat(), BEAT_MS)];
		this.#life = { journal, registry, doorway, wires: new Set(), end: () => timers.forEach((timer) => clearInterval(timer)) };
		this.onannounce();
	}
	#sealing(sealed: boolean) {
		if (sealed) this.onsealing();
		else this.onopening();
		this.onannounce();
	}
	/** What the catalogue says of the months. */
	get catalog(): CatalogItem[] {
		const { branch } = [...this.actors.values()][0]!;
		const item = (name: string, sealed: boolean) => ({ kind: 'room', id: name.replaceAll('/', '.'), name, branch, sealed });
		return [...this.disk.rooms].map(([name, { isSealed }]) => item(name, isSealed) as CatalogItem);
	}
	#session(user = ''): SessionInfo | null {
		const actor = this.actors.get(user);
		return actor ? ({ actor, session: user } as SessionInfo) : null;
	}
	/** As by `kill -9`: whatever it was doing is left undone. */
	crash() {
		const life = this.#life;
		if (!life) return;
		this.#life = null;
		life.journal.dead = true;
		life.end();
		for (const wire of [...life.wires]) wire.terminate();
	}
	/** What a process remembers of its rooms dies with it: the next one finds an older backup. */
	restore(backup: Disk) {
		this.disk.restore(backup);
		for (const mirror of this.#mirrors.values()) mirror.epoch = 0;
	}
	/** A right was given or taken: open sockets are asked again. */
	recheck() {
		void this.#life?.doorway.recheck();
	}
	/** As at a quiet moment when a room has collected many Yjs client ids. */
	refound(name: string) {
		const room = this.#life?.registry.live.get(name);
		if (room && !room.isSealed) void this.#life?.registry.refound(room);
	}

	/** As once in an hour: months in which nobody has work any more. */
	seal() {
		void this.#life?.registry.sealOld();
	}
	/** A service has something to say about a record. */
	say(room: string, key: string, value: unknown) {
		this.#life?.journal.ask(room, key, value);
	}

	accept(wire: Wire, url: string, user: string) {
		if (!this.#life) return wire.terminate();
		const { wires, doorway } = this.#life;
		wires.add(wire);
		wire.once('close', () => wires.delete(wire));
		wire.pause();
		void doorway.accept(wire as unknown as WebSocket, { url: new URL(url).pathname + new URL(url).search, cookie: user });
	}

	/** All that the room holds, which covers what is asked for. */
	#bytesOf(name: string, room: Kept): Uint8Array {
		let mirror = this.#mirrors.get(name)!;
		if (mirror.epoch !== room.epoch || mirror.seq > room.seq)
			mirror = { epoch: room.epoch, seq: room.seq, doc: docOf(room), bytes: new Uint8Array() };
		const { doc, seq, bytes } = mirror;
		if (seq === room.seq && bytes.length > 0) return bytes;
		for (const { update } of newer(room, seq)) Y.applyUpdate(doc, update);
		mirror = { ...mirror, seq: room.seq, bytes: Y.encodeStateAsUpdate(doc) };
		this.#mirrors.set(name, mirror);
		return mirror.bytes;
	}

	/** What a device asks by request. @throws {TypeError} without network, as `fetch` does */
	async answer(path: string, online: () => boolean): Promise<Response> {
		await new Promise((done) => setTimeout(done, between(1, 120)));
		if (!online() || !this.#life) throw new TypeError('no network');
		if (path === '/api/rooms') {
			const rooms = [...this.disk.rooms].map(([name, { epoch, seq, snapshotSeq, isSealed }]) => ({
				name,
				epoch,
				seq: snapshotSeq,
				head: seq,
				sealed: isSealed
			}));
			return { ok: true, status: 200, json: async () => ({ rooms }) } as Response;
		}
		const [, name = '', epoch, seq] = /^\/api\/rooms\/(.+)\/(\d+)\/(\d+)$/.exec(path) ?? [];
		const room = this.disk.rooms.get(name);
		if (room?.epoch !== Number(epoch) || Number(seq) > room.seq) return { ok: false, status: 404 } as Response;
		const bytes = this.#bytesOf(name, room);
		return { ok: true, status: 200, arrayBuffer: async () => bytes.slice().buffer } as unknown as Response;
	}
}
