import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, day, type Day, type Month } from '../shared/day.ts';
import { cents, share } from '../shared/money.ts';
import { firstInvoice, monthlyInvoice, planPrice, type Billing, type Terms } from './invoice.ts';
import { monthNumber } from './proration.ts';

const FIBRA_300 = { id: 'fibra-300', name: 'Fibra 300 Mb', price: 20_000_00, vatRate: 2100 };
const ROUTER = { id: 'router', name: 'Alquiler de router Wi-Fi 6', price: 3_200_00, vatRate: 2100, quantity: 1 };
const INSTALLATION = { id: 'installation', name: 'Instalación', price: 15_000_00, vatRate: 2100, quantity: 1 };
const WELCOME = { id: 'welcome', name: 'Promo Bienvenida', percent: 50, months: 3 };

const terms = (some: Partial<Terms> = {}): Terms => ({ plan: FIBRA_300, items: [], oneOffs: [], discounts: [], ...some });
const billing = (issuedOn: Day): Billing => ({ issuer: 'registered', customer: 'final', issuedOn, dueDays: 10 });
const first = (from: string, some: Partial<Terms & Billing> = {}) =>
	firstInvoice({ ...terms(), ...billing(day(from)), from: day(from), ...some });

test.each([
	['2026-03-17', 9_677_42, 7_997_87, 1_679_55],
	['2026-02-17', 8_571_43, 7_083_83, 1_487_60],
	['2026-03-01', 20_000_00, 16_528_93, 3_471_07]
])('20.000 a month, installed on %s', (from, total, net, tax) => {
	expect(first(from)).toMatchObject({
		letter: 'B',
		total,
		net,
		taxes: [{ rate: 2100, net, tax }],
		transparency: { vat: tax, other: 0 }
	});
});

test('half price for three months: 10.000 = 8.264,46 + 1.735,54', () => {
	const invoice = first('2026-03-01', { discounts: [WELCOME] });
	expect(invoice).toMatchObject({ total: 10_000_00, net: 8_264_46, taxes: [{ tax: 1_735_54 }] });
	expect(invoice.lines.map(({ description, amount }) => [description, amount])).toEqual([
		['Fibra 300 Mb', 20_000_00],
		['Promo Bienvenida', -10_000_00]
	]);
});

test('the installation charge is not prorated, all else is', () => {
	const invoice = first('2026-03-17', { items: [ROUTER], oneOffs: [INSTALLATION] });
	expect(invoice.lines.map(({ kind, unit, amount, detail }) => [kind, unit, amount, detail])).toEqual([
		['plan', 20_000_00, 9_677_42, '15 de 31 días'],
		['recurring', 3_200_00, 1_548_39, '15 de 31 días'],
		['oneoff', 15_000_00, 15_000_00, '']
	]);
	expect(invoice.total).toBe(26_225_81);
	expect(invoice.period).toEqual({ from: '2026-03-17', to: '2026-03-31' });
	expect(invoice.dues).toEqual([{ on: '2026-03-27', amount: 26_225_81 }]);
});

test('the price is halved before it is prorated', () => {
	const plan = { ...FIBRA_300, price: 27_500_00 };
	const invoice = first('2026-11-24', { plan, items: [ROUTER], discounts: [WELCOME] });
	expect(invoice.total).toBe(3_955_00);
	expect(invoice.lines[0]!.amount + invoice.lines[1]!.amount).toBe(3_208_33);
});

test('a promotion of three months covers the days before them and three whole months', () => {
	const monthly = (month: string, from = '2026-11-24') =>
		monthlyInvoice({
			...terms({ discounts: [WELCOME] }),
			...billing(day(`${month}-01`)),
			month: month as Month,
			monthNumber: monthNumber(day(from), month as Month)
		}).total;
	expect(first('2026-11-24', { discounts: [WELCOME] }).lines).toHaveLength(2);
	expect(['2026-12', '2027-01', '2027-02', '2027-03'].map((month) => monthly(month))).toEqual([
		10_000_00, 10_000_00, 10_000_00, 20_000_00
	]);
	expect(monthly('2027-01', '2026-11-01')).toBe(10_000_00);
	expect(monthly('2027-02', '2026-11-01')).toBe(20_000_00);
});

test('promotions never take more than the plan', () => {
	const third = { ...WELCOME, id: 'friend', percent: 80, months: 1 };
	const invoice = first('2026-03-01', { items: [ROUTER], discounts: [WELCOME, third] });
	expect(invoice.total).toBe(3_200_00);
	expect(planPrice(FIBRA_300, [WELCOME, third], 1)).toBe(0);
	expect(planPrice(FIBRA_300, [WELCOME, third], 2)).toBe(10_000_00);
	expect(planPrice(FIBRA_300, [WELCOME, third], 4)).toBe(20_000_00);
});

test('a monotributista gives C: no VAT to tell', () => {
	expect(first('2026-03-17', { issuer: 'monotributo' })).toMatchObject({
		letter: 'C',
		net: 9_677_42,
		taxes: [],
		total: 9_677_42,
		transparency: null
	});
});

test('each rate its own tax line', () => {
	const phone = { ...ROUTER, id: 'phone', vatRate: 2700 };
	const { taxes, net, total } = first('2026-03-17', { items: [ROUTER, phone] });
	expect(taxes.map(({ rate }) => rate)).toEqual([2100, 2700]);
	expect(net + taxes.reduce((sum, { tax }) => sum + tax, 0)).toBe(total);
});

const price = fc.nat(10 ** 8);
const rate = fc.constantFrom(0, 1050, 2100, 2700);
const charge = fc.record({ id: fc.string(), name: fc.string(), price, vatRate: rate, quantity: fc.integer({ min: 1, max: 5 }) });
const someTerms = fc.record({
	plan: charge,
	items: fc.array(charge, { maxLength: 4 }),
	oneOffs: fc.array(charge, { maxLength: 3 }),
	discounts: fc.array(
		fc.record({
			id: fc.string(),
			name: fc.string(),
			percent: fc.integer({ min: 1, max: 100 }),
			months: fc.integer({ min: 1, max: 12 })
		}),
		{ maxLength: 4 }
	)
});

test('lines, net and taxes always add up, and the plan costs its discounted price by the day', () => {
	fc.assert(
		fc.property(someTerms, fc.nat(2_000), (some, later) => {
			const from = addDays(day('2026-01-01'), later);
			const invoice = firstInvoice({ ...some, ...billing(from), from });
			const sum = (amounts: number[]) => amounts.reduce((total, amount) => total + amount, 0);
			expect(sum(invoice.lines.map(({ amount }) => amount))).toBe(invoice.total);
			expect(invoice.net + sum(invoice.taxes.map(({ tax }) => tax))).toBe(invoice.total);
			expect(sum(invoice.taxes.map(({ net }) => net))).toBe(invoice.net);
			const plan = sum(invoice.lines.filter(({ kind }) => kind === 'plan' || kind === 'discount').map(({ amount }) => amount));
			const [of, left] = [new Date(Date.UTC(+from.slice(0, 4), +from.slice(5, 7), 0)).getUTCDate(), +from.slice(8)];
			expect(plan).toBe(share(planPrice(some.plan, some.discounts, left === 1 ? 1 : 0), of - left + 1, of));
			expect(cents(plan)).toBeGreaterThanOrEqual(0);
		})
	);
});
