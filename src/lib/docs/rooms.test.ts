import { expect, test } from 'vitest';
import { deskRoom, newestRoom, parseRoom } from './rooms.ts';

test('a month that grew too large goes on in its parts', () => {
	expect(parseRoom(deskRoom('centro', '2026-03', 12))).toEqual({ family: 'desk', branch: 'centro', month: '2026-03', part: 12 });
	expect(parseRoom(deskRoom('centro', '2026-03'))).toMatchObject({ part: 1 });
	for (const tail of ['.1', '.0', '.02', '.', '.x', '.100']) expect(parseRoom(`desk/centro/2026-03${tail}`)).toBeNull();
});

test('what is born goes into the last part of the newest month that has begun', () => {
	const names = ['02', '03', '03.2', '03.10', '04'].map((rest) => `desk/centro/2026-${rest}`);
	expect(newestRoom(names, '2026-03')).toBe('desk/centro/2026-03.10');
	expect(newestRoom(names, '2026-02')).toBe('desk/centro/2026-02');
	expect(newestRoom(names, '2026-01')).toBe('desk/centro/2026-02');
	expect(newestRoom([...names, 'catalog', 'me/ana'], '2026-05', ({ family }) => family === 'desk')).toBe('desk/centro/2026-04');
	expect(newestRoom([], '2026-03')).toBeNull();
});
