/** A technician does not stand still: what is older says nothing of the door. */
const FRESH_MS = 120_000;

let last: { lat: number; lng: number; at: number } | null = null;

/**
 * Keeps an eye on where this phone is while an order is open; who does not allow it works on without.
 * @returns what ends it
 */
export function followPosition(geolocation: Geolocation | undefined = navigator.geolocation): () => void {
	if (!geolocation) return () => {};
	const watch = geolocation.watchPosition(
		({ coords, timestamp }) => (last = { lat: coords.latitude, lng: coords.longitude, at: timestamp }),
		() => {},
		{ enableHighAccuracy: true, maximumAge: FRESH_MS }
	);
	return () => geolocation.clearWatch(watch);
}

/** The phone's own clock on both sides: the office's may differ from it. */
const fresh = () => (last && Date.now() - last.at < FRESH_MS ? { lat: last.lat, lng: last.lng } : null);

/** Where and when of a step, at once: nobody waits for satellites. */
export const stampAt = (at: number) => ({ at, ...(fresh() ?? { lat: null, lng: null }) });

/** The place beside an outcome, when it is known. */
export function placeOf(): { place?: { lat: number; lng: number } } {
	const place = fresh();
	return place ? { place } : {};
}
