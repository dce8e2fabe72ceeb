import { expect, test } from 'vitest';
import { openDatabase } from './database.ts';
import { chosenDensity } from './table-density.svelte.ts';

const aPreference = (id: string, at: number, value: unknown) => ({
	...{ id, at, kind: 'preference' as const, room: 'me/sofia', number: null, by: 'sofia', tick: 'server' as const },
	...{ fields: { value }, facts: {}, entries: {}, seen: {}, wrote: {}, refs: [], text: '' }
});

test('the newest choice stands, among views and what another version wrote', async () => {
	const db = openDatabase('density');
	await db.rows.add(aPreference('a', 1, { about: 'view', list: 'leads', name: 'Míos', query: '' }));
	expect(await chosenDensity(db)).toBeNull();
	await db.rows.bulkAdd([
		aPreference('b', 3, { about: 'density', density: 'compact' }),
		aPreference('c', 2, { about: 'density', density: 'comfortable' }),
		aPreference('d', 4, { about: 'density', density: 'airy' })
	]);
	expect(await chosenDensity(db)).toEqual({ id: 'b', density: 'compact' });
});
