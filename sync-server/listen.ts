import type { Context } from '#lib/server/context.ts';
import type { PoolClient } from 'pg';

export type Listening = { close(): Promise<void> };

const AGAIN_MS = 1_000;

/** PostgreSQL's notices on a connection of their own, which is opened again after it broke. A notice only wakes: it may be missed. */
export function listenTo(
	{ pool, log }: Pick<Context, 'pool' | 'log'>,
	heard: Record<string, (payload: string) => void>
): Listening {
	let client: PoolClient | null = null;
	let again: NodeJS.Timeout | null = null;
	let closed = false;
	let opening: Promise<void> = open();

	async function open() {
		try {
			client = await pool.connect();
			client.on('error', lost);
			client.on('notification', ({ channel, payload }) => heard[channel]?.(payload ?? ''));
			for (const channel of Object.keys(heard)) await client.query(`listen ${channel}`);
		} catch (err) {
			log.warn({ err }, 'cannot listen to the database');
			lost();
		}
	}
	function lost() {
		client?.release(true);
		client = null;
		if (again) clearTimeout(again);
		if (!closed) again = setTimeout(() => (opening = open()), AGAIN_MS);
	}

	return {
		async close() {
			closed = true;
			if (again) clearTimeout(again);
			await opening;
			client?.off('error', lost);
			client?.release(true);
		}
	};
}
