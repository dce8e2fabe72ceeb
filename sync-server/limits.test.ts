import { expect, test } from 'vitest';
import { Handshakes, LIMITS } from './limits.ts';

test('a crowd that knocks faster than it is let in comes in all the same, as fast as one may', () => {
	const handshakes = new Handshakes(0);
	let came = 0;
	for (let ms = 0; ms < 10_000; ms++) for (let n = 0; n < 4; n++) came += Number(handshakes.allow('127.0.0.1', ms));
	expect(came).toBeCloseTo(11 * LIMITS.handshakesASecond, -2);
});
