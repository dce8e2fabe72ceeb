import { liveQuery, type Subscription } from 'dexie';
import type { HiloDatabase } from './database.ts';
import type { PhotoStore } from './photo-store.ts';
import { reducePhoto } from './reduce-photo.ts';

const BATCH = 8;
const FIRST_WAIT_MS = 5_000;
const LONGEST_WAIT_MS = 60_000;

export type Kept = { sha256: string; bytes: number };
type Around = { db: HiloDatabase; user: string; now: () => number; origin: string };

/**
 * Takes a technician's pictures and brings them to the server, which may take days. A picture counts as received when the
 * server says that it holds it; until then its bytes are here.
 */
export class PhotoQueue {
	#around: Around;
	#store: Promise<PhotoStore> | null = null;
	#wait = FIRST_WAIT_MS;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#stopped = false;
	#unsent: Subscription | null = null;

	constructor(around: Around) {
		this.#around = around;
	}

	start(): void {
		addEventListener('online', this.#soon);
		this.#unsent = liveQuery(() => this.#hasUnsentWork()).subscribe((unsent) => !unsent && this.#soon());
	}
	stop(): void {
		this.#stopped = true;
		removeEventListener('online', this.#soon);
		this.#unsent?.unsubscribe();
		clearTimeout(this.#timer);
		void this.#store?.then((store) => store.close());
	}

	/**
	 * Resolves when the picture is safe on this device.
	 * @throws {DOMException} when it is no picture
	 */
	async keep(file: Blob, of: { order: string; visit: string }): Promise<Kept> {
		const { sha256, blob, thumb } = await reducePhoto(file);
		await (await this.#open()).keep(sha256, blob, of);
		const { db, now } = this.#around;
		const known = await db.photos.get(sha256);
		if (!known) await db.photos.add({ sha256, ...of, at: now(), thumb, state: 'waiting' });
		this.#soon();
		return { sha256, bytes: blob.size };
	}

	/** The whole picture, from here or from the server. */
	async addressOf(sha256: string): Promise<string> {
		const blob = await (await this.#open()).read(sha256);
		return blob ? URL.createObjectURL(blob) : `/photos/${sha256}`;
	}

	/** One tab at a time sends; what cannot be sent now is tried again later, ever more patiently. */
	async send(): Promise<void> {
		if (this.#stopped) return;
		try {
			if (await this.#alone(() => this.#sendAll())) this.#later();
			else this.#wait = FIRST_WAIT_MS;
		} catch {
			this.#later();
		}
	}

	async #alone(work: () => Promise<boolean>): Promise<boolean> {
		if (!navigator.locks) return work();
		const lock = `hilo-photos-${this.#around.user}`;
		return navigator.locks.request(lock, { ifAvailable: true }, (held) => (held ? work() : true));
	}

	/** @returns whether something still waits */
	async #sendAll(): Promise<boolean> {
		const { db } = this.#around;
		const waiting = () => db.photos.where('state').equals('waiting').limit(BATCH).primaryKeys();
		for (let hashes = await waiting(); hashes.length > 0; hashes = await waiting()) {
			// Small facts first: the server must know the visit to say there that its picture has come.
			if (!navigator.onLine || (await this.#hasUnsentWork())) return true;
			if (!(await this.#sendBatch(hashes))) return true;
		}
		return false;
	}

	async #hasUnsentWork(): Promise<boolean> {
		return (await this.#around.db.intents.where('state').anyOf('queued', 'saved').count()) > 0;
	}

	/** @returns whether any of them no longer waits */
	async #sendBatch(hashes: string[]): Promise<boolean> {
		const store = await this.#open();
		const { refused } = await store.push(hashes);
		const received = await this.#receiptsOf(hashes);
		const lost = await this.#lost(hashes.filter((hash) => !received.includes(hash)));
		await this.#settle([...refused, ...lost], 'refused');
		await this.#settle(received, 'received');
		for (const sha256 of received) await store.free(sha256);
		return refused.length + lost.length + received.length > 0;
	}

	/** Whose bytes this browser has thrown away: only another shot helps. */
	async #lost(hashes: string[]): Promise<string[]> {
		const store = await this.#open();
		const bytes = await Promise.all(hashes.map((hash) => store.read(hash)));
		return hashes.filter((_, i) => bytes[i] === null);
	}

	async #receiptsOf(hashes: string[]): Promise<string[]> {
		const answer = await fetch('/photos/receipts', {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ hashes })
		});
		if (!answer.ok) throw new Error(`receipts answered ${answer.status}`);
		return ((await answer.json()) as { received: string[] }).received;
	}

	async #settle(hashes: string[], state: 'received' | 'refused'): Promise<void> {
		await this.#around.db.photos.where('sha256').anyOf(hashes).modify({ state });
	}

	#open(): Promise<PhotoStore> {
		const { user, origin } = this.#around;
		return (this.#store ??= import('./photo-store.ts').then(
			({ PhotoStore: Store }) => new Store(user, `${origin}/photos/${user}`)
		));
	}
	#soon = () => {
		this.#wait = FIRST_WAIT_MS;
		void this.send();
	};
	#later(): void {
		if (this.#stopped) return;
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => void this.send(), this.#wait * (0.5 + Math.random()));
		this.#wait = Math.min(LONGEST_WAIT_MS, this.#wait * 2);
	}
}
