import { expect, test } from 'vitest';
import { formatCoordinates, metresBetween, parseCoordinates } from './place.ts';

const GUEMES = { lat: -31.39214, lng: -64.18207 };

test('distance on the globe', () => {
	expect(metresBetween(GUEMES, GUEMES)).toBe(0);
	expect(metresBetween(GUEMES, { lat: -31.39304, lng: -64.18207 })).toBeCloseTo(100.1, 0);
	expect(metresBetween({ lat: 0, lng: 179.999 }, { lat: 0, lng: -179.999 })).toBeCloseTo(222.4, 0);
});

test.each([
	'−31,39214 −64,18207',
	'-31.39214, -64.18207',
	'-31.39214 -64.18207',
	'-31,39214; -64,18207',
	'(-31.39214,-64.18207)'
])('coordinates as they are pasted: %s', (typed) => expect(parseCoordinates(typed)).toEqual(GUEMES));

test.each(['', 'Güemes 1320', '-31.39214', '-31.39214, -264.18207', '1 2 3'])('no coordinates: «%s»', (typed) => {
	expect(parseCoordinates(typed)).toBeNull();
});

test('what is shown can be typed back', () => {
	expect(formatCoordinates(GUEMES)).toBe('−31,39214 −64,18207');
	expect(parseCoordinates(formatCoordinates(GUEMES))).toEqual(GUEMES);
});
