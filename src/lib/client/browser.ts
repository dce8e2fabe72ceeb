import type { Actor } from '#lib/domain/permissions.ts';
import { mintId } from '#lib/domain/shared/ids.ts';
import { getMeta, openDatabase, setMeta, type HiloDatabase } from './database.ts';
import type { Surroundings, Told } from './surroundings.ts';

/** The browser around the device's core. `name` is this device's, the same at every start. */
export async function browserSurroundings(
	actor: Actor,
	offset: () => number,
	tell: Told
): Promise<{ around: Surroundings; name: string }> {
	const db = openDatabase(actor.user);
	const now = () => Math.round(Date.now() + offset());
	const newId = () => mintId(now(), crypto.getRandomValues(new Uint8Array(10)));
	const name = await deviceName(db, newId);
	const socketUrl = `${location.origin.replace(/^http/, 'ws')}/sync`;
	return {
		name,
		around: { db, actor, device: name, now, newId, fetch: (path, init) => fetch(path, init), socketUrl, WebSocket, tell }
	};
}

async function deviceName(db: HiloDatabase, newId: () => string): Promise<string> {
	return db.transaction('rw', db.meta, async () => {
		const known = await getMeta<string>(db, 'device');
		if (known) return known;
		const name = newId();
		await setMeta(db, 'device', name);
		return name;
	});
}
