import { expect, test } from 'vitest';
import { changesAsked, wrongWithContact, type Contact } from './data-change.ts';

const NOW = { phone: '+54 9 351 555-0101', email: 'carmen.ruiz@example.com' };
const SAME: Contact = { ...NOW, way: '' };

test('a customer who changed nothing asks for nothing, however he writes his number', () => {
	expect(changesAsked(NOW, SAME)).toEqual([]);
	expect(changesAsked(NOW, { ...SAME, phone: '+5493515550101' })).toEqual([]);
});

test('each change says what it was', () => {
	const asked: Contact = { phone: '+54 9 351 555-0199', email: '', way: 'whatsapp' };
	expect(changesAsked(NOW, asked)).toEqual([
		'Teléfono: +54 9 351 555-0199 (antes +54 9 351 555-0101)',
		'E-mail: ninguno (antes carmen.ruiz@example.com)',
		'Prefiere: WhatsApp'
	]);
});

test('what cannot be dialled or written to is said beside its field', () => {
	expect(wrongWithContact(SAME)).toEqual({});
	expect(Object.keys(wrongWithContact({ phone: '123', email: 'carmen@', way: 'pigeon' }))).toEqual(['phone', 'email', 'way']);
	expect(Object.keys(wrongWithContact({ ...SAME, email: `${'a'.repeat(200)}@example.com` }))).toEqual(['email']);
});
