import { expect, test } from 'vitest';
import { isPrivate, phonesWorkOffline, readSettings, SettingsError } from './settings.ts';

function sentencesOf(env: Record<string, string>) {
	try {
		readSettings(env);
	} catch (error) {
		if (error instanceof SettingsError) return error.sentences;
		throw error;
	}
	return [];
}

test('nothing has to be set', () => {
	expect(readSettings({})).toMatchObject({
		port: 3000,
		host: '127.0.0.1',
		origin: 'http://localhost:3000',
		demo: true,
		profile: 's',
		databaseUrl: null
	});
});

test('an empty variable is an absent one', () => {
	expect(readSettings({ PORT: '', ORIGIN: ' ' }).port).toBe(3000);
});

test.each([
	['PORT', 'abc'],
	['PORT', '0'],
	['PORT', '70000'],
	['HOST', 'una casa'],
	['DATABASE_URL', 'mysql://x'],
	['AUTH_SECRET', 'corto'],
	['ORIGIN', 'hilo.example'],
	['ORIGIN', 'https://hilo.example/camino'],
	['TLS_CERT', '/no/existe'],
	['TLS_KEY', '/no/existe'],
	['SMTP_URL', 'correo'],
	['HILO_DEMO', 'sí'],
	['HILO_NOW', 'ayer'],
	['HILO_PROFILE', 'xl'],
	['ROLE', 'todo'],
	['NODE_ADDRESS', 'sin puerto']
])('a wrong %s (%s) is named in one sentence', (name, value) => {
	expect(sentencesOf({ [name]: value })).toEqual([expect.stringContaining(name)]);
});

test('every wrong variable is named at once', () => {
	expect(sentencesOf({ PORT: 'x', HILO_DEMO: 'x' })).toHaveLength(2);
});

test('one process of several needs what all of them share', () => {
	const shared = { DATABASE_URL: 'postgres://db/hilo', AUTH_SECRET: 'a secret of thirty-two characters' };
	expect(sentencesOf({ ROLE: 'sync' })).toEqual([expect.stringMatching(/DATABASE_URL.*AUTH_SECRET/)]);
	expect(readSettings({ ROLE: 'sync', PORT: '3001', ...shared })).toMatchObject({ role: 'sync', nodeAddress: 'localhost:3001' });
	expect(readSettings({ ROLE: 'sync', HOST: '10.0.0.7', ...shared }).nodeAddress).toBe('10.0.0.7:3000');
});

test('a certificate needs its key', () => {
	expect(sentencesOf({ TLS_CERT: import.meta.filename })).toEqual([expect.stringContaining('TLS_KEY')]);
});

test('the origin follows port, host and certificate, and loses its final slash', () => {
	const tls = { TLS_CERT: import.meta.filename, TLS_KEY: import.meta.filename };
	expect(readSettings({ PORT: '3100', ...tls }).origin).toBe('https://localhost:3100');
	expect(readSettings({ HOST: '::1' }).origin).toBe('http://localhost:3000');
	expect(readSettings({ HOST: '192.168.0.4', PORT: '80' }).origin).toBe('http://192.168.0.4');
	expect(readSettings({ ORIGIN: 'https://hilo.example/' }).origin).toBe('https://hilo.example');
});

test('the known demo password is for this machine alone', () => {
	expect(isPrivate(readSettings({}))).toBe(true);
	expect(isPrivate(readSettings({ HOST: '0.0.0.0' }))).toBe(false);
	expect(isPrivate(readSettings({ ORIGIN: 'https://hilo.example' }))).toBe(false);
});

test('phones work offline on this machine or on https', () => {
	expect(phonesWorkOffline(readSettings({}))).toBe(true);
	expect(phonesWorkOffline(readSettings({ HOST: '0.0.0.0' }))).toBe(false);
	expect(phonesWorkOffline(readSettings({ HOST: '0.0.0.0', ORIGIN: 'https://hilo.example' }))).toBe(true);
});
