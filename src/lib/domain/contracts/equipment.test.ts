import { expect, test } from 'vitest';
import { checkSerial, normaliseMac } from './equipment.ts';

test.each(['A4:2B:8C:11:09:FE', 'a4-2b-8c-11-09-fe', 'A42B.8C11.09FE', ' a42b8c1109fe '])(
	'a MAC in any notation: %s',
	(typed) => {
		expect(normaliseMac(typed)).toBe('A4:2B:8C:11:09:FE');
	}
);

test.each(['', 'A4:2B:8C:11:09', 'A4:2B:8C:11:09:FG', '00:00:00:00:00:00', 'FF:FF:FF:FF:FF:FF', '01:00:5E:00:00:01'])(
	'no MAC of one card: «%s»',
	(typed) => {
		expect(normaliseMac(typed)).toBeNull();
	}
);

test('a serial number', () => {
	expect(checkSerial('hwtc1e0d-44a7')).toBe('HWTC1E0D44A7');
	expect(checkSerial('485754431E0D44A7')).toBe('HWTC1E0D44A7');
	expect(checkSerial('0011223344556677')).toBe('0011223344556677');
	for (const wrong of ['', '12345', 'ROUTER', 'ABC 12 %', 'A1'.repeat(17)]) expect(checkSerial(wrong)).toBeNull();
});
