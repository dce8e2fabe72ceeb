import { expect, test } from 'vitest';
import { landingOf } from './landing.ts';

test('who only installs begins with his day; who also works in the office begins there', () => {
	expect(landingOf({ roles: ['technician'] })).toBe('/campo');
	expect(landingOf({ roles: ['technician', 'dispatcher'] })).toBe('/ventas');
	expect(landingOf({ roles: ['owner'] })).toBe('/ventas');
});
