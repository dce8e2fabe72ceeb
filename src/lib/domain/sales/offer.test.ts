import { expect, test } from 'vitest';
import { firstInvoice } from '../billing/invoice.ts';
import { day } from '../shared/day.ts';
import { termsOf } from '../contracts/terms.ts';
import { CATALOG, service } from '../../../../tests/support/small-catalog.ts';
import { estimateFirst, notSold, offerTotals } from './offer.ts';
import type { Service } from './prospect.ts';

const terms = (some: Partial<Service> = {}) => termsOf(service(some), CATALOG)!;
const FINAL = { issuer: 'registered', customer: 'final' } as const;

test('half price for three months, then the whole of it', () => {
	expect(offerTotals(terms({ items: [{ id: 'router', quantity: 1 }], discounts: ['welcome'] }))).toEqual({
		monthly: 30_700_00,
		steps: [{ months: 3, monthly: 16_950_00 }],
		oneOff: 15_000_00
	});
});

test('promotions that end at different times make several steps', () => {
	expect(offerTotals(terms({ discounts: ['welcome', 'friend'] })).steps).toEqual([
		{ months: 1, monthly: 8_250_00 },
		{ months: 2, monthly: 13_750_00 }
	]);
	expect(offerTotals(terms()).steps).toEqual([]);
});

test('what nobody may sell any more is named', () => {
	const odd = service({ items: [{ id: 'antenna', quantity: 1 }], discounts: ['friend', 'cordoba'] });
	expect(notSold(odd, CATALOG)).toEqual(['antenna', 'Te invitó un amigo', 'Córdoba']);
	expect(notSold(service({ discounts: ['welcome'] }), CATALOG)).toEqual([]);
});

test('one-off items are counted once', () => {
	expect(offerTotals(terms({ items: [{ id: 'visit', quantity: 2 }] })).oneOff).toBe(31_000_00);
});

test('the estimate is the first invoice', () => {
	const offer = terms({ items: [{ id: 'router', quantity: 1 }], discounts: ['welcome'] });
	const from = day('2026-11-24');
	expect(estimateFirst({ ...offer, oneOffs: [] }, from, FINAL).total).toBe(3_955_00);
	expect(estimateFirst(offer, from, FINAL).lines).toEqual(
		firstInvoice({ ...offer, ...FINAL, from, issuedOn: from, dueDays: 10 }).lines
	);
});
