import { expect, test } from 'vitest';
import { fieldName } from './field-names.ts';
import { pastWords } from './past-words.ts';
import { RECORDS, type Kind } from './records.ts';

const SOFIA = '01950000-0000-7000-8000-000000000001';
const nameOf = (id: string) => ({ [SOFIA]: 'Sofía', 'fibra-300': 'Fibra 300 Mb' })[id];

test.each([
	['lead', { field: 'phone', old: '351 1', value: '351 2' }, 'cambió Teléfono: de 351 1 a 351 2'],
	['lead', { field: 'phone', old: '', value: '351 2' }, 'puso Teléfono: 351 2'],
	['lead', { field: 'phone', old: '351 1', value: '' }, 'vació Teléfono: decía 351 1'],
	['lead', { field: 'phone', value: '351 2' }, 'puso Teléfono: 351 2'],
	['lead', { field: 'document', old: null, value: { kind: 'dni', number: '28456789' } }, 'puso Documento: 28456789'],
	['lead', { field: 'owner', old: null, value: SOFIA }, 'puso Responsable: Sofía'],
	['lead', { field: 'archived', old: false, value: true }, 'cambió Archivado: de no a sí'],
	['prospect', { field: 'location', old: null, value: { address: 'Belgrano 1' } }, 'puso Ubicación: Belgrano 1'],
	['prospect', { field: 'service', old: null, value: { plan: 'fibra-300', items: [] } }, 'puso Servicio: Fibra 300 Mb'],
	['order', { field: 'plan', old: null, value: { id: 'x', crew: [], start: 1 } }, 'cambió Visita programada'],
	['lead', { field: 'owner', old: null, value: '01950000-0000-7000-8000-00000000000f' }, 'cambió Responsable'],
	['order', { field: 'notes', old: '', value: 'Portón\n azul' }, 'escribió en Notas: «Portón azul»'],
	['order', { field: 'notes', old: ' perro', value: '' }, 'borró de Notas: «perro»'],
	['order', { field: 'notes', old: 'azul', value: 'gris' }, 'cambió en Notas: «azul» por «gris»'],
	['order', { field: 'notes', old: '', value: ' ' }, 'cambió Notas'],
	['order', { field: 'notes', value: 'Portón azul' }, 'cambió Notas']
] as const)('%s %j: %s', (kind, past, words) => {
	expect(pastWords(kind, past, nameOf)).toBe(words);
});

test('every field of every record has a name of its own', () => {
	for (const kind of Object.keys(RECORDS) as Kind[])
		for (const field of [...Object.keys(RECORDS[kind].fields), ...RECORDS[kind].texts])
			expect(fieldName(kind, field), `${kind}.${field}`).not.toBe('');
	expect(fieldName('lead', 'constructor')).toBe('Un dato');
});
