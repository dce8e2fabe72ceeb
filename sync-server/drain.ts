import type { Context } from '#lib/server/context.ts';
import { inPostgres } from './journal-store.ts';
import { Registry } from './registry.ts';
import { Windows } from './window.ts';

/** The database to drain, with its hour. */
export type Drained = Pick<Context, 'db' | 'pool' | 'clock' | 'log'>;

/**
 * Writes everything that waits in `room_writes` into its rooms, without sockets: for seeds and for tests of services.
 * Never beside a running sync server, which owns the rooms.
 */
export async function drainRoomWrites({
	clock,
	log,
	...database
}: Pick<Context, 'db' | 'pool' | 'clock' | 'log'>): Promise<void> {
	const needs = { journal: inPostgres(database), clock, log };
	const registry = new Registry(needs);
	const windows = new Windows(needs, registry);
	while (await windows.turn());
	for (const room of registry.live.values()) await registry.save(room);
	await windows.close();
}
