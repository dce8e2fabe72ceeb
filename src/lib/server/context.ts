import type { Pool } from 'pg';
import type { Compacted } from './compact.ts';
import type { Clock } from './clock.ts';
import type { Db } from './db/db.ts';
import type { Logger } from './log.ts';
import type { Settings } from './settings.ts';

/** What services may ask of the sync server that lives in the same process. */
export type SyncDoor = {
	/** There is something in `room_writes`, or a right has changed: look now instead of in a second. */
	wake(): void;
};

/** Makes one gzipped update of a room's bytes, off the event loop. */
export type Compact = (updates: readonly Uint8Array[]) => Promise<Compacted>;

export type Context = {
	db: Db;
	pool: Pool;
	settings: Settings;
	clock: Clock;
	log: Logger;
	sync: SyncDoor;
	compact: Compact;
};

// The process and Kit's bundle each have their own copy of this module; the global symbol is what they share.
const KEY = Symbol.for('hilo');
const shared = globalThis as { [KEY]?: Context };

export function setContext(context: Context) {
	shared[KEY] = context;
}

/** @throws {Error} when the process was not started by `scripts/start.ts` */
export function context(): Context {
	const found = shared[KEY];
	if (!found) throw new Error('Hilo has not been started: there is no context');
	return found;
}
