import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { wrongWithBase } from '#lib/domain/records.ts';
import { demoJourneys } from './demo.ts';
import { PLANTED } from './demo/planted.ts';

const MONDAY = Date.parse('2026-03-02T09:00:00-03:00');
const recordsOf = (profile: 'tiny' | 's') => demoJourneys(profile, MONDAY).flatMap(({ records }) => records);

test('the demo company is the same on every machine, to the last byte', () => {
	const hash = createHash('sha256')
		.update(JSON.stringify(demoJourneys('s', MONDAY)))
		.digest('hex');
	expect(hash).toBe('2cfa0f638fec80a777770f4f5b002724693572af541710ba43c4d6d000459da3');
});

test('the profiles have the size their name promises', () => {
	expect(Math.abs(recordsOf('tiny').length - 60)).toBeLessThan(6);
	expect(Math.abs(recordsOf('s').length - 2000)).toBeLessThan(6);
});

test('every record could have been born in the product', () => {
	expect(recordsOf('s').flatMap(({ value }) => wrongWithBase(value))).toEqual([]);
});

test('ids are never given twice, and every planted case has its records', () => {
	const ids = recordsOf('s').map(({ id }) => id);
	expect(new Set(ids).size).toBe(ids.length);
	const names = demoJourneys('tiny', MONDAY).map(({ name }) => name);
	expect(names).toEqual(expect.arrayContaining(PLANTED));
});
