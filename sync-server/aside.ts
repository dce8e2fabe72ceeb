import { once } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { compact, type Compacted, type Snapshot } from '#lib/server/compact.ts';
import { refound, type Founding } from './refound.ts';

export type Job = { updates: readonly Uint8Array[]; founding?: Founding };

const SCRIPT = join(import.meta.dirname, 'aside-worker.ts');
/** Below that a thread costs more than the work. */
const SMALL = 64 * 1024;

let last: Promise<unknown> = Promise.resolve();

/** `compact` off the event loop. */
export const compactAside = async (updates: readonly Uint8Array[]): Promise<Compacted> =>
	isSmall(updates) ? compact(updates) : inTurn({ updates });

/** `refound` off the event loop. */
export const refoundAside = async (updates: readonly Uint8Array[], founding: Founding): Promise<Snapshot> =>
	isSmall(updates) ? refound(updates, founding) : inTurn({ updates, founding });

const isSmall = (updates: readonly Uint8Array[]) => updates.reduce((sum, { length }) => sum + length, 0) < SMALL;

/** One room after the other; the thread ends with its room, so that its memory goes too. */
function inTurn<T extends Snapshot>(job: Job): Promise<T> {
	const turn = last.then(() => inThread<T>(job));
	last = turn.catch(() => {});
	return turn;
}

async function inThread<T extends Snapshot>(job: Job): Promise<T> {
	const worker = new Worker(SCRIPT, { workerData: job });
	const [snapshot] = (await once(worker, 'message')) as [T];
	return snapshot;
}
