import { expect, test } from 'vitest';
import { pppoeSecret, pppoeUser, SECRET_LENGTH } from './pppoe.ts';

test('a user that a technician can read aloud', () => {
	expect(pppoeUser('María Eugenia Torres', 'CT-08841')).toBe('maria.torres.8841');
	expect(pppoeUser('Ñandú', 'CT-00001')).toBe('nandu.1');
	expect(pppoeUser('Cooperativa "La Unión" & Cía.', 'CT-7')).toBe('cooperativa.cia.7');
	expect(pppoeUser('株式会社', 'CT-9')).toBe('cliente.9');
	expect(pppoeUser('A'.repeat(200), 'CT-12')).toHaveLength(27);
});

test('a secret from random bytes, without signs that look alike', () => {
	const secret = pppoeSecret(Uint8Array.from({ length: 32 }, (_, i) => i * 7));
	expect(secret).toMatch(/^[a-km-np-z2-9]+$/);
	expect(secret).toHaveLength(SECRET_LENGTH);
	expect(pppoeSecret(new Uint8Array(16).fill(1))).not.toBe(pppoeSecret(new Uint8Array(16).fill(2)));
	expect(() => pppoeSecret(new Uint8Array(4))).toThrow(RangeError);
});
