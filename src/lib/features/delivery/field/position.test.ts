import { expect, test, vi } from 'vitest';
import { followPosition, placeOf, stampAt } from './position.ts';

const DOOR = { lat: -31.7125, lng: -64.9055 };
const NOW = Date.parse('2026-03-02T09:00:00-03:00');

/** A phone that says where it is when it is told to. */
function aPhone() {
	let say: PositionCallback | null = null;
	const watchPosition = vi.fn((tell: PositionCallback) => ((say = tell), 7));
	const clearWatch = vi.fn();
	const at = (timestamp: number) =>
		say?.({ coords: { latitude: DOOR.lat, longitude: DOOR.lng }, timestamp } as GeolocationPosition);
	return { geolocation: { watchPosition, clearWatch } as unknown as Geolocation, clearWatch, at };
}

test('a step has the place when it is known, and never waits for it', () => {
	vi.useFakeTimers({ now: NOW });
	const { geolocation, at, clearWatch } = aPhone();
	const end = followPosition(geolocation);
	expect(stampAt(1)).toEqual({ at: 1, lat: null, lng: null });
	expect(placeOf()).toEqual({});
	at(NOW);
	expect(stampAt(2)).toEqual({ at: 2, ...DOOR });
	expect(placeOf()).toEqual({ place: DOOR });
	vi.setSystemTime(NOW + 121_000);
	expect(stampAt(3)).toEqual({ at: 3, lat: null, lng: null });
	end();
	expect(clearWatch).toHaveBeenCalledWith(7);
	vi.useRealTimers();
});

test('a phone without it works on', () => {
	expect(() => followPosition(undefined)()).not.toThrow();
});
