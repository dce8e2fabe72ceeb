export type Pin = { lat: number; lng: number };

const NUMBER = /[-−–+]?\d{1,3}(?:[.,]\d+)?/g;

/**
 * Two numbers as people paste them: decimal comma or point, any minus, degrees signs and separators ignored.
 * @returns null when it is no place on Earth
 * @example parseCoordinates('−31,39214 −64,18207') // { lat: -31.39214, lng: -64.18207 }
 */
export function parseCoordinates(typed: string): Pin | null {
	const found = typed.match(NUMBER)?.map((part) => Number(part.replace(/[−–]/, '-').replace(',', '.')));
	if (found?.length !== 2) return null;
	const [lat, lng] = found as [number, number];
	return Math.abs(lat) <= 90 && Math.abs(lng) <= 180 ? { lat, lng } : null;
}

/** Five decimals, about a metre: «−31,39214 −64,18207». */
export function formatCoordinates({ lat, lng }: Pin): string {
	return [lat, lng].map((part) => part.toFixed(5).replace('-', '−').replace('.', ',')).join(' ');
}
