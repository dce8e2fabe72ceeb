declare const CENTS: unique symbol;
/** Centavos, a whole number; negative is owed the other way. Never a fraction, never a float of pesos. */
export type Cents = number & { readonly [CENTS]: true };

/** @throws {RangeError} for a fraction or a number too large to be exact */
export function cents(value: number): Cents {
	if (!Number.isSafeInteger(value)) throw new RangeError(`not a whole number of centavos: ${value}`);
	return (value + 0) as Cents;
}

export const ZERO = cents(0);

export function addCents(...amounts: readonly Cents[]): Cents {
	return cents(amounts.reduce((sum, amount) => sum + amount, 0));
}

/**
 * `numerator / denominator` to the nearest whole; a half goes away from zero, so that a credit note mirrors its invoice.
 * @throws {RangeError} when the denominator is not positive
 */
export function halfUp(numerator: number | bigint, denominator: number | bigint): number {
	const n = BigInt(numerator);
	const d = BigInt(denominator);
	if (d <= 0n) throw new RangeError(`denominator is not positive: ${d}`);
	const size = n < 0n ? -n : n;
	const rounded = (2n * size + d) / (2n * d);
	return Number(n < 0n ? -rounded : rounded);
}

/** `part / whole` of an amount, exact until the one rounding at the end. */
export function share(amount: Cents, part: number, whole: number): Cents {
	return cents(halfUp(BigInt(amount) * BigInt(part), whole));
}

/** Amount times a quantity. */
export function times(amount: Cents, quantity: number): Cents {
	return cents(amount * quantity);
}

const NO_BREAK = '\u00a0';
const MINUS = '\u2212';

/**
 * The one form of an amount everywhere: sign, `$`, a space that does not break, dots for thousands, always two decimals.
 * @example formatMoney(cents(12_345_67)) // «$ 12.345,67»
 */
export function formatMoney(amount: Cents): string {
	const size = Math.abs(amount).toString().padStart(3, '0');
	const whole = size.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, '.');
	return `${amount < 0 ? MINUS : ''}$${NO_BREAK}${whole},${size.slice(-2)}`;
}

const WITH_COMMA = /^(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d{1,2}))?$/;
const WITH_POINT = /^(\d+)\.(\d{1,2})$/;

/**
 * What a person typed, or null when it is no amount. Dots before three digits are thousands; a lone dot before one
 * or two digits is what a numeric keypad writes for the comma.
 * @example parseMoney('24.900,50') // 24_900_50
 */
export function parseMoney(typed: string): Cents | null {
	const text = typed.replace(/[\s$]/g, '');
	const negative = /^[-\u2212]/.test(text);
	const match = WITH_COMMA.exec(negative ? text.slice(1) : text) ?? WITH_POINT.exec(negative ? text.slice(1) : text);
	if (!match) return null;
	const value = Number(match[1]!.replaceAll('.', '') + (match[2] ?? '').padEnd(2, '0'));
	if (!Number.isSafeInteger(value)) return null;
	return cents(negative && value > 0 ? -value : value);
}
