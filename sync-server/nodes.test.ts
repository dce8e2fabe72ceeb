import { expect, test } from 'vitest';
import type { IncomingMessage } from 'node:http';
import { chosen } from './nodes.ts';
import { isFromNode } from './pipe.ts';

const NODES = ['a', 'b', 'c', 'd'].map((id) => ({ id, address: `${id}:3000` }));
const ROOMS = Array.from({ length: 400 }, (_, i) => `desk/branch-${i}/2026-03`);

test('every node chooses the same one for a room, and the rooms are spread', () => {
	const shares = Map.groupBy(ROOMS, (room) => chosen(NODES, room)!.id);
	for (const node of NODES) expect(shares.get(node.id)!.length).toBeGreaterThan(50);
	expect(ROOMS.map((room) => chosen(NODES.toReversed(), room))).toEqual(ROOMS.map((room) => chosen(NODES, room)));
	expect(chosen([], 'catalog')).toBeNull();
});

test('when a node goes, only its own rooms move', () => {
	const [gone, ...rest] = NODES;
	for (const room of ROOMS) {
		const before = chosen(NODES, room);
		if (before !== gone) expect(chosen(rest, room)).toBe(before);
	}
});

test('only who knows the secret speaks as a node', () => {
	const secret = { authSecret: 'a secret of thirty-two characters' };
	const saying = (proof?: string) => ({ headers: { 'x-hilo-node': proof } }) as unknown as IncomingMessage;
	for (const proof of [undefined, '', 'x', '0'.repeat(64)]) expect(isFromNode(saying(proof), secret)).toBe(false);
});
