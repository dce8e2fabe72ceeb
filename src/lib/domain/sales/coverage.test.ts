import { expect, test } from 'vitest';
import { coverageAt, type Nap, type Node } from './coverage.ts';

const HOUSE = { lat: -31.39214, lng: -64.18207 };
/** A ten-thousandth of a degree of latitude is eleven metres. */
const north = (metres: number) => ({ lat: HOUSE.lat + metres / 111_195, lng: HOUSE.lng });
const NODE: Node = { kind: 'node', id: 'norte', name: 'Nodo Norte', ...north(1_100) };
const nap = (name: string, metres: number, used = 11): Nap => ({
	kind: 'nap',
	id: name,
	name,
	node: 'norte',
	capacity: 16,
	used,
	...north(metres)
});

test('a box with free ports within a drop covers', () => {
	const coverage = coverageAt(HOUSE, [nap('AC-109', 200), nap('AC-114', 86)], [NODE]);
	expect(coverage).toMatchObject({ verdict: 'covered', reason: 'near', freePorts: 5, nap: { name: 'AC-114' }, node: NODE });
	expect(Math.round(coverage.metres)).toBe(86);
});

test('a full box next door, another within a drop: the other', () => {
	expect(coverageAt(HOUSE, [nap('full', 40, 16), nap('free', 250)], [NODE])).toMatchObject({
		verdict: 'covered',
		nap: { name: 'free' }
	});
});

test('every box within a drop is full', () => {
	expect(coverageAt(HOUSE, [nap('full', 40, 17), nap('free', 450)], [NODE])).toMatchObject({
		verdict: 'far',
		reason: 'full',
		nap: { name: 'full' },
		freePorts: 0
	});
});

test('too far for a drop, and too far for anything', () => {
	expect(coverageAt(HOUSE, [nap('AC-121', 301)], [NODE])).toMatchObject({ verdict: 'far', reason: 'distant' });
	expect(coverageAt(HOUSE, [nap('AC-121', 299)], [NODE])).toMatchObject({ verdict: 'covered' });
	expect(coverageAt(HOUSE, [nap('AC-300', 1_500)], [NODE])).toMatchObject({ verdict: 'none', nap: { name: 'AC-300' } });
});

test('a network without boxes still says where its node is', () => {
	expect(coverageAt(HOUSE, [], [NODE])).toMatchObject({ verdict: 'none', nap: null, node: NODE });
	expect(coverageAt(HOUSE, [], [])).toMatchObject({ verdict: 'none', metres: Infinity, node: null });
});

test('by radio a node within five kilometres is worth a look', () => {
	expect(coverageAt(HOUSE, [nap('AC-114', 86)], [NODE], 'wireless')).toMatchObject({ verdict: 'far', nap: null, node: NODE });
	expect(coverageAt(HOUSE, [], [{ ...NODE, ...north(5_100) }], 'wireless')).toMatchObject({ verdict: 'none' });
});

test('a box of a node that is not in the catalogue', () => {
	expect(coverageAt(HOUSE, [nap('AC-114', 86)], [])).toMatchObject({ verdict: 'covered', node: null });
});
