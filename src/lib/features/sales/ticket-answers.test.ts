import { expect, test } from 'vitest';
import { RECORDS } from '#lib/domain/records.ts';
import * as v from 'valibot';
import { emptyAnswers, firstWrong, isTouched, opsOf, wrongWithStep, type Answers } from './ticket-answers.ts';

let count = 0;
const newId = () => `01890000-0000-7000-8000-${String(++count).padStart(12, '0')}`;
const SELLER = newId();

function answered(some: Partial<Answers> = {}): Answers {
	const answers = emptyAnswers(newId, 'Villa Ejemplo');
	const form = {
		...answers.form,
		name: 'Carmen Ruiz',
		document: '28456789',
		phone: '0351 15 555-0101',
		observations: 'Portón azul'
	};
	const service = { plan: 'fibra-300', items: { router: 1, fija: 0 }, discounts: ['promo'] };
	const location = { ...answers.location, address: 'Güemes 742', coordinates: '-31.7125, -64.9055' };
	return { ...answers, contact: 'new', form, service, location, ...some };
}
const context = { user: SELLER, now: 1000, make: 'installation', known: null } as const;

type Born = { base: string; value: { kind: keyof typeof RECORDS; fields: Record<string, unknown> } };
const bornOf = (answers: Answers, some: Partial<Parameters<typeof opsOf>[1]> = {}) =>
	opsOf(answers, { ...context, ...some }) as unknown as Born[];

test('one gesture makes the lead, the prospect, the ticket and the order, each as its schema wants it', () => {
	const ops = bornOf(answered());
	expect(ops.map(({ value }) => value.kind)).toEqual(['lead', 'prospect', 'ticket', 'order']);
	for (const { value } of ops)
		for (const [field, schema] of Object.entries(RECORDS[value.kind].fields))
			expect(v.is(schema, value.fields[field]), `${value.kind}.${field}`).toBe(true);
});

test('the day that was promised goes with the order', () => {
	const promised = (some: Partial<Answers>) => bornOf(answered(some)).at(-1)!.value.fields['promised'];
	expect(promised({ promised: '2026-03-06' })).toBe('2026-03-06');
	expect([promised({}), promised({ promised: '' })]).toEqual([null, null]);
});

test('they name each other, and the notes reach whoever installs', () => {
	const answers = answered();
	const [lead, prospect, ticket, order] = bornOf(answers).map(({ base }) => base);
	expect([lead, prospect, ticket, order]).toEqual(Object.values(answers.ids));
	const of = (index: number) => bornOf(answers)[index]!.value.fields;
	expect(of(2)).toMatchObject({ lead, prospect, owner: SELLER, observations: 'Portón azul' });
	expect(of(3)).toMatchObject({ kind: 'installation', lead, prospect, ticket, observations: 'Portón azul' });
	expect(of(3)['location']).toEqual({
		address: 'Güemes 742',
		locality: 'Villa Ejemplo',
		reference: '',
		lat: -31.7125,
		lng: -64.9055
	});
	expect(of(1)['service']).toEqual({
		plan: 'fibra-300',
		items: [{ id: 'router', quantity: 1 }],
		discounts: ['promo'],
		offeredAt: 1000
	});
});

test('a known contact and prospect are not made again, and only the ticket is asked for', () => {
	const [lead, prospect] = [newId(), newId()];
	const ops = bornOf(answered({ contact: 'known', lead, prospect }), { make: 'ticket' });
	expect(ops.map(({ value }) => value.kind)).toEqual(['ticket']);
	expect(ops[0]!.value.fields).toMatchObject({ lead, prospect });
});

test('an offer keeps the day it was made', () => {
	const known = { service: { plan: 'fibra-100', items: [], discounts: [], offeredAt: 7 }, location: null };
	expect(bornOf(answered(), { known })[1]!.value.fields['service']).toMatchObject({ offeredAt: 7 });
});

test('each step says what keeps it, and the first incomplete one is named', () => {
	expect(firstWrong(emptyAnswers(newId))).toBe('contact');
	expect(firstWrong(answered({ service: { plan: '', items: {}, discounts: [] } }))).toBe('service');
	expect(wrongWithStep('contact', answered({ form: { ...answered().form, name: ' ', phone: '123' } }))).toHaveProperty('phone');
	expect(wrongWithStep('location', answered({ location: { ...answered().location, coordinates: 'por ahí' } }))).toHaveProperty(
		'coordinates'
	);
	expect(firstWrong(answered())).toBeNull();
});

test('a place may be an address or a point alone', () => {
	const { location } = answered();
	expect(wrongWithStep('location', answered({ location: { ...location, coordinates: '' } }))).toEqual({});
	expect(wrongWithStep('location', answered({ location: { ...location, address: '' } }))).toEqual({});
	expect(wrongWithStep('location', answered({ location: { ...location, address: '', coordinates: '' } }))).toHaveProperty(
		'address'
	);
});

test('an assistant that was only opened leaves no draft', () => {
	expect(isTouched(emptyAnswers(newId))).toBe(false);
	expect(isTouched({ ...emptyAnswers(newId), query: 'luc' })).toBe(true);
});
