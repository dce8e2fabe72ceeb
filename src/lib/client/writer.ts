import { liveQuery, type Subscription } from 'dexie';
import { Refused } from '#lib/domain/shared/refused.ts';
import type { CatalogItem } from '#lib/domain/catalog.ts';
import { getMeta, setMeta, type Intent } from './database.ts';
import { canOpenRoom } from '#lib/docs/rooms.ts';
import { fetchRooms, fetchSnapshot, isOurs, type Announced } from './join.ts';
import { Connection, type RefusedIntent } from './provider.ts';
import type { Clocks } from './replay.ts';
import { KEPT_MS, Replica } from './replica.ts';
import type { Surroundings } from './surroundings.ts';
import type { WriteOp, Written } from './write-ops.ts';

const RETRY_MS = 2_000;
/** A server that keeps refusing without naming one of our intents must not make us knock for ever. */
const ROUNDS = 2;

type Post = { replica: Replica; connection: Connection | null; closed?: Clocks; rounds: number; joining: boolean };

/** The tab that writes: it opens the rooms, applies, sends and keeps the rows. */
export class Writer {
	#around: Surroundings;
	#posts = new Map<string, Promise<Post>>();
	#open = new Map<string, Post>();
	#online: boolean;
	#subscriptions: Subscription[] = [];
	#stopped = false;
	#timers = new Set<ReturnType<typeof setTimeout>>();

	constructor(around: Surroundings, online: boolean) {
		this.#around = around;
		this.#online = online;
	}

