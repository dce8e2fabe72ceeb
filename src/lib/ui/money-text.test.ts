import { expect, test } from 'vitest';
import { moneyText, readMoney } from './money-text.ts';

test('an amount is read as people type it', () => {
	expect(readMoney('$ 24.900,50')).toBe(2_490_050);
	expect(readMoney('24900')).toBe(2_490_000);
	expect(readMoney('24900,5')).toBe(2_490_050);
	expect(readMoney('24900.5')).toBe(2_490_050);
	expect(readMoney('24.900')).toBe(2_490_000);
	expect(readMoney('-3,05')).toBe(-305);
});

test('what is no amount is null, never a guess', () => {
	for (const text of ['', 'mil', '1,234', '12,3,4', '1e5', '99999999999999999']) expect(readMoney(text)).toBeNull();
});

test('an amount written is read back the same', () => {
	for (const cents of [0, 5, 100, 99_999, 2_490_050, 123_456_789_01, -305]) expect(readMoney(moneyText(cents))).toBe(cents);
});
