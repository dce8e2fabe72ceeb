import type { Lead } from '../sales/lead.ts';
import { cents, halfUp, type Cents } from '../shared/money.ts';

export type VatCondition = Lead['vatCondition'];
export type Letter = 'A' | 'B' | 'C';
/** VAT of one rate (basis points, 2100 is 21 %) inside an amount. */
export type TaxLine = { rate: number; net: Cents; tax: Cents };

const WHOLE = 10_000;

/**
 * What an amount with VAT contained is made of. The tax is the rest, so that net and tax always give the total:
 * 21 % added to a rounded net of 16.528,93 would be 20.000,01.
 * @param rate basis points
 */
export function contained(total: Cents, rate: number): TaxLine {
	const net = cents(halfUp(BigInt(total) * BigInt(WHOLE), WHOLE + rate));
	return { rate, net, tax: cents(total - net) };
}

/** Who registers for VAT gives A to others who do and to monotributo (Ley 27.618), B to the rest; everybody else gives C. */
export function letterFor(issuer: VatCondition, customer: VatCondition): Letter {
	if (issuer !== 'registered') return 'C';
	return customer === 'registered' || customer === 'monotributo' ? 'A' : 'B';
}

/** One line a rate, on the sum of its amounts, by rate; a C invoice has none. */
export function taxesOf(amounts: readonly { amount: Cents; vatRate: number }[], letter: Letter): TaxLine[] {
	if (letter === 'C') return [];
	const sums = new Map<number, number>();
	for (const { amount, vatRate } of amounts) sums.set(vatRate, (sums.get(vatRate) ?? 0) + amount);
	return [...sums].sort(([a], [b]) => a - b).map(([rate, sum]) => contained(cents(sum), rate));
}

/** Ley 27.743: what an invoice B must show to the consumer; null where the law asks for nothing. */
export function transparency(letter: Letter, taxes: readonly TaxLine[]): { vat: Cents; other: Cents } | null {
	return letter === 'B' ? { vat: cents(taxes.reduce((sum, { tax }) => sum + tax, 0)), other: cents(0) } : null;
}
