import { expect, test } from 'vitest';
import { DuplicateIndex, type Known, type Probe } from './duplicates.ts';
import { newLead, type Lead } from './lead.ts';

const HOUSE = { lat: -31.39214, lng: -64.18207 };
const NEXT_DOOR = { lat: -31.39244, lng: -64.18207 };
const FAR = { lat: -31.4, lng: -64.18207 };

const known = (id: string, some: Partial<Lead>, places = [HOUSE]): Known => ({
	...newLead({ name: 'Carmen Ruiz', ...some }),
	id,
	places
});
const probe = (some: Partial<Lead>, places: Probe['places'] = []): Probe => ({
	...newLead({ name: 'Carmen Ruiz', ...some }),
	places
});

test('one telephone typed in three ways', () => {
	const index = new DuplicateIndex([known('a', { phone: '+54 9 261 555-0148' }), known('b', { phone: '0261 15 555-0148' })]);
	expect(index.find(probe({ name: 'C. Ruiz', phone: '261 5550148' }))).toEqual([
		{ id: 'a', reasons: ['phone'], certain: false },
		{ id: 'b', reasons: ['phone'], certain: false }
	]);
});

test('a telephone without area belongs to the town', () => {
	const index = new DuplicateIndex([known('a', { phone: '351 555-0148' })], '351');
	expect(index.find(probe({ phone: '555-0148' }))).toHaveLength(1);
});

test('DNI and CUIT of one person; certain only together with the telephone', () => {
	const carmen = known('a', {
		document: { kind: 'dni', number: '38.204.517' },
		phone: '351 555-0148',
		email: 'carmen@example.com'
	});
	const index = new DuplicateIndex([known('family', { name: 'Julia Ruiz', phone: '351 555-0148' }), carmen]);
	expect(index.find(probe({ taxId: '27-38204517-1' }))).toEqual([{ id: 'a', reasons: ['document'], certain: false }]);
	expect(
		index.find(probe({ document: { kind: 'dni', number: '38204517' }, phone: '3515550148', email: 'CARMEN@example.com ' }))
	).toEqual([
		{ id: 'a', reasons: ['document', 'phone', 'mail'], certain: true },
		{ id: 'family', reasons: ['phone'], certain: false }
	]);
});

test('one name counts within fifty metres', () => {
	const index = new DuplicateIndex([known('a', { name: 'RUIZ, Cármen' })]);
	expect(index.find(probe({}, [NEXT_DOOR]))).toEqual([{ id: 'a', reasons: ['name-near'], certain: false }]);
	expect(index.find(probe({}, [FAR]))).toEqual([]);
	expect(index.find(probe({}))).toEqual([]);
});

test('nobody is a duplicate of himself or of empty fields', () => {
	const index = new DuplicateIndex([known('a', { phone: '351 555-0148' }), known('b', {})]);
	expect(index.find(probe({ phone: '351 555-0148' }), 'a')).toEqual([]);
	expect(index.find(probe({ name: 'Otra Persona', phone: '12' }))).toEqual([]);
});
