import { performance } from 'node:perf_hooks';
import { expect, test } from 'vitest';
import { parseRoom } from '#lib/docs/rooms.ts';
import { LiveRoom } from './room.ts';

const NAME = 'desk/centro/2026-03';
const NOTHING = { seq: 0, snapshot: null, snapshotSeq: 0, updates: [], owners: new Map() };

test('two people meet in a field for five seconds, whenever the room is tidied', () => {
	const room = new LiveRoom({ ...NOTHING, name: NAME, parsed: parseRoom(NAME)!, epoch: 1, isSealed: false, serverClient: 7 }, 0);
	const now = performance.now();
	room.touched(['a/phone'], now - 5_001);
	room.touched(['a/email'], now);
	expect([room.isRecent('a/phone'), room.isRecent('a/email'), room.isRecent('a/name')]).toEqual([false, true, false]);
	room.forgetOld(now);
	expect(room.isRecent('a/email')).toBe(true);
});
