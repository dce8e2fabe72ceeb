import { expect, test } from 'vitest';
import { syncLook, type SyncFacts } from './sync-words.ts';

const settled: SyncFacts = { online: true, connected: true, pending: 0, refused: 0, expired: false, oldestPendingMs: 0 };
const words = (state: Partial<SyncFacts>) => syncLook({ ...settled, ...state }).text;

test('«Sincronizado» means that the server stored everything', () => {
	expect(words({})).toBe('Sincronizado');
	expect(words({ pending: 3 })).toBe('Enviando 3 cambios…');
	expect(words({ pending: 3, oldestPendingMs: 5001 })).toBe('3 cambios en espera');
	expect(words({ connected: false })).toBe('Reconectando…');
});

test('without network it says that work goes on, and what waits', () => {
	expect(words({ online: false, connected: false })).toBe('Sin conexión · podés seguir trabajando');
	expect(words({ online: false, connected: false, pending: 1 })).toBe('Sin conexión · 1 cambio en espera');
	expect(syncLook({ ...settled, online: false, pending: 3 }).tone).toBe('aviso');
});

test('what needs a person goes first', () => {
	expect(words({ refused: 1, online: false, pending: 2 })).toBe('1 cambio rechazado');
	expect(words({ expired: true, refused: 1, pending: 3 })).toBe('Tu sesión venció · 3 cambios guardados en este equipo');
	expect(words({ storage: 'failed', expired: true })).toBe('No se puede guardar en este equipo');
});

test('an app that is not installed is still synchronised', () => {
	expect(words({ storage: 'not-persistent' })).toBe('Sincronizado');
	expect(words({ storage: 'low' })).toBe('Queda poco espacio');
});