	/** Opens what this device knows, also without network, then asks for what is new. */
	async start(): Promise<void> {
		const { db } = this.#around;
		const known = (await getMeta<string[]>(db, 'rooms')) ?? [];
		await Promise.all(known.map((name) => this.#post(name)));
		await this.#forgetOld();
		const queued = liveQuery(() => db.intents.where('state').equals('queued').sortBy('n'));
		const catalog = liveQuery(() => db.facts.where('room').equals('catalog').toArray());
		this.#subscriptions = [
			queued.subscribe((intents) => void this.#adopt(intents)),
			catalog.subscribe((facts) => this.#announced(facts.map(({ value }) => value as CatalogItem)))
		];
		void this.refresh();
	}

	/** Every known room is here, at least once. */
	get ready(): boolean {
		return this.#open.size > 0 && [...this.#open.values()].every(({ replica }) => replica.joined);
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
		if (!post) throw new Refused('room.unknown');
		return post.replica.write(name, ops, gesture);
	}

	online(online: boolean): void {
		this.#online = online;
		for (const { connection } of this.#open.values()) connection?.online(online);
		if (online) void this.refresh();
		this.#around.tell.status();
	}

	/** Opens rooms that were announced since, and joins those that were never joined. */
	async refresh(): Promise<void> {
		if (!this.#online || this.#stopped) return;
		const rooms = (await fetchRooms(this.#around))?.filter((room) => isOurs(room, this.#around));
		if (!rooms) return this.#later(() => this.refresh());
		await setMeta(this.#around.db, 'rooms', [...new Set([...this.#posts.keys(), ...rooms.map(({ name }) => name)])]);
		await Promise.all(rooms.map((room) => this.#join(room)));
		this.#around.tell.status();
	}

	async stop(): Promise<void> {
		this.#stopped = true;
		for (const subscription of this.#subscriptions) subscription.unsubscribe();
		for (const timer of this.#timers) clearTimeout(timer);
		for (const { connection } of this.#open.values()) connection?.destroy();
		await Promise.all([...this.#open.values()].map(({ replica }) => replica.close()));
	}

	#post(name: string): Promise<Post> {
		let post = this.#posts.get(name);
		if (!post) this.#posts.set(name, (post = this.#openPost(name)));
		return post;
	}

	async #openPost(name: string): Promise<Post> {
		const replica = await Replica.open(name, this.#around);
		const post: Post = { replica, connection: null, rounds: 0, joining: false };
		replica.onpending = () => post.connection?.drain();
		replica.onfresh = () => this.#connect(post);
		this.#open.set(name, post);
		if (replica.joined) this.#connect(post);
		return post;
	}

	async #join(room: Announced): Promise<void> {
		const post = await this.#post(room.name);
		if (!post.replica.joined) await this.#freshen(post, room);
	}

	/** Loads the room afresh and replays; tries again while the server does not answer. */
	async #freshen(post: Post, known?: Announced): Promise<void> {
		if (post.joining || this.#stopped) return;
		post.joining = true;
		try {
			const room = known ?? (await fetchRooms(this.#around))?.find(({ name }) => name === post.replica.name);
			if (!room) throw new Error(`${post.replica.name} is not to be had now`);
			// The socket brings a joiner what is newer; a replay must see it before it judges.
			const seq = post.replica.joined || post.replica.pending.length > 0 ? room.head : room.seq;
			const snapshot = await fetchSnapshot(this.#around, { ...room, seq });
			await post.replica.refound({ epoch: room.epoch, seq, snapshot, closed: post.closed });
			delete post.closed;
		} catch {
			this.#later(() => this.#freshen(post));
		} finally {
			post.joining = false;
		}
	}

	#connect(post: Post): void {
		post.connection?.destroy();
		if (this.#stopped) return;
		const { socketUrl, device, WebSocket, tell } = this.#around;
		const { replica } = post;
		const heard = {
			acknowledged: (clocks: Clocks, seq: number) => void this.#acknowledged(post, clocks, seq),
			refused: (intents: RefusedIntent[]) => void this.#refused(post, intents),
			moved: (_epoch: number, clocks: Clocks) => void (post.closed = clocks),
			closed: (code: number) => this.#closed(post, code),
			status: () => this.#moved(post),
			presence: () => tell.presence()
		};
		const line = { url: socketUrl, room: replica.name, doc: replica.room.doc, epoch: replica.mark.epoch, device, WebSocket };
		post.connection = new Connection({ ...line, pending: () => replica.pending, heard }, this.#online);
	}

	/** One open socket says that the server is back: the others need not wait out their turn. */
	#moved(post: Post): void {
		if (post.connection?.connected && this.#online) for (const { connection } of this.#open.values()) connection?.online(true);
		this.#around.tell.status();
	}

	async #acknowledged(post: Post, clocks: Clocks, seq: number): Promise<void> {
		const waiting = post.replica.pending.length;
		await post.replica.acknowledge(clocks, seq);
		if (post.replica.pending.length < waiting) post.rounds = 0;
		post.connection?.drain();
	}

	async #refused(post: Post, intents: RefusedIntent[]): Promise<void> {
		const named = await post.replica.refuse(intents);
		post.rounds = named > 0 ? 0 : post.rounds + 1;
		const [first] = post.replica.pending;
		if (named > 0 || post.rounds <= ROUNDS || !first) return;
		post.rounds = 0;
		await post.replica.refuse([{ id: first.id, code: intents[0]?.code ?? 'edit.shape', detail: intents[0]?.detail }]);
	}

	#closed(post: Post, code: number): void {
		if (code === 4401) this.#around.tell.expired();
		else if (code === 4409 || code === 4410) void this.#freshen(post);
		else this.#later(() => post.connection?.online(this.#online));
		this.#around.tell.status();
	}

	/** A month that the server has just announced opens at once. */
	#announced(items: CatalogItem[]): void {
		const rooms = items.filter(
			(item) =>
				item.kind === 'room' &&
				!this.#posts.has(item.name) &&
				isOurs(item, this.#around) &&
				canOpenRoom(this.#around.actor, item.name)
		);
		if (rooms.length > 0 && this.#posts.size > 0) void this.refresh();
	}

	/** Intents of other tabs, in the order in which they were written. */
	async #adopt(queued: Intent[]): Promise<void> {
		for (const intent of queued) {
			const post = await this.#posts.get(intent.room);
			if (!post || this.#stopped) continue;
			await post.replica.adopt(intent).catch((error: unknown) => this.#setAside(intent, error));
		}
	}

	async #setAside(intent: Intent, error: unknown): Promise<void> {
		if (!(error instanceof Refused)) return;
		const { code, detail } = error;
		await this.#around.db.intents.put({ ...intent, state: 'refused', settled: this.#around.now(), code, detail });
	}

	async #forgetOld(): Promise<void> {
		const { db, now } = this.#around;
		const since = now() - KEPT_MS;
		await db.intents
			.where('state')
			.equals('done')
			.and(({ settled }) => (settled ?? 0) < since)
			.delete();
		await db.outbox
			.where('state')
			.equals('answered')
			.and(({ settled }) => (settled ?? 0) < since)
			.delete();
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
