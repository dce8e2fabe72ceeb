import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatCoordinates, parseCoordinates } from './coordinates.ts';

const ALTA_CORDOBA = { lat: -31.39214, lng: -64.18207 };

test.each(['−31,39214 −64,18207', '-31.39214, -64.18207', '-31.39214,-64.18207', '(-31.39214 ; -64.18207)', '-31,39214; -64,18207'])(
	'«%s» is a place',
	(typed) => expect(parseCoordinates(typed)).toEqual(ALTA_CORDOBA)
);

test.each(['', 'Güemes 1320', '-31.39214', '-131.4 -64.2', '-31.4 -184.2', '1 2 3'])('«%s» is none', (typed) =>
	expect(parseCoordinates(typed)).toBeNull()
);

test('what is shown can be typed back', () => {
	const round = (n: number) => Math.round(n * 1e5) / 1e5 + 0;
	fc.assert(
		fc.property(fc.double({ min: -90, max: 90, noNaN: true }), fc.double({ min: -180, max: 180, noNaN: true }), (lat, lng) => {
			const back = parseCoordinates(formatCoordinates({ lat, lng }))!;
			expect(back.lat + 0).toBeCloseTo(round(lat), 5);
			expect(back.lng + 0).toBeCloseTo(round(lng), 5);
		})
	);
});
