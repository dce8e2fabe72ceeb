import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import * as m from '#lib/paraglide/messages.js';
import * as v from 'valibot';

export type Tls = { cert: string; key: string };

export type Settings = {
	port: number;
	host: string;
	dataDir: string;
	/** null: Hilo runs its own PostgreSQL in `dataDir`. */
	databaseUrl: string | null;
	/** null until the start has made one and kept it in `dataDir`. */
	authSecret: string | null;
	/** Where people reach Hilo, without a final slash. */
	origin: string;
	/** Paths of the two files. */
	tls: Tls | null;
	smtpUrl: string | null;
	demo: boolean;
	/** The instant at which the domain's clock starts; tests only. */
	now: Date | null;
	profile: 's' | 'tiny';
	/** What this process does; all of it, unless several share one database. */
	role: 'all' | 'web' | 'sync' | 'jobs';
	/** Where the other processes reach this one: `host:port`. */
	nodeAddress: string;
};

/** What is wrong with the settings, one sentence a variable. */
export class SettingsError extends Error {
	override readonly name = 'SettingsError';
	readonly sentences: readonly string[];
	constructor(sentences: readonly string[]) {
		super(sentences.join('\n'));
		this.sentences = sentences;
	}
}

const text = v.pipe(v.string(), v.trim());
const portNumber = v.pipe(
	text,
	v.regex(/^\d{1,5}$/, () => m.shared_setting_port()),
	v.transform(Number),
	v.integer(),
	v.minValue(1, () => m.shared_setting_port()),
	v.maxValue(65_535, () => m.shared_setting_port())
);
const hostName = v.pipe(
	text,
	v.regex(/^[\w.:-]+$/, () => m.shared_setting_host())
);
const url = (protocols: readonly string[], sentence: () => string) =>
	v.pipe(
		text,
		v.check((value) => URL.canParse(value) && protocols.includes(new URL(value).protocol), sentence)
	);
const bareOrigin = v.pipe(
	url(['http:', 'https:'], () => m.shared_setting_origin()),
	v.check(
		(value) => !URL.canParse(value) || value.replace(/\/$/, '') === new URL(value).origin,
		() => m.shared_setting_origin()
	),
	v.transform((value) => value.replace(/\/$/, ''))
);
const file = (name: string) =>
	v.pipe(
		text,
		v.check(
			(path) => existsSync(path),
			() => m.shared_setting_file({ name })
		)
	);

const Environment = v.object({
	PORT: v.optional(portNumber, '3000'),
	HOST: v.optional(hostName, '127.0.0.1'),
	DATA_DIR: v.optional(
		v.pipe(
			text,
			v.transform((path) => resolve(path))
		),
		'./data'
	),
	DATABASE_URL: v.optional(url(['postgres:', 'postgresql:'], () => m.shared_setting_database_url())),
	AUTH_SECRET: v.optional(
		v.pipe(
			text,
			v.minLength(32, () => m.shared_setting_auth_secret())
		)
	),
	ORIGIN: v.optional(bareOrigin),
	TLS_CERT: v.optional(file('TLS_CERT')),
	TLS_KEY: v.optional(file('TLS_KEY')),
	SMTP_URL: v.optional(url(['smtp:', 'smtps:'], () => m.shared_setting_smtp_url())),
	HILO_DEMO: v.optional(
		v.picklist(['0', '1'], () => m.shared_setting_demo()),
		'1'
	),
	HILO_NOW: v.optional(
		v.pipe(
			text,
			v.isoTimestamp(() => m.shared_setting_now()),
			v.transform((value) => new Date(value))
		)
	),
	HILO_PROFILE: v.optional(
		v.picklist(['s', 'tiny'], () => m.shared_setting_profile()),
		's'
	),
	ROLE: v.optional(
		v.picklist(['all', 'web', 'sync', 'jobs'], () => m.shared_setting_role()),
		'all'
	),
	NODE_ADDRESS: v.optional(
		v.pipe(
			text,
			v.regex(/^(\[[\da-f:]+\]|[\w.-]+):\d{1,5}$/i, () => m.shared_setting_node_address())
		)
	)
});

/** An empty variable is an absent one: shells and process managers leave them behind. */
const filled = (env: NodeJS.ProcessEnv) => Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()));

function tlsOf(cert: string | undefined, key: string | undefined): Tls | null {
	if (cert && key) return { cert, key };
	if (cert || key) throw new SettingsError([m.shared_setting_tls_pair()]);
	return null;
}

/** How a machine that listens there is called in an address. */
function nameOf(host: string) {
	const anywhere = isLoopback(host) || host === '0.0.0.0' || host === '::';
	return anywhere ? 'localhost' : host.includes(':') ? `[${host}]` : host;
}

function defaultOrigin(host: string, port: number, tls: Tls | null) {
	return new URL(`${tls ? 'https' : 'http'}://${nameOf(host)}:${port}`).origin;
}

/** @throws {SettingsError} with a sentence for each variable that is wrong */
export function readSettings(env: NodeJS.ProcessEnv): Settings {
	const parsed = v.safeParse(Environment, filled(env));
	if (!parsed.success) throw new SettingsError([...new Set(parsed.issues.map((issue) => issue.message))]);
	const { output } = parsed;
	const tls = tlsOf(output.TLS_CERT, output.TLS_KEY);
	if (output.ROLE !== 'all' && !(output.DATABASE_URL && output.AUTH_SECRET))
		throw new SettingsError([m.shared_setting_role_shares()]);
	return {
		port: output.PORT,
		host: output.HOST,
		dataDir: output.DATA_DIR,
		databaseUrl: output.DATABASE_URL ?? null,
		authSecret: output.AUTH_SECRET ?? null,
		origin: output.ORIGIN ?? defaultOrigin(output.HOST, output.PORT, tls),
		tls,
		smtpUrl: output.SMTP_URL ?? null,
		demo: output.HILO_DEMO === '1',
		now: output.HILO_NOW ?? null,
		profile: output.HILO_PROFILE,
		role: output.ROLE,
		nodeAddress: output.NODE_ADDRESS ?? `${nameOf(output.HOST)}:${output.PORT}`
	};
}

export function isLoopback(host: string) {
	return host === 'localhost' || host === '::1' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
}

/** True while only this machine can reach Hilo: then the demo's known password harms nobody. */
export function isPrivate({ host, origin }: Pick<Settings, 'host' | 'origin'>) {
	return isLoopback(host) && isLoopback(new URL(origin).hostname);
}

/** Phones have service worker, hashing and locks only on https or localhost. */
export function phonesWorkOffline({ host, origin }: Pick<Settings, 'host' | 'origin'>) {
	return isPrivate({ host, origin }) || origin.startsWith('https:');
}
