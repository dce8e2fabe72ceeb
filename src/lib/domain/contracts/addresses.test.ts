import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addressProblem, addressesOf, inPool, nextFree, overlap, parseCidr } from './addresses.ts';

test('a network without its own and its broadcast address', () => {
	expect([...addressesOf('10.20.0.0/29')]).toEqual([
		'10.20.0.1',
		'10.20.0.2',
		'10.20.0.3',
		'10.20.0.4',
		'10.20.0.5',
		'10.20.0.6'
	]);
	expect([...addressesOf('10.20.0.5/30')]).toEqual(['10.20.0.5', '10.20.0.6']);
	expect([...addressesOf('10.20.0.4/31')]).toEqual(['10.20.0.4', '10.20.0.5']);
	expect([...addressesOf('200.1.2.3/32')]).toEqual(['200.1.2.3']);
});

test('addresses beyond the sign bit', () => {
	expect(nextFree('255.255.255.0/24', new Set())).toBe('255.255.255.1');
	expect(inPool('200.45.0.254', '200.45.0.0/24')).toBe(true);
});

test.each(['', '10.0.0.0', '10.0.0.0/33', '10.0.0/24', '10.0.0.256/24', '10.0.0.0/24/8', '010.0.0.0/24', 'a.b.c.d/24'])(
	'no network: «%s»',
	(text) => {
		expect(parseCidr(text)).toBeNull();
		expect([...addressesOf(text)]).toEqual([]);
		expect(nextFree(text, new Set())).toBeNull();
	}
);

test('the next free address skips what is taken, until none is left', () => {
	const taken = new Set(['10.20.0.1', '10.20.0.2']);
	expect(nextFree('10.20.0.0/29', taken)).toBe('10.20.0.3');
	expect(nextFree('10.20.0.0/30', taken)).toBeNull();
});

test('why an address cannot be had', () => {
	expect(addressProblem('10.20.0.9', '10.20.0.0/24')).toBeNull();
	expect(addressProblem(' ', '10.20.0.0/24')).toBe('address.missing');
	for (const wrong of ['10.21.0.9', '10.20.0.0', '10.20.0.255', '10.20.0', 'cualquiera']) {
		expect(addressProblem(wrong, '10.20.0.0/24')).toBe('address.outside-pool');
	}
});

test('two pools that share an address', () => {
	expect(overlap('10.20.0.0/24', '10.20.0.128/25')).toBe(true);
	expect(overlap('10.20.0.0/24', '10.20.1.0/24')).toBe(false);
});

test('every address of a pool is in it, once', () => {
	fc.assert(
		fc.property(fc.ipV4(), fc.integer({ min: 22, max: 32 }), (address, prefix) => {
			const all = [...addressesOf(`${address}/${prefix}`)];
			expect(new Set(all).size).toBe(all.length);
			expect(all.every((one) => inPool(one, `${address}/${prefix}`))).toBe(true);
		})
	);
});
