import { expect, test } from 'vitest';
import { digits, fold, matches } from './text.ts';

test('accents, case and spaces do not matter', () => {
	expect(fold('  Muñoz   ÁVILA ')).toBe('munoz avila');
	expect(fold('Peña 100 % & «Güemes» 🙂')).toBe('pena 100 % & «guemes» 🙂');
	expect(digits('+54 9 (261) 555-0148')).toBe('5492615550148');
});

test('all words, in any order', () => {
	const text = fold('Lucía González Güemes 1320');
	expect(matches('gonzalez lucia', text)).toBe(true);
	expect(matches('GÜEM 13', text)).toBe(true);
	expect(matches('lucia perez', text)).toBe(false);
	expect(matches('  ', text)).toBe(true);
});
