import { Dexie, liveQuery, type Subscription } from 'dexie';
import { Refused } from '#lib/domain/shared/refused.ts';
import type { HiloDatabase } from './database.ts';
import { getSession } from './session.svelte.ts';
import { workerState } from './worker-state.svelte.ts';

type Counts = { pending: number; oldest: number | null; refused: number };
const TICK_MS = 1_000;

/** Where this person's work is, in numbers; the words are the screen's. */
export class SyncState {
	online = $state(globalThis.navigator?.onLine ?? true);
	connected = $state(false);
	joined = $state(false);
	lastReceipt = $state<number | null>(null);
	storage = $state<'ok' | 'failed' | 'low' | 'not-persistent'>('ok');
	#storing = $state(0);
	#counts = $state.raw<Counts>({ pending: 0, oldest: null, refused: 0 });
	#tick = $state(0);
	#db: HiloDatabase;
	#now: () => number;
	#subscription: Subscription;
	#timer: ReturnType<typeof setInterval>;

	constructor(db: HiloDatabase, now: () => number) {
		[this.#db, this.#now] = [db, now];
		this.#tick = now();
		this.#subscription = liveQuery(() => count(db)).subscribe((counts) => (this.#counts = counts));
		this.#timer = setInterval(() => this.pending > 0 && (this.#tick = now()), TICK_MS);
	}

	/** Also what is being stored just now: it is nowhere yet. */
	get pending(): number {
		return this.#counts.pending || this.#storing;
	}
	get refused(): number {
		return this.#counts.refused;
	}
	/** Age of the oldest change that the server has not acknowledged. */
	get oldestPendingMs(): number {
		return this.#counts.oldest === null ? 0 : Math.max(0, Math.max(this.#tick, this.#now()) - this.#counts.oldest);
	}
	get expired(): boolean {
		return getSession().expired;
	}
	get newVersion(): boolean {
		return workerState.newVersion;
	}
	/** Shell, rooms and session are stored: «Listo para trabajar sin conexión». */
	get ready(): boolean {
		return this.joined && workerState.shell && getSession().session !== null;
	}

	/** Whether the last that was to be kept on this device could be. */
	stored(ok: boolean): void {
		if (!ok) this.storage = 'failed';
		else if (this.storage === 'failed') this.storage = 'ok';
	}

	/**
	 * Counts a piece of work from the moment it is asked for until the numbers know of it.
	 * @throws {Refused} when this device cannot store it
	 */
	async storing<T>(work: () => Promise<T>): Promise<T> {
		this.#storing++;
		try {
			const done = await work();
			this.stored(true);
			this.#counts = await count(this.#db).catch(() => this.#counts);
			return done;
		} catch (error) {
			if (!(error instanceof Dexie.DexieError)) throw error;
			this.stored(false);
			throw new Refused('storage.failed');
		} finally {
			this.#storing--;
		}
	}

	close(): void {
		this.#subscription.unsubscribe();
		clearInterval(this.#timer);
	}
}

async function count(db: HiloDatabase): Promise<Counts> {
	const waiting = db.intents.where('state').anyOf('queued', 'saved');
	const [intents, first, commands, refused, answers, photos] = await Promise.all([
		waiting.count(),
		waiting.first(),
		db.outbox.where('state').equals('waiting').toArray(),
		db.intents.where('state').equals('refused').count(),
		db.outbox
			.where('state')
			.equals('answered')
			.and(({ read, answer }) => read === 0 && answer?.ok === false)
			.count(),
		db.photos.where('state').equals('waiting').toArray()
	]);
	const times = [first?.at, commands[0]?.at, photos[0]?.at].filter((at) => at !== undefined);
	return {
		pending: intents + commands.length + photos.length,
		oldest: times.length > 0 ? Math.min(...times) : null,
		refused: refused + answers
	};
}

/** Asks the browser to keep the data, and says when it will not or has little room left. */
export async function storageOf(): Promise<SyncState['storage']> {
	const { storage } = navigator;
	if (!storage?.estimate) return 'ok';
	const { usage = 0, quota = Infinity } = await storage.estimate();
	if (usage > 0.9 * quota) return 'low';
	return (await storage.persist()) ? 'ok' : 'not-persistent';
}
