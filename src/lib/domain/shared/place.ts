export type Pin = { lat: number; lng: number };

const EARTH = 6_371_008.8;
const radians = (degrees: number) => (degrees * Math.PI) / 180;

/** Metres along the globe between two points (haversine). */
export function metresBetween(a: Pin, b: Pin): number {
	const north = Math.sin(radians(b.lat - a.lat) / 2) ** 2;
	const east = Math.sin(radians(b.lng - a.lng) / 2) ** 2;
	return 2 * EARTH * Math.asin(Math.sqrt(Math.min(1, north + Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * east)));
}

/** «86 m», «1,1 km» */
export function formatDistance(metres: number): string {
	return metres < 1000 ? `${Math.round(metres)} m` : `${(metres / 1000).toFixed(1).replace('.', ',')} km`;
}

const NUMBER = /[-\u2212+]?\d+(?:[.,]\d+)?/g;

/** Coordinates as people paste them, decimal point or comma; null when they are not two numbers on the globe. */
export function parseCoordinates(typed: string): Pin | null {
	const text = /\d\.\d/.test(typed) ? typed.replaceAll(',', ' ') : typed;
	const [lat, lng, ...more] = (text.match(NUMBER) ?? []).map((part) => Number(part.replace('\u2212', '-').replace(',', '.')));
	if (lat === undefined || lng === undefined || more.length > 0 || /[^\d\s.,;+\-\u2212°()]/.test(typed)) return null;
	return Math.abs(lat) <= 90 && Math.abs(lng) <= 180 ? { lat, lng } : null;
}

/** «−31,39214 −64,18207»: five decimals are about a metre. */
export function formatCoordinates({ lat, lng }: Pin): string {
	return [lat, lng].map((degrees) => degrees.toFixed(5).replace('.', ',').replace('-', '\u2212')).join(' ');
}
