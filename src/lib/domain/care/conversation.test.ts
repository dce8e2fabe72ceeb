import { expect, test } from 'vitest';
import { awaitsAnswer, waitingSince } from './conversation.ts';

const customer = (at: number) => ({ at, from: 'customer' as const, internal: false });
const staff = (at: number, internal = false) => ({ at, from: 'staff' as const, internal });

test('a ticket waits from its birth until somebody answers or takes it up', () => {
	expect(awaitsAnswer('pending', [])).toBe(true);
	expect(awaitsAnswer('pending', [staff(1, true)])).toBe(true);
	expect(awaitsAnswer('pending', [staff(1)])).toBe(false);
	expect(awaitsAnswer('in-progress', [])).toBe(false);
});

test('whoever spoke last decides, and an internal comment is no answer', () => {
	expect(awaitsAnswer('in-progress', [customer(1), staff(2)])).toBe(false);
	expect(awaitsAnswer('waiting-customer', [customer(1), staff(2), customer(3)])).toBe(true);
	expect(awaitsAnswer('in-progress', [customer(1), staff(2, true)])).toBe(true);
});

test('a customer who writes after the end is heard', () => {
	expect(awaitsAnswer('finished', [customer(1), staff(2, true)])).toBe(false);
	expect(awaitsAnswer('finished', [customer(1), staff(2, true), customer(3)])).toBe(true);
	expect(awaitsAnswer('closed', [])).toBe(false);
});

test('he has waited since his last word, or since the ticket was taken', () => {
	expect(waitingSince(5, [])).toBe(5);
	expect(waitingSince(5, [customer(7), staff(9)])).toBe(7);
});
