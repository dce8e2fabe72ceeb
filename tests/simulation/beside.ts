import { compact } from '#lib/server/compact.ts';
import { refound, type Founding } from '../../sync-server/refound.ts';

/** In place of the thread: in here nothing happens beside. */
export const compactAside = async (updates: readonly Uint8Array[]) => compact(updates);
export const refoundAside = async (updates: readonly Uint8Array[], founding: Founding) => refound(updates, founding);
