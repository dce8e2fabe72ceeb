import { Registry, type Needs } from './registry.ts';
import { Windows } from './window.ts';

/**
 * Writes everything that waits in `room_writes` into its rooms, without sockets: for seeds and for tests of services.
 * Never beside a running sync server, which owns the rooms.
 */
export async function drainRoomWrites(needs: Needs): Promise<void> {
	const registry = new Registry(needs);
	const windows = new Windows(needs, registry);
	while (await windows.turn());
	for (const room of registry.live.values()) await registry.saveIfLonger(room, 0);
	await windows.close();
}
