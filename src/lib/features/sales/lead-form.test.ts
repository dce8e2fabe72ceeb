import { expect, test } from 'vitest';
import { carry, emptyLead, leadOf, tidy, wrongWithLead } from './lead-form.ts';

const typed = (some: Partial<ReturnType<typeof emptyLead>>) => ({ ...emptyLead(), name: 'Lucía González', ...some });

test.each([
	['lucía gonz', { name: 'Lucía Gonz' }],
	['ana de la cruz', { name: 'Ana de la Cruz' }],
	['Ñandú McAllen srl', { name: 'Ñandú McAllen srl' }],
	['lucia@example.com', { email: 'lucia@example.com' }],
	['38.204.517', { document: '38.204.517' }],
	['351 555-0148', { phone: '351 555-0148' }]
])('«%s» goes into the field it looks like', (query, expected) => expect(carry(query)).toEqual(expected));

test('only the name is asked for', () => {
	expect(wrongWithLead(typed({}))).toEqual({});
	expect(wrongWithLead(typed({ name: '  ' }))).toHaveProperty('name');
});

test('each wrong value gets its sentence', () => {
	const wrong = wrongWithLead(typed({ document: '00000000', phone: '12', email: 'lucia@', observations: 'x'.repeat(10_001) }));
	expect(Object.keys(wrong)).toEqual(['document', 'phone', 'email', 'observations']);
});

test('numbers take their form on leaving the field; what cannot be read stays as typed', () => {
	expect(tidy(typed({ document: '38204517', phone: '0351 15 555 0148' }))).toMatchObject({
		document: '38.204.517',
		phone: '+54 9 351 555-0148'
	});
	expect(tidy(typed({ document: '12', phone: 'no tiene' }))).toMatchObject({ document: '12', phone: 'no tiene' });
});

test('a CUIT of a firm makes a company', () => {
	expect(leadOf(typed({ document: '30-71234567-1' }), 'u')).toMatchObject({
		personType: 'company',
		document: { kind: 'cuit' },
		owner: 'u'
	});
	expect(leadOf(typed({ document: '38204517' }), 'u')).toMatchObject({ personType: 'person', contactChannel: null });
});
