import { Refused } from '#lib/domain/shared/refused.ts';
import type { CatalogItem } from '#lib/domain/catalog.ts';
import type { Intent } from './database.ts';
import { canOpenRoom } from '#lib/docs/rooms.ts';
import { fetchRooms, fetchSnapshot, isOurs, type Announced } from './join.ts';
import { Connection, type RefusedIntent } from './provider.ts';
import type { Clocks } from './replay.ts';
import { queueIntent } from './queue.ts';
import { KEPT_MS, Replica } from './replica.ts';
import { inDexie, type RoomStore } from './room-store.ts';
import { SealedRooms } from './sealed-rooms.ts';
import type { Keeping, Surroundings } from './surroundings.ts';
import type { WriteOp, Written } from './write-ops.ts';

const RETRY_MS = 2_000;
/** Two looks and what follows from them within five seconds. */
const LOOK_MS = 2_000;
/** A server that keeps refusing without naming one of our intents must not make us knock for ever. */
const ROUNDS = 2;
const SEALED = 4423;

type Post = {
	replica: Replica;
	connection: Connection | null;
	/** What the server said of the epoch that is over, and which one comes after it. */
	closed?: { next: number; clocks: Clocks };
	rounds: number;
	joining: boolean;
	/** It could not be loaded afresh, and is to be. */
	stale: boolean;
	/** Its socket is there only to be sent to the epoch that came meanwhile. */
	asking: boolean;
	/** A restored server has sealed the month without what it had acknowledged here. */
	lost?: boolean;
};

/** The tab that writes: it opens the rooms, applies, sends and keeps the rows. */
export class Writer {
	#around: Keeping;
	#posts = new Map<string, Promise<Post>>();
	#open = new Map<string, Post>();
	#sealed: SealedRooms;
	#queued: Intent[] = [];
	/** How many sealed months this device does not hold yet. */
	#missing = 0;
	#keeping: Promise<void> = Promise.resolve();
	#online: boolean;
	#watching: (() => void)[] = [];
	#stopped = false;
	#timers = new Set<ReturnType<typeof setTimeout>>();

	constructor(around: Surroundings, online: boolean, store: RoomStore = inDexie(around.db)) {
		this.#around = { ...around, store };
		this.#sealed = new SealedRooms(this.#around);
		this.#online = online;
	}

