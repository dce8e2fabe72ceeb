import { expect, test } from 'vitest';
import { deviceWords } from './device-words.ts';

test('a browser is called as people call it', () => {
	const chrome =
		'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36';
	expect(deviceWords(chrome)).toBe('Chrome · Android');
	expect(deviceWords('Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/140.0.0.0 Safari/537.36 Edg/140.0')).toBe(
		'Edge · Windows'
	);
	expect(deviceWords('Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile Safari/604.1')).toBe(
		'Safari · iOS'
	);
	expect(deviceWords('curl/8')).toBe('Equipo sin nombre');
	expect(deviceWords(null)).toBe('Equipo sin nombre');
});
