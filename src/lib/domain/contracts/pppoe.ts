import { fold } from '../shared/text.ts';

const LONGEST_NAME = 24;
/** 32 signs, so that five bits of a byte choose one evenly; without l, o, 0 and 1, which a technician misreads. */
const SIGNS = 'abcdefghijkmnpqrstuvwxyz23456789';
export const SECRET_LENGTH = 14;

/**
 * The user a router signs in with: first and last word of the customer's name and the digits of the contract's number,
 * which make it unique.
 * @example pppoeUser('María Eugenia Torres', 'CT-08841') // «maria.torres.8841»
 */
export function pppoeUser(customer: string, number: string): string {
	const words = fold(customer)
		.replace(/[^a-z0-9 ]/g, '')
		.split(' ')
		.filter(Boolean);
	const name = [...new Set([words.at(0), words.at(-1)])].filter(Boolean).join('.').slice(0, LONGEST_NAME).replace(/\.$/, '');
	const digits = number.replace(/\D/g, '').replace(/^0+(?=\d)/, '');
	return [name || 'cliente', digits].filter(Boolean).join('.');
}

/**
 * @param random at least `SECRET_LENGTH` random bytes; the caller owns chance
 * @throws {RangeError} for fewer
 */
export function pppoeSecret(random: Uint8Array): string {
	if (random.length < SECRET_LENGTH) throw new RangeError(`${random.length} random bytes`);
	return Array.from(random.subarray(0, SECRET_LENGTH), (byte) => SIGNS[byte % SIGNS.length]).join('');
}
