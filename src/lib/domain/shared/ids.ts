/** A UUIDv7 as text: sortable by the time it was minted, unique without asking a server. */
export type Id = string;

const HEX = Array.from({ length: 256 }, (_, i) => i.toString(16).padStart(2, '0'));

/**
 * @param now    milliseconds since the epoch, the first 48 bits of the id
 * @param random ten random bytes; the caller owns chance
 */
export function mintId(now: number, random: Uint8Array): Id {
	const bytes = new Uint8Array(16);
	new DataView(bytes.buffer).setBigUint64(0, BigInt(Math.trunc(now)) << 16n);
	bytes.set(random.subarray(0, 10), 6);
	bytes[6] = 0x70 | (bytes[6]! & 0x0f);
	bytes[8] = 0x80 | (bytes[8]! & 0x3f);
	const hex = Array.from(bytes, (byte) => HEX[byte]).join('');
	return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

export const ID_PATTERN = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** What a person sees of an id until the server grants a number: the last six characters, which are random. */
export function shortForm(id: Id): string {
	return id.slice(-6);
}
