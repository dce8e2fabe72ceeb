import { pino, type Logger } from 'pino';

export type { Logger };

/** Lines for whoever runs Hilo: what happened and where, never who it was about nor what they wrote. */
export function makeLog(level = process.env['LOG_LEVEL'] ?? 'warn'): Logger {
	return pino({ level, base: null });
}
