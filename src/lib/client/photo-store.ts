import PouchDB from 'pouchdb-core';
import httpAdapter from 'pouchdb-adapter-http';
import indexeddbAdapter from 'pouchdb-adapter-indexeddb';
import replication from 'pouchdb-replication';

PouchDB.plugin(indexeddbAdapter).plugin(httpAdapter).plugin(replication);

const PICTURE = 'photo';

export type Pushed = { refused: string[] };

/** The bytes of a technician's pictures until the server has them. Loaded apart: no other screen needs PouchDB. */
export class PhotoStore {
	#local: PouchDB;
	#address: string;

	/** @param address where its user's pictures are pushed to, e.g. `http://localhost:3000/photos/<user>` */
	constructor(user: string, address: string) {
		this.#local = new PouchDB(`hilo-photos-${user}`, { adapter: 'indexeddb' });
		this.#address = address;
	}

	/** The same picture twice is one. */
	async keep(sha256: string, blob: Blob, { order, visit }: { order: string; visit: string }): Promise<void> {
		const known = await this.#local.get(sha256).catch(() => null);
		if (known) return;
		await this.#local.put({ _id: sha256, order, visit, _attachments: { [PICTURE]: { content_type: blob.type, data: blob } } });
	}

	read(sha256: string): Promise<Blob | null> {
		return this.#local.getAttachment(sha256, PICTURE).catch(() => null);
	}

	/**
	 * Sends these, two at a time.
	 * @returns those that the server will never take
	 * @throws when it could not be reached, or could not take them now
	 */
	async push(hashes: string[]): Promise<Pushed> {
		const refused: string[] = [];
		const remote = new PouchDB(this.#address, { adapter: 'http', skip_setup: true });
		const options = { doc_ids: hashes, batch_size: 2, batches_limit: 1, checkpoint: false, retry: false } as const;
		const sending = this.#local.replicate.to(remote, options);
		sending.on('denied', ({ id }) => refused.push(id));
		await sending;
		return { refused };
	}

	/** Nothing of it stays: a tombstone would travel, and keep the bytes. */
	async free(sha256: string): Promise<void> {
		const known = await this.#local.get(sha256).catch(() => null);
		if (known) await this.#local.purge(sha256, known._rev);
	}

	/** @returns what gives each of these pictures as a `data:` address, empty for one that this browser has thrown away */
	static async readAll(user: string, photos: readonly { sha256: string }[]): Promise<(sha256: string) => string> {
		const store = new PhotoStore(user, '');
		const found = new Map<string, string>();
		for (const { sha256 } of photos) {
			const blob = await store.read(sha256);
			if (blob) found.set(sha256, await dataAddress(blob));
		}
		return (sha256) => found.get(sha256) ?? '';
	}

	close(): Promise<void> {
		return this.#local.close();
	}
}

function dataAddress(blob: Blob): Promise<string> {
	return new Promise((done, failed) => {
		const reader = new FileReader();
		reader.onload = () => done(reader.result as string);
		reader.onerror = () => failed(reader.error);
		reader.readAsDataURL(blob);
	});
}
