import { expect, test } from 'vitest';
import { paramsOf, viewQuery } from './view-query.ts';

const NAMES = ['buscar', 'estado'];

test('a view keeps its filters, whatever their order in the address, and nothing else of it', () => {
	expect(viewQuery(new URLSearchParams('lead=7&estado=nuevos&buscar=p%C3%A9rez'), NAMES)).toBe('buscar=p%C3%A9rez&estado=nuevos');
	expect(viewQuery(new URLSearchParams('lead=7&estado='), NAMES)).toBe('');
});

test('opening a view leaves no filter of the one before, and begins at the first page', () => {
	expect(paramsOf('estado=nuevos&otra=1', NAMES)).toEqual({ pagina: '', buscar: '', estado: 'nuevos' });
});
