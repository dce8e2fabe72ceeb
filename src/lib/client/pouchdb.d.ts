/** The few parts of PouchDB that the photo queue uses; the packages bring no types. */
declare module 'pouchdb-core' {
	type Stub = { content_type: string; data: Blob };
	type PhotoDoc = { _id: string; _rev?: string; order: string; visit: string; _attachments?: Record<string, Stub> };
	interface Replication extends Promise<unknown> {
		on(event: 'denied', listener: (error: { id: string; reason: string }) => void): this;
		cancel(): void;
	}
	export default class PouchDB {
		static plugin(plugin: unknown): typeof PouchDB;
		constructor(name: string, options: { adapter: 'indexeddb' } | { adapter: 'http'; skip_setup: true });
		put(doc: PhotoDoc): Promise<{ rev: string }>;
		get(id: string): Promise<PhotoDoc & { _rev: string }>;
		getAttachment(id: string, name: string): Promise<Blob>;
		purge(id: string, rev: string): Promise<unknown>;
		destroy(): Promise<void>;
		close(): Promise<void>;
		replicate: {
			to(
				target: PouchDB,
				options: { doc_ids: string[]; batch_size: number; batches_limit: number; checkpoint: false; retry: false }
			): Replication;
		};
	}
}
declare module 'pouchdb-adapter-indexeddb' {
	const plugin: unknown;
	export default plugin;
}
declare module 'pouchdb-adapter-http' {
	const plugin: unknown;
	export default plugin;
}
declare module 'pouchdb-replication' {
	const plugin: unknown;
	export default plugin;
}