	/** Opens what this device knows, also without network, then asks for what is new. */
	async start(): Promise<void> {
		const { store, now } = this.#around;
		const known = await this.#sealed.open(await store.rooms());
		await Promise.all(known.map((name) => this.#post(name)));
		await store.forget(now() - KEPT_MS);
		const looking = setInterval(() => this.#look(), LOOK_MS);
		this.#watching = [
			() => clearInterval(looking),
			store.watchQueued((intents) => void this.#adopt(intents)),
			store.watchCatalog((items) => this.#announced(items))
		];
		void this.refresh();
	}

	/** Every known room is here with all its rows, at least once. */
	get ready(): boolean {
		return this.#open.size > 0 && this.#missing === 0 && [...this.#open.values()].every(({ replica }) => replica.shown);
	}

	get connected(): boolean {
		return this.#open.size > 0 && [...this.#open.values()].every(({ connection }) => connection?.connected);
	}

	connection(room: string): Connection | null {
		return this.#open.get(room)?.connection ?? null;
	}

	/** @throws {Refused} */
	async write(room: string, name: string, ops: readonly WriteOp[], gesture?: string): Promise<Written> {
		const post = await this.#posts.get(room);
		if (post?.replica.whole) return post.replica.write(name, ops, gesture);
		if (!post && !this.#sealed.has(room)) throw new Refused('room.unknown');
		return queueIntent(this.#around, room, name, ops, gesture);
	}

	online(online: boolean): void {
		this.#online = online;
		for (const post of this.#open.values()) this.#wake(post);
		if (online) void this.refresh();
		this.#around.tell.status();
	}

	/** Opens rooms that were announced since, and joins those that were never joined. */
	async refresh(): Promise<void> {
		if (!this.#online || this.#stopped) return;
		const rooms = (await fetchRooms(this.#around))?.filter((room) => isOurs(room, this.#around));
		if (!rooms) return this.#later(() => this.refresh());
		await this.#around.store.rememberRooms([...new Set([...this.#posts.keys(), ...rooms.map(({ name }) => name)])]);
		const [sealed, open] = [rooms.filter((room) => room.sealed), rooms.filter((room) => !room.sealed)];
		this.#missing = sealed.filter((room) => !this.#sealed.holds(room)).length;
		await Promise.all(open.map((room) => this.#join(room)));
		this.#keeping = this.#keeping.then(() => this.#keepSealed(sealed));
		await this.#keeping;
		this.#around.tell.status();
	}

	/** One after the other, behind the months that people work in. */
	async #keepSealed(rooms: readonly Announced[]): Promise<void> {
		const missing = rooms.filter((room) => !this.#sealed.holds(room));
		this.#missing = missing.length;
		for (const room of missing) {
			const post = this.#open.get(room.name);
			if (post) post.lost = await this.#isLostIn(post, room);
			if (post && this.#isLate(post) && !post.replica.sound) await this.#freshen(post, room);
			if (this.#stopped || (post && (this.#isLate(post) || post.replica.mark.epoch > room.epoch))) continue;
			const failed = await this.#sealed.take(room, () => this.#leave(post)).catch((error: unknown) => error ?? true);
			if (failed) return this.#later(() => this.refresh());
			this.#missing--;
		}
	}

	/** @returns false when somebody has written there meanwhile: then it is open again */
	async #leave(post?: Post): Promise<boolean> {
		if (!post) return true;
		const { name } = post.replica;
		post.connection?.destroy();
		this.#posts.delete(name);
		this.#open.delete(name);
		await post.replica.close();
		if (!this.#isLate(post)) return true;
		const again = await this.#post(name);
		if (!again.replica.sound) void this.#freshen(again);
		return false;
	}

	async stop(): Promise<void> {
		this.#stopped = true;
		for (const end of this.#watching) end();
		for (const timer of this.#timers) clearTimeout(timer);
		for (const { connection } of this.#open.values()) connection?.destroy();
		await Promise.all([...this.#open.values()].map(({ replica }) => replica.close()));
	}

	#look(): void {
		for (const post of this.#open.values()) if (!post.replica.look()) void this.#freshen(post);
		this.#lookAtStore().catch(() => {});
		if (this.#queued.some(({ again }) => again)) void this.#adopt(this.#queued);
	}

	/** A browser that wants room, or a person in its settings, may take all that is stored here away beneath an open page. */
	async #lookAtStore(): Promise<void> {
		const { store, device, tell } = this.#around;
		if (this.#posts.size === 0 || this.#stopped || (await store.rooms()).length > 0) return;
		// Under another name than theirs the server would take none of what waits.
		await store.rememberDevice(device);
		await Promise.all([...this.#open.values()].map(({ replica }) => replica.keepAgain()));
		await tell.emptied();
		this.#sealed.forgetAll();
		await store.rememberRooms([...this.#posts.keys()]);
		void this.refresh();
	}

	/** It has work for the room, which a sealed one must be opened for; without a document the work is not even written there. */
	#isLate({ replica, lost }: Post): boolean {
		return lost || replica.unsent.length > 0 || this.#queued.some(({ room }) => room === replica.name);
	}

	/** It was not given up meanwhile for a sealed month, which may be open again as another. */
	#isOpen(post: Post): boolean {
		return this.#open.get(post.replica.name) === post;
	}

	/** Whether the server has sealed the room without what it had acknowledged to this document: it was restored meanwhile. */
	async #isLostIn({ replica }: Post, { epoch, head }: Announced): Promise<boolean> {
		const { name, mark } = replica;
		const done = mark.epoch < epoch ? await this.#around.store.done(name) : [];
		return done.some((intent) => intent.epoch === mark.epoch && (intent.seq ?? 0) > head);
	}

	#post(name: string): Promise<Post> {
		let post = this.#posts.get(name);
		if (!post) this.#posts.set(name, (post = this.#openPost(name)));
		return post;
	}

	async #openPost(name: string): Promise<Post> {
		const replica = await Replica.open(name, this.#around);
		const post: Post = { replica, connection: null, rounds: 0, joining: false, stale: false, asking: false };
		replica.onpending = () => post.connection?.drain();
		replica.onfresh = () => {
			this.#sealed.forget(name);
			this.#connect(post);
			void this.#adopt(this.#queued);
		};
		this.#open.set(name, post);
		if (replica.sound) this.#connect(post);
		return post;
	}

	async #join(room: Announced): Promise<void> {
		const post = await this.#post(room.name);
		const { sound, whole, mark } = post.replica;
		if (!sound || (!whole && mark.epoch === room.epoch)) await this.#freshen(post, room);
	}

	/** Loads the room afresh and replays; tries again while the server does not answer. */
	async #freshen(post: Post, known?: Announced): Promise<void> {
		if (post.joining || this.#stopped || !this.#isOpen(post)) return;
		[post.joining, post.stale, post.asking] = [true, false, false];
		try {
			const { epoch, seq: told } = post.replica.mark;
			// A list from before we had come so far says nothing of a loss.
			const isOld = known?.epoch === epoch && known.head < told;
			const room = (isOld ? null : known) ?? (await fetchRooms(this.#around))?.find(({ name }) => name === post.replica.name);
			if (!room) throw new Error(`${post.replica.name} is not to be had now`);
			// What has arrived only the server can tell, and it does when it sends a socket to the new epoch.
			const { joined, mark } = post.replica;
			if (joined && mark.epoch !== room.epoch && post.closed?.next !== room.epoch) {
				post.asking = true;
				return this.#connect(post);
			}
			// The socket brings a joiner what is newer; a replay must see it before it judges.
			const seq = post.replica.joined || post.replica.pending.length > 0 ? room.head : room.seq;
			const snapshot = await fetchSnapshot(this.#around, { ...room, seq });
			if (!this.#isOpen(post)) return;
			const restored = joined && room.epoch > mark.epoch + 1;
			if (restored) await this.#around.tell.restored();
			await post.replica.refound({ epoch: room.epoch, seq, snapshot, closed: post.closed?.clocks, told, restored });
			delete post.closed;
			delete post.lost;
		} catch {
			// Once it has come, for whatever reason, another time would replay what is under way already.
			post.stale = true;
			this.#later(() => post.stale && this.#freshen(post));
		} finally {
			post.joining = false;
		}
	}

	#connect(post: Post): void {
		post.connection?.destroy();
		if (this.#stopped || !this.#isOpen(post)) return;
		const { socketUrl, device, WebSocket, tell } = this.#around;
		const { replica } = post;
		const heard = {
			acknowledged: (clocks: Clocks, seq: number) => this.#surely(() => this.#acknowledged(post, clocks, seq)),
			refused: (intents: RefusedIntent[]) => this.#surely(() => this.#refused(post, intents)),
			moved: (next: number, clocks: Clocks) => void (post.closed = { next, clocks }),
			closed: (code: number) => this.#closed(post, code),
			status: () => this.#moved(post),
			presence: () => tell.presence()
		};
		const line = { url: socketUrl, room: replica.name, doc: replica.room.doc, epoch: replica.mark.epoch, device, WebSocket };
		post.connection = new Connection(
			{ ...line, pending: () => replica.pending, unsent: () => replica.unsent, late: () => this.#isLate(post), heard },
			this.#online
		);
	}

	/** A document that holds what was refused goes on no socket, but to be sent to the new epoch: there it is not heard. */
	#wake({ connection, replica, asking }: Post): void {
		connection?.online(this.#online && (replica.sound || asking));
	}

	/** One open socket says that the server is back: the others need not wait out their turn. */
	#moved(post: Post): void {
		if (post.connection?.connected && this.#online) for (const other of this.#open.values()) this.#wake(other);
		this.#around.tell.status();
	}

	/** What the server says once is kept, also when this device cannot store it at first. */
	#surely(work: () => Promise<void>): void {
		work().catch(() => this.#later(() => this.#surely(work)));
	}

	async #acknowledged(post: Post, clocks: Clocks, seq: number): Promise<void> {
		this.#around.tell.came(post.replica.name, seq);
		const waiting = post.replica.pending.length;
		await post.replica.acknowledge(clocks, seq);
		if (post.replica.pending.length < waiting) post.rounds = 0;
		post.connection?.drain();
	}

	async #refused(post: Post, intents: RefusedIntent[]): Promise<void> {
		const named = await post.replica.refuse(intents);
		post.rounds = named > 0 ? 0 : post.rounds + 1;
		// The line may break before it is closed with the word that sends us to load afresh.
		if (named > 0) this.#later(() => post.replica.mark.tainted && this.#freshen(post));
		const [first] = post.replica.pending;
		if (named > 0 || post.rounds <= ROUNDS || !first) return;
		post.rounds = 0;
		await post.replica.refuse([{ id: first.id, code: intents[0]?.code ?? 'edit.shape', detail: intents[0]?.detail }]);
	}

	#closed(post: Post, code: number): void {
		if (code === 4401) this.#around.tell.expired();
		else if (code === 4409 || code === 4410) void this.#freshen(post);
		else if (code === SEALED) this.#later(() => this.#rest(post));
		else this.#later(() => this.#wake(post));
		this.#around.tell.status();
	}

	/** A sealed month is brought what waits for it, or given up. */
	async #rest(post: Post): Promise<void> {
		if (!this.#isLate(post)) await this.refresh();
		if (this.#isOpen(post)) this.#wake(post);
	}

	/** A month that the server has just announced opens at once, and so does one that it has opened again; a sealed one closes. */
	#announced(items: CatalogItem[]): void {
		const rooms = items.filter(
			(item) =>
				item.kind === 'room' &&
				this.#posts.has(item.name) === (item.sealed ?? false) &&
				isOurs(item, this.#around) &&
				canOpenRoom(this.#around.actor, item.name)
		);
		if (rooms.length > 0 && this.#posts.size > 0) void this.refresh();
	}

	/** Intents of other tabs, in the order in which they were written. */
	async #adopt(queued: Intent[]): Promise<void> {
		this.#queued = queued;
		await this.#sealed.settled();
		for (const intent of queued) {
			const post = await (this.#sealed.has(intent.room) ? this.#post(intent.room) : this.#posts.get(intent.room));
			if (!post?.replica.whole || this.#stopped) continue;
			await post.replica.adopt(intent).catch((error: unknown) => this.#setAside(intent, error));
		}
	}

	async #setAside(intent: Intent, error: unknown): Promise<void> {
		if (!(error instanceof Refused)) return;
		const { code, detail } = error;
		await this.#around.store.setAside({ ...intent, state: 'refused', settled: this.#around.now(), code, detail });
	}

	#later(work: () => unknown): void {
		if (this.#stopped) return;
		const timer = setTimeout(
			() => {
				this.#timers.delete(timer);
				void work();
			},
			RETRY_MS * (0.5 + Math.random())
		);
		this.#timers.add(timer);
	}
}
