import { expect, test } from 'vitest';
import { filterOf } from './filter.ts';

const STATES = [
	{ value: '', label: 'Todos' },
	{ value: 'paid', label: 'Pagada' }
];

test('a filter is told in the words of its options, and one that is not set in none', () => {
	expect(filterOf('estado', 'Estado', STATES, 'paid')).toEqual({ param: 'estado', label: 'Estado', value: 'Pagada' });
	expect(filterOf('estado', 'Estado', STATES, '').value).toBe('');
	expect(filterOf('estado', 'Estado', STATES, 'old').value).toBe('');
});
