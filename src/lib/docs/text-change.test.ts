import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { caretIn, changed, changeOf, merged, rebased } from './text-change.ts';

/** Short words and ends of lines, so that the same things are written again and again. */
const text = fc.string({ unit: fc.constantFrom('a', 'b', 'ñ', '😀', '\ud83d\ude01', ' ', '\n', '.'), maxLength: 30 });
const both = (from: string, mine: string, theirs: string) => merged(theirs, { from, to: mine });

test('a change makes of the old text the new one, and never halves a character', () => {
	fc.assert(
		fc.property(text, text, (from, to) => {
			const change = changeOf(from, to);
			expect(changed(from, change)).toBe(to);
			for (const { put } of change) expect(put.isWellFormed()).toBe(true);
			change.reduce((end, { at, cut }) => (expect(at).toBeGreaterThanOrEqual(end), at + cut + 1), 0);
		}),
		{ numRuns: 3_000 }
	);
});

test('a change to a text that nobody has touched is the change itself, and one that nobody made does nothing', () => {
	fc.assert(
		fc.property(text, text, text, (from, mine, theirs) => {
			expect(both(from, mine, from)).toBe(mine);
			expect(both(from, from, theirs)).toBe(theirs);
		})
	);
});

test('whatever others made of the text, all that was put in is there, in its order, and pieces lie apart', () => {
	fc.assert(
		fc.property(text, text, text, (from, mine, theirs) => {
			const [own, moved] = [changeOf(from, mine), rebased(changeOf(from, mine), from, theirs)];
			const put = (change: typeof own) => change.map((splice) => splice.put).join('');
			expect(put(moved)).toBe(put(own));
			moved.reduce((end, { at, cut }) => (expect(at).toBeGreaterThanOrEqual(end), at + cut + 1), 0);
			expect(changed(theirs, moved).isWellFormed()).toBe(true);
		}),
		{ numRuns: 3_000 }
	);
});

test('two people in one text keep what each has done', () => {
	expect(both('Portón', 'Portón azul', 'Llamar. Portón')).toBe('Llamar. Portón azul');
	expect(both('Portón azul, perro', 'Portón, perro', 'Portón azul, perro malo')).toBe('Portón, perro malo');
	expect(both('perro malo', 'perrito malo', 'perro muy malo')).toBe('perrito muy malo');
	expect(both('uno dos tres', 'Uno dos Tres', 'uno y dos tres')).toBe('Uno y dos Tres');
});

test('what was put in lies between words, wherever the same letters would let it lie', () => {
	expect(changeOf('perro malo', 'perro muy malo')).toEqual([{ at: 6, cut: 0, put: 'muy ' }]);
	expect(changeOf('hol', 'hola')).toEqual([{ at: 3, cut: 0, put: 'a' }]);
	expect(changeOf('uno\nuno dos\n', 'uno dos\n')).toEqual([{ at: 3, cut: 4, put: '' }]);
});

test('what one has taken out is taken out once', () => {
	expect(both('uno dos tres', 'uno tres', 'uno tres')).toBe('uno tres');
	expect(both('uno dos tres', '', 'uno dos y tres')).toBe('y ');
});

test('what one has taken out goes also from where it has come to stand among what others wrote', () => {
	expect(both('Portón azul', 'Portón ', 'azul, Portón')).toBe(', Portón');
	expect(both('uno dos', 'dos', 'dos uno')).toBe('dos');
});

test('a caret stays behind the letter that it was behind', () => {
	expect(caretIn('Portón', 'Llamar. Portón')(6)).toBe(14);
	expect(caretIn('Portón', 'Portón azul')(6)).toBe(6);
	expect(caretIn('uno dos', 'uno')(7)).toBe(3);
	expect(caretIn('', 'uno')(0)).toBe(0);
});

test('two words that become one are not typed again', () => {
	expect(changeOf('uno,dos', 'unodos')).toEqual([{ at: 3, cut: 1, put: '' }]);
	expect(merged('dos', { from: 'uno,dos', to: 'unodos' })).toBe('dos');
});
