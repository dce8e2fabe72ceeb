import { expect, test } from 'vitest';
import { documentNumber } from './lead.ts';

test('a DNI is read with its points, however it was typed; other documents stay as they are', () => {
	expect(documentNumber({ kind: 'dni', number: '41005220' })).toBe('41.005.220');
	expect(documentNumber({ kind: 'dni', number: '4.100.522' })).toBe('4.100.522');
	expect(documentNumber({ kind: 'dni', number: 'en trámite' })).toBe('en trámite');
	expect(documentNumber({ kind: 'passport', number: 'AAB123456' })).toBe('AAB123456');
});
