import type { Pool, PoolClient } from 'pg';
import type { Logger } from './log.ts';

const RECONNECT_MS = 1_000;

/** Calls back when PostgreSQL says so. It may miss a word while it reconnects, so whoever listens also polls. */
export function listen(pool: Pool, channel: string, told: () => void, log: Logger): { stop(): void } {
	let stopped = false;
	let client: PoolClient | null = null;
	let timer: NodeJS.Timeout | undefined;
	const drop = () => {
		client?.release(true);
		client = null;
	};
	const lost = (error: unknown) => {
		drop();
		if (stopped) return;
		log.warn({ err: error, channel }, 'listening was interrupted');
		timer = setTimeout(() => void connect(), RECONNECT_MS);
	};
	const connect = async () => {
		try {
			client = await pool.connect();
			if (stopped) return drop();
			client.on('notification', told);
			client.once('error', lost);
			await client.query(`listen ${channel}`);
			told();
		} catch (error) {
			lost(error);
		}
	};
	void connect();
	return {
		stop() {
			stopped = true;
			clearTimeout(timer);
			drop();
		}
	};
}
