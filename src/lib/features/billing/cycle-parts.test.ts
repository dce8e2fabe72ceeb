import { expect, test } from 'vitest';
import { cycleParts, percent } from './cycle-parts.ts';

const states = [
	{ state: 'paid', count: 2, amount: 30_000_00 },
	{ state: 'part-paid', count: 0, amount: 0 },
	{ state: 'open', count: 1, amount: 10_000_00 },
	{ state: 'overdue', count: 0, amount: 0 }
] as const;

test('what is still to be issued is the last part, and the shares make the whole', () => {
	const parts = cycleParts({ states: [...states], toIssue: { count: 4, amount: 60_000_00 }, total: 100_000_00 });
	expect(parts.map(({ key }) => key)).toEqual(['paid', 'part-paid', 'open', 'overdue', 'to-issue']);
	expect(parts.map(({ share }) => percent(share))).toEqual(['30,0', '0,0', '10,0', '0,0', '60,0']);
});

test('a month without anything has parts of nothing', () => {
	const parts = cycleParts({ states: [], toIssue: { count: 0, amount: 0 }, total: 0 });
	expect(parts.map(({ share }) => share)).toEqual([0]);
});
