import { expect, test } from 'vitest';
import { hasNames, readCsvLeads } from './csv-leads.ts';

const CARMEN = {
	Nombre: 'Carmen Ruiz',
	Documento: '38.204.517',
	Teléfono: '0351 15-555-0148',
	'E-mail': 'carmen@example.com',
	'Canal de contacto': 'WhatsApp',
	Observaciones: 'Portón azul, 100 % & «timbre» 🙂'
};

test('a whole line becomes a lead', () => {
	const [line] = readCsvLeads([CARMEN]);
	expect(line).toMatchObject({
		row: 1,
		ok: true,
		lead: {
			name: 'Carmen Ruiz',
			document: { kind: 'dni', number: '38.204.517' },
			phone: '0351 15-555-0148',
			contactChannel: 'whatsapp',
			observations: 'Portón azul, 100 % & «timbre» 🙂'
		}
	});
});

test('headings in any case, order and spelling; only the name is asked for', () => {
	const [line] = readCsvLeads([{ ' TELEFONO ': '', 'NOMBRE Y APELLIDO': ' Luis Paz ', email: '', ciudad: 'Córdoba' }]);
	expect(line).toMatchObject({ ok: true, lead: { name: 'Luis Paz', document: null, contactChannel: null } });
	expect(hasNames(['telefono', '\ufeffNombre'])).toBe(true);
	expect(hasNames(['telefono', 'ciudad'])).toBe(false);
});

test('every kind of document', () => {
	const kinds = ['DNI: 38.204.517', '30-71234567-1', 'CUIT 30712345671', 'AAB123456', 'pasaporte 123456'].map(
		(Documento) => readCsvLeads([{ ...CARMEN, Documento }])[0]
	);
	expect(kinds.map((line) => line?.ok && line.lead.document?.kind)).toEqual(['dni', 'cuit', 'cuit', 'passport', 'passport']);
});

test('every wrong value of a line is named', () => {
	const wrong = {
		Nombre: ' ',
		Documento: '30-71234567-2',
		Teléfono: '1234',
		'E-mail': 'carmen',
		'Canal de contacto': 'paloma',
		Observaciones: 'x'.repeat(10_001)
	};
	expect(readCsvLeads([CARMEN, wrong])[1]).toEqual({
		row: 2,
		ok: false,
		name: '',
		errors: [
			{ column: 'name', problem: 'name.missing' },
			{ column: 'document', problem: 'document.check-digit' },
			{ column: 'phone', problem: 'phone.length' },
			{ column: 'email', problem: 'email.shape' },
			{ column: 'contactChannel', problem: 'channel.unknown' },
			{ column: 'observations', problem: 'text.too-long' }
		]
	});
});

test('empty lines are no leads, and the others keep their number', () => {
	expect(readCsvLeads([{ Nombre: '' }, CARMEN]).map(({ row }) => row)).toEqual([2]);
});
