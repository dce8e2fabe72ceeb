import type { Actor } from '#lib/domain/permissions.ts';
import { mintId } from '#lib/domain/shared/ids.ts';
import { deviceName, openDatabase } from './database.ts';
import type { Surroundings, Told } from './surroundings.ts';

/** The browser around the device's core. */
export async function browserSurroundings(actor: Actor, offset: () => number, tell: Told): Promise<Surroundings> {
	const db = openDatabase(actor.user);
	const now = () => Math.round(Date.now() + offset());
	const newId = () => mintId(now(), crypto.getRandomValues(new Uint8Array(10)));
	const device = await deviceName(db, newId);
	const socketUrl = `${location.origin.replace(/^http/, 'ws')}/sync`;
	return { db, actor, device, now, newId, fetch: (path, init) => fetch(path, init), socketUrl, WebSocket, tell };
}
