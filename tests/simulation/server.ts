import { EventEmitter } from 'node:events';
import type { Actor } from '#lib/domain/permissions.ts';
import type { SessionInfo } from '#lib/server/auth/session.ts';
import { makeLog } from '#lib/server/log.ts';
import type { WebSocket } from 'ws';
import { Doorway } from '../../sync-server/doorway.ts';
import { Registry } from '../../sync-server/registry.ts';
import { Windows } from '../../sync-server/window.ts';
import * as Y from 'yjs';
import { between, wall } from './clock.ts';
import { docOf, type Disk, type Journal, type Kept } from './journal.ts';
import type { Wire } from './network.ts';

const log = makeLog('silent');
const clock = { now: () => new Date(wall()) };
const POLL_MS = 1_000;
const BEAT_MS = 20_000;
// Every socket of a long run would otherwise be one more listener of the process.
EventEmitter.defaultMaxListeners = 0;

/** The company's server: one life of its process after the other over one disk. */
export class Server {
	readonly disk: Disk;
	/** What each user may do, as the server knows it. */
	readonly actors: Map<string, Actor>;
	readonly #journalOn: (disk: Disk) => Journal;
	#mirror = { epoch: 0, seq: -1, doc: new Y.Doc(), bytes: new Uint8Array() as Uint8Array };
	#life: { journal: Journal; registry: Registry; doorway: Doorway; wires: Set<Wire>; end(): void } | null = null;

	constructor(disk: Disk, actors: Map<string, Actor>, journalOn: (disk: Disk) => Journal) {
		[this.disk, this.actors, this.#journalOn] = [disk, actors, journalOn];
		this.start();
	}

	get isUp(): boolean {
		return this.#life !== null;
	}
	start() {
		if (this.#life) return;
		const journal = this.#journalOn(this.disk);
		const needs = { journal, clock, log };
		const registry = new Registry(needs);
		const windows = new Windows(needs, registry);
		const sessionOf = async (user: string | undefined) => this.#session(user);
		const doorway = new Doorway(registry, windows, sessionOf);
		const timers = [setInterval(() => windows.wake(), POLL_MS), setInterval(() => doorway.beat(), BEAT_MS)];
		this.#life = { journal, registry, doorway, wires: new Set(), end: () => timers.forEach((timer) => clearInterval(timer)) };
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
	/** A right was given or taken: open sockets are asked again. */
	recheck() {
		void this.#life?.doorway.recheck();
	}
	/** As at a quiet moment when a room has collected many Yjs client ids. */
	refound(name: string) {
		const room = this.#life?.registry.live.get(name);
		if (room) void this.#life?.registry.refound(room);
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
	#bytesOf(room: Kept): Uint8Array {
		if (this.#mirror.epoch !== room.epoch || this.#mirror.seq > room.seq)
			this.#mirror = { epoch: room.epoch, seq: room.seq, doc: docOf(room), bytes: new Uint8Array() };
		const { doc, seq, bytes } = this.#mirror;
		if (seq === room.seq && bytes.length > 0) return bytes;
		for (const entry of room.entries) if (entry.epoch === room.epoch && entry.seq > seq) Y.applyUpdate(doc, entry.update);
		this.#mirror = { ...this.#mirror, seq: room.seq, bytes: Y.encodeStateAsUpdate(doc) };
		return this.#mirror.bytes;
	}

	/** What a device asks by request. @throws {TypeError} without network, as `fetch` does */
	async answer(path: string, online: () => boolean): Promise<Response> {
		await new Promise((done) => setTimeout(done, between(1, 120)));
		if (!online() || !this.#life) throw new TypeError('no network');
		if (path === '/api/rooms') {
			const rooms = [...this.disk.rooms].map(([name, { epoch, seq, snapshotSeq }]) => ({
				name,
				epoch,
				seq: snapshotSeq,
				head: seq
			}));
			return { ok: true, status: 200, json: async () => ({ rooms }) } as Response;
		}
		const [, name = '', epoch, seq] = /^\/api\/rooms\/(.+)\/(\d+)\/(\d+)$/.exec(path) ?? [];
		const room = this.disk.rooms.get(name);
		if (room?.epoch !== Number(epoch) || Number(seq) > room.seq) return { ok: false, status: 404 } as Response;
		const bytes = this.#bytesOf(room);
		return { ok: true, status: 200, arrayBuffer: async () => bytes.slice().buffer } as unknown as Response;
	}
}
