import { expect, test } from 'vitest';
import { spliceState, threadWords } from './splices.ts';

test('what is before the current splice is done, what is after it waits', () => {
	expect([1, 4, 5].map((step) => spliceState(step, { at: 4 }))).toEqual(['done', 'current', 'pending']);
	expect(spliceState(7, { at: 7, done: true })).toBe('done');
});

test('the thread says where it is in words', () => {
	expect(threadWords({ at: 4 })).toBe('Paso 4 de 7: Orden');
	expect(threadWords({ at: 2, lost: true })).toBe('El hilo se cortó en el paso 2 de 7: Prospecto');
});
