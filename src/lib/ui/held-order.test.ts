import { expect, test } from 'vitest';
import { heldOrder } from './held-order.ts';

const held = (seen: string, wanted: string) => {
	const { order, gone, ...counts } = heldOrder([...seen], [...wanted]);
	return { order: order.join(''), gone: [...gone].join(''), ...counts };
};
const still = { gone: '', fresh: 0, moved: 0 };

test('rows keep their places, and each that another order would move is counted once', () => {
	expect(held('abcd', 'abcd')).toEqual({ ...still, order: 'abcd' });
	expect(held('abcd', 'bcda')).toEqual({ ...still, order: 'abcd', moved: 1 });
	expect(held('abcd', 'dabc')).toEqual({ ...still, order: 'abcd', moved: 1 });
	expect(held('abcd', 'dcba')).toEqual({ ...still, order: 'abcd', moved: 3 });
});

test('what would come in between waits; at the end it moves nobody', () => {
	expect(held('abc', 'xabc')).toEqual({ ...still, order: 'abc', fresh: 1 });
	expect(held('abc', 'axbycz')).toEqual({ ...still, order: 'abcz', fresh: 2 });
	expect(held('abc', 'cab')).toMatchObject({ order: 'abc', fresh: 0, moved: 1 });
	expect(held('', 'abc')).toEqual({ ...still, order: 'abc' });
});

test('what belongs here no more keeps its place, unless nothing stands below it', () => {
	expect(held('abc', 'ac')).toEqual({ ...still, order: 'abc', gone: 'b' });
	expect(held('abc', 'ab')).toEqual({ ...still, order: 'ab' });
	expect(held('abc', 'xab')).toEqual({ ...still, order: 'ab', fresh: 1 });
	expect(held('abc', '')).toEqual({ ...still, order: '' });
});
