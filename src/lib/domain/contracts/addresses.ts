import type { RefusalCode } from '../shared/refusals.ts';

/** An IPv4 network, first and last address as whole numbers, both usable by a customer. */
export type Cidr = { first: number; last: number };

const OCTETS = /^(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})$/;

function numberOf(address: string): number | null {
	const octets = OCTETS.exec(address)?.slice(1).map(Number);
	if (!octets || octets.some((octet) => octet > 255)) return null;
	return octets.reduce((number, octet) => number * 256 + octet, 0);
}

const textOf = (number: number) => [24, 16, 8, 0].map((shift) => (number >>> shift) & 255).join('.');

/** Without the network's and the broadcast address, which only networks of two or one address give to customers (RFC 3021). */
export function parseCidr(text: string): Cidr | null {
	const [address, prefix, ...more] = text.split('/');
	const number = numberOf(address ?? '');
	if (number === null || more.length > 0 || !/^(\d|[12]\d|3[0-2])$/.test(prefix ?? '')) return null;
	const size = 2 ** (32 - Number(prefix));
	const start = number - (number % size);
	return size > 2 ? { first: start + 1, last: start + size - 2 } : { first: start, last: start + size - 1 };
}

/** Every usable address of a pool, lowest first; nothing of a text that is no network. */
export function* addressesOf(cidr: string): Generator<string> {
	const pool = parseCidr(cidr);
	for (let number = pool?.first ?? 0; pool && number <= pool.last; number++) yield textOf(number);
}

export function inPool(address: string, cidr: string): boolean {
	const pool = parseCidr(cidr);
	const number = numberOf(address);
	return pool !== null && number !== null && number >= pool.first && number <= pool.last;
}

/** The lowest address nobody has; the server's own belongs into `taken`. Null when the pool is full. */
export function nextFree(cidr: string, taken: ReadonlySet<string>): string | null {
	for (const address of addressesOf(cidr)) if (!taken.has(address)) return address;
	return null;
}

/** Why a customer cannot have that address of that pool, or null. Taken ones are the server's to know. */
export function addressProblem(
	address: string,
	cidr: string
): Extract<RefusalCode, 'address.missing' | 'address.outside-pool'> | null {
	if (address.trim() === '') return 'address.missing';
	return inPool(address, cidr) ? null : 'address.outside-pool';
}

/** Whether two pools share an address, which would give it to two customers. */
export function overlap(a: string, b: string): boolean {
	const [left, right] = [parseCidr(a), parseCidr(b)];
	return left !== null && right !== null && left.first <= right.last && right.first <= left.last;
}
