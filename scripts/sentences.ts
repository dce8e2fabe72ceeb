import { readSettings, SettingsError } from '#lib/server/settings.ts';
import * as m from '#lib/paraglide/messages.js';
import { StartError } from './embedded-postgres.ts';

type SystemError = NodeJS.ErrnoException & { port?: number; address?: string };

const addressIn = (error: SystemError) => ({
	port: String(error.port ?? ''),
	other: String((error.port ?? 3000) + 1),
	host: error.address ?? ''
});

const DATABASE_DOWN = new Set(['ECONNREFUSED', 'ENOTFOUND', 'ETIMEDOUT', 'EHOSTUNREACH', '28P01', '28000', '3D000']);

function known(error: SystemError) {
	if (error.syscall === 'listen' && error.code === 'EADDRINUSE') return m.shared_setting_port_taken(addressIn(error));
	if (error.syscall === 'listen' && error.code === 'EACCES') return m.shared_setting_port_taken(addressIn(error));
	if (error.code === 'EADDRNOTAVAIL' || (error.syscall === 'getaddrinfo' && !process.env['DATABASE_URL']))
		return m.shared_setting_host_unknown({ host: readSettings(process.env).host });
	if (error.code && DATABASE_DOWN.has(error.code))
		return m.shared_setting_database_unreachable({ reason: error.message || error.code });
	if (error.code?.startsWith('ERR_OSSL') || error.code?.startsWith('ERR_TLS'))
		return m.shared_setting_tls_broken({ reason: error.message });
	return null;
}

/** What whoever starts Hilo can do about it; for anything else, everything that is known about the bug. */
export function asSentence(error: unknown): string {
	if (error instanceof SettingsError) return error.sentences.join('\n');
	if (error instanceof StartError) return error.message;
	if (!(error instanceof Error)) return String(error);
	const cause = error.cause instanceof Error ? `\n${error.cause.stack}` : '';
	return known(error) ?? `${error.stack}${cause}`;
}
