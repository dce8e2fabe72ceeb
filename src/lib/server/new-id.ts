import { randomBytes } from 'node:crypto';
import { mintId, type Id } from '#lib/domain/shared/ids.ts';

/** An id for what the server itself brings into being. */
export function newId(now: Date): Id {
	return mintId(now.getTime(), randomBytes(10));
}
