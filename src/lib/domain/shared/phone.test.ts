import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isPhone, phoneKey, readPhone } from './phone.ts';

test.each([
	'+54 9 261 555-0148',
	'0261 15 555-0148',
	'261 5550148',
	'(0261) 155550148',
	'00 54 9 261 555 0148',
	'54 261 555 0148',
	'261-15-555-0148'
])('one telephone, however it is typed: %s', (typed) => {
	expect(phoneKey(typed)).toBe('2615550148');
	expect(isPhone(typed)).toBe(true);
});

test('areas of two and four digits', () => {
	expect(phoneKey('011 15 5555-0148')).toBe('1155550148');
	expect(phoneKey('03547 15 55-0148')).toBe('3547550148');
	expect(readPhone('+54 9 3547 55-0148').display).toBe('+54 9 3547 55-0148');
});

test('without area it belongs to the town', () => {
	expect(phoneKey('555-0148', '351')).toBe('3515550148');
	expect(phoneKey('15 555-0148', '351')).toBe('3515550148');
	expect(phoneKey('555-0148')).toBe('5550148');
	expect(isPhone('555-0148')).toBe(false);
});

test('shown in one form', () => {
	expect(readPhone('0351 15-555-0148').display).toBe('+54 9 351 555-0148');
	expect(readPhone('3515550148').display).toBe('+54 351 555-0148');
	expect(readPhone('+598 94 123 456').display).toBe('+59894123456');
	expect(readPhone(' interno 4 ').display).toBe('interno 4');
});

test('what is no telephone', () => {
	for (const typed of ['', '12345', 'llamar a Carmen', '+1', '35155501489999']) expect(isPhone(typed)).toBe(false);
});

test('reading what is shown changes nothing', () => {
	fc.assert(
		fc.property(
			fc.constantFrom('11', '351', '261', '3547'),
			fc.integer({ min: 0, max: 10 ** 8 - 1 }),
			fc.boolean(),
			(area, n, mobile) => {
				const key =
					area +
					String(n)
						.padStart(8, '0')
						.slice(area.length - 2);
				fc.pre(!key.startsWith('15', area.length));
				const phone = readPhone(`+54 ${mobile ? '9' : ''} ${key}`);
				expect(phone).toMatchObject({ key, mobile });
				expect(readPhone(phone.display)).toEqual(phone);
			}
		)
	);
});
