import { expect, test } from 'vitest';
import { isSame, readCode } from './pieces.ts';

test('a label is read as a MAC in any notation, else as a serial', () => {
	expect(readCode('a42b.8c11.09fe')).toEqual({ mac: 'A4:2B:8C:11:09:FE', serial: '' });
	expect(readCode('485754431F3A9B2D')).toEqual({ mac: '', serial: 'HWTC1F3A9B2D' });
	expect(readCode('hwtc1f3a9b2d')).toEqual({ mac: '', serial: 'HWTC1F3A9B2D' });
	expect(readCode('???')).toBeNull();
});

test('two pieces are the same by what both have, never by what both lack', () => {
	const onu = { mac: '', serial: 'HWTC1F3A9B2D' };
	expect(isSame(onu, { mac: '', serial: 'HWTC1F3A9B2D' })).toBe(true);
	expect(isSame(onu, { mac: '', serial: 'HWTC00000001' })).toBe(false);
});
