import { expect, test } from 'vitest';
import { openDatabase } from './database.ts';
import { viewsOf, withShared } from './saved-views.svelte.ts';

const aPreference = (id: string, at: number, value: unknown) => ({
	...{ id, at, kind: 'preference' as const, room: 'me/sofia', number: null, by: 'sofia', tick: 'server' as const },
	...{ fields: { value }, facts: {}, entries: {}, seen: {}, wrote: {}, refs: [], text: '' }
});
const aView = (name: string, list = 'leads') => ({ about: 'view', list, name, query: 'estado=nuevos' });

test('a list has its own views, oldest first, without those that were taken away and what another version wrote', async () => {
	const db = openDatabase('saved-views');
	await db.rows.bulkAdd([
		aPreference('b', 2, aView('Míos')),
		aPreference('a', 1, aView('Para seguir hoy')),
		aPreference('c', 3, aView('Vencidas', 'orders')),
		aPreference('d', 4, null),
		aPreference('e', 5, { ...aView('De mañana'), query: 7 }),
		aPreference('f', 6, 'dark')
	]);
	expect((await viewsOf(db, 'leads')).map(({ name }) => name)).toEqual(['Para seguir hoy', 'Míos']);
});

test('who shares a view sees it once, and what is his own alone stays beside it', () => {
	const own = [
		{ id: 'a', name: 'Perdidos', query: 'estado=perdidos' },
		{ id: 'b', name: 'Míos', query: 'buscar=x' }
	];
	const shared = (name: string, query: string) => ({ id: 's', name, query, shared: { by: 'Sofía', mayUnshare: true } });
	const seen = (view: ReturnType<typeof shared>) => withShared(own, [view]).map(({ id }) => id);
	expect(seen(shared('Perdidos', 'estado=perdidos'))).toEqual(['b', 's']);
	expect(seen(shared('Perdidos', 'estado=nuevos'))).toEqual(['a', 'b', 's']);
});
