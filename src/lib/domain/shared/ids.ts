/** A UUIDv7 as text: sortable by the time it was minted, unique without asking a server. */
export type Id = string;

const HEX = Array.from({ length: 256 }, (_, i) => i.toString(16).padStart(2, '0'));

/**
 * @param now    milliseconds since the epoch, the first 48 bits of the id
 * @param random ten random bytes; the caller owns chance
 */
export function mintId(now: number, random: Uint8Array): Id {
	const time = Math.trunc(now).toString(16).padStart(12, '0');
	const version = HEX[0x70 | (random[0]! & 0x0f)]! + HEX[random[1]!]!;
	const variant = HEX[0x80 | (random[2]! & 0x3f)]! + HEX[random[3]!]!;
	let rest = '';
	for (let i = 4; i < 10; i++) rest += HEX[random[i]!]!;
	return `${time.slice(0, 8)}-${time.slice(8)}-${version}-${variant}-${rest}`;
}

export const ID_PATTERN = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** What a person sees of an id until the server grants a number: the last six characters, which are random. */
export function shortForm(id: Id): string {
	return id.slice(-6);
}
