import { expect, test } from 'vitest';
import { doorOf, internalPath, isOwnOrigin } from './doors.ts';

test('under /api and /portal everything is closed that is not named', () => {
	expect(['/api', '/api/commands', '/api/anything/new', '/api/session/x'].map(doorOf)).toEqual(Array(4).fill('staff'));
	expect(['/portal', '/portal/facturas', '/portal/entrar', '/portal/entrar/a/b', '/portal/ingresar/x'].map(doorOf)).toEqual(
		Array(5).fill('portal')
	);
	expect(
		['/api/health', '/api/session', '/portal/ingresar', '/portal/entrar/token', '/ventas', '/portalito'].map(doorOf)
	).toEqual(Array(6).fill('open'));
});

test('an address written in another way opens no other door', () => {
	expect(['/%61pi/commands', '/a%70i', '/%70ortal/facturas', '/port%61l'].map(doorOf)).toEqual([
		'staff',
		'staff',
		'portal',
		'portal'
	]);
	expect(['/%E0%A4%A', '/api/%E0%A4%A'].map(doorOf)).toEqual(['open', 'staff']);
	expect(['/%2561pi', '/%2570ortal'].map(doorOf)).toEqual(['open', 'open']);
});

test('after signing in nobody is led out of Hilo', () => {
	expect(internalPath('/ordenes/OR-20430?a=1#b')).toBe('/ordenes/OR-20430?a=1#b');
	const away = [
		'//evil.example',
		'/\\evil.example',
		'/.//evil.example',
		'/x/..//evil.example',
		'/./\\evil.example',
		'https://evil.example'
	];
	for (const path of [null, '', 'ventas', ...away, '/\t/evil.example', '/\n']) expect(internalPath(path)).toBeNull();
});

test('a foreign page may not send; a program without a page, and the names of this machine, may', () => {
	const settings = { origin: 'http://localhost:3000' };
	for (const origin of [null, 'http://localhost:3000', 'http://127.0.0.1:3000', 'http://[::1]:3000'])
		expect(isOwnOrigin(origin, settings)).toBe(true);
	for (const origin of [
		'null',
		'http://evil.example',
		'http://localhost:3001',
		'https://localhost:3000',
		'http://localhost.evil.example:3000'
	])
		expect(isOwnOrigin(origin, settings)).toBe(false);
	expect(isOwnOrigin('http://127.0.0.1', { origin: 'https://hilo.example' })).toBe(false);
});
