import { digits } from './text.ts';

/** Area codes of two and three digits (plan fundamental de numeración); every other area has four. */
const SHORT_AREAS = new Set(
	`11 220 221 223 230 236 237 249 260 261 263 264 266 280 291 294 297 298 299 336 341 342 343 345 348 351 353 358 362
	364 370 376 379 380 381 383 385 387 388`.split(/\s+/)
);
const NATIONAL = 10;

export type Phone = {
	/** What two spellings of one number share: ten national digits, `+` and all digits of a foreign one, or what is there. */
	key: string;
	/** True only when it was typed with 9 or 15. */
	mobile: boolean;
	display: string;
};

function areaOf(national: string): string {
	const known = [2, 3].map((length) => national.slice(0, length)).find((area) => SHORT_AREAS.has(area));
	return known ?? national.slice(0, 4);
}

/** Without 00, 54, 9 and 0; the 15 of a mobile goes too, wherever its area ends. */
function national(typed: string, home: string): { key: string; mobile: boolean } {
	let rest = digits(typed).replace(/^00/, '');
	let mobile = false;
	if (rest.startsWith('54') && rest.length > NATIONAL) rest = rest.slice(2);
	if (rest.startsWith('9') && rest.length === NATIONAL + 1) [rest, mobile] = [rest.slice(1), true];
	rest = rest.replace(/^0/, '');
	if (rest.startsWith('15') && home && rest.length === NATIONAL + 2 - home.length) [rest, mobile] = [home + rest.slice(2), true];
	const area = areaOf(rest);
	if (rest.length === NATIONAL + 2 && rest.startsWith('15', area.length))
		[rest, mobile] = [area + rest.slice(area.length + 2), true];
	if (home && rest.length === NATIONAL - home.length) rest = home + rest;
	return { key: rest, mobile };
}

/**
 * A telephone as people write it in Argentina; another country's only with its `+`.
 * @param home area code that a number without area belongs to, e.g. `351`
 * @example readPhone('0261 15-555-0148').key === readPhone('+54 9 261 555 0148').key
 */
export function readPhone(typed: string, home = ''): Phone {
	const foreign = /^\s*(\+|00)/.test(typed) && !/^(00)?54/.test(digits(typed));
	if (foreign) {
		const key = `+${digits(typed).replace(/^00/, '')}`;
		return { key, mobile: false, display: key };
	}
	const { key, mobile } = national(typed, home);
	if (key.length !== NATIONAL) return { key, mobile, display: typed.trim() };
	const area = areaOf(key);
	return { key, mobile, display: `+54 ${mobile ? '9 ' : ''}${area} ${key.slice(area.length, -4)}-${key.slice(-4)}` };
}

export function phoneKey(typed: string, home = ''): string {
	return readPhone(typed, home).key;
}

/** Enough digits to call: ten national ones, or seven to fifteen of another country. */
export function isPhone(typed: string, home = ''): boolean {
	return /^[\d\s()+.\-/]*$/.test(typed) && /^(\d{10}|\+\d{7,15})$/.test(phoneKey(typed, home));
}
