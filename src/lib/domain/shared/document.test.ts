import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkDocument, dniOf, documentKey, documentsAgree, guessKind } from './document.ts';

test('a DNI', () => {
	expect(checkDocument('dni', '38.204.517')).toEqual({
		ok: true,
		normalised: '38204517',
		display: '38.204.517',
		doubtful: false
	});
	expect(checkDocument('dni', '4.204.517')).toMatchObject({ normalised: '4204517', display: '4.204.517' });
	expect(checkDocument('dni', '04204517')).toMatchObject({ normalised: '4204517' });
	expect(checkDocument('dni', '3820451')).toMatchObject({ ok: true });
	expect(checkDocument('dni', '382045')).toMatchObject({ ok: false, code: 'document.length' });
	expect(checkDocument('dni', '3820451A')).toMatchObject({ ok: false, code: 'document.shape' });
	expect(checkDocument('dni', '00000000')).toMatchObject({ ok: false, code: 'document.repeated' });
	expect(checkDocument('dni', '  ')).toMatchObject({ ok: false, code: 'document.empty' });
});

test('a CUIT', () => {
	expect(checkDocument('cuit', '30-71234567-1')).toMatchObject({
		ok: true,
		normalised: '30712345671',
		display: '30-71234567-1',
		doubtful: false
	});
	expect(checkDocument('cuit', '30-71234567-2')).toMatchObject({ ok: false, code: 'document.check-digit' });
	expect(checkDocument('cuit', '99-71234567-1')).toMatchObject({ ok: false, code: 'document.prefix' });
	expect(checkDocument('cuit', '30-7123456-1')).toMatchObject({ ok: false, code: 'document.length' });
	expect(checkDocument('cuit', 'treinta71234')).toMatchObject({ ok: false });
	expect(checkDocument('cuit', '20-00000000-1')).toMatchObject({ ok: false });
});

test('a CUIT whose remainder is 10 passes with a warning', () => {
	expect(checkDocument('cuit', '20-10000005-9')).toMatchObject({ ok: true, doubtful: true });
});

test('passports and others have letters', () => {
	expect(checkDocument('passport', 'aab 123456')).toMatchObject({ ok: true, normalised: 'AAB123456' });
	expect(checkDocument('passport', 'A1')).toMatchObject({ ok: false, code: 'document.length' });
	expect(checkDocument('other', 'CI 1.234.567-8')).toMatchObject({ ok: true, normalised: 'CI12345678' });
	expect(checkDocument('other', 'x = 1')).toMatchObject({ ok: false, code: 'document.shape' });
});

test('the kind is guessed from the number', () => {
	expect(['AAB123456', '38.204.517', '20-38204517-3'].map(guessKind)).toEqual(['passport', 'dni', 'cuit']);
});

test('the CUIT of a person carries the DNI; a company carries none', () => {
	expect(dniOf('20-38204517-3')).toBe('38204517');
	expect(dniOf('27-04204517-1')).toBe('4204517');
	expect(dniOf('30-71234567-1')).toBeNull();
	expect(documentsAgree({ kind: 'dni', number: '38.204.517' }, '20-38204517-3')).toBe(true);
	expect(documentsAgree({ kind: 'dni', number: '38.204.518' }, '20-38204517-3')).toBe(false);
	expect(documentsAgree({ kind: 'dni', number: '38.204.518' }, '30-71234567-1')).toBe(true);
	expect(documentsAgree(null, '20-38204517-3')).toBe(true);
});

test('DNI and CUIT of one person share their key', () => {
	const digit = [...'0123456789'].find((check) => checkDocument('cuit', `2738204517${check}`).ok);
	expect(documentKey({ kind: 'cuit', number: `27-38204517-${digit}` })).toBe(documentKey({ kind: 'dni', number: '38.204.517' }));
	expect(documentKey(null)).toBe('');
});

test('of ten check digits at most one is right', () => {
	fc.assert(
		fc.property(fc.integer({ min: 1_000_000, max: 99_999_999 }), (dni) => {
			const right = [...'0123456789'].filter((check) => checkDocument('cuit', `20${String(dni).padStart(8, '0')}${check}`).ok);
			expect(right.length).toBeLessThanOrEqual(1);
		})
	);
});
