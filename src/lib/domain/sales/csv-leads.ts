import * as v from 'valibot';
import { checkDocument, guessKind, type DocumentKind } from '../shared/document.ts';
import { isPhone } from '../shared/phone.ts';
import type { Problem } from '../shared/problems.ts';
import { fold } from '../shared/text.ts';
import { LEAD_FIELDS, newLead, type Lead } from './lead.ts';

type Column = 'name' | 'document' | 'phone' | 'email' | 'contactChannel' | 'observations';

/** Headings as people write them, folded and without signs. */
const HEADINGS: Record<Column, readonly string[]> = {
	name: ['nombre', 'nombre y apellido', 'apellido y nombre', 'nombre completo', 'razon social', 'contacto', 'name'],
	document: ['documento', 'dni', 'cuit', 'dni cuit', 'documento dni cuit', 'document'],
	phone: ['telefono', 'celular', 'movil', 'tel', 'whatsapp', 'phone'],
	email: ['email', 'e mail', 'mail', 'correo', 'correo electronico'],
	contactChannel: ['canal de contacto', 'canal', 'origen', 'channel'],
	observations: ['observaciones', 'observacion', 'notas', 'nota', 'comentarios', 'notes']
};

const CHANNELS: Record<string, NonNullable<Lead['contactChannel']>> = {
	whatsapp: 'whatsapp',
	wpp: 'whatsapp',
	llamada: 'call',
	telefono: 'call',
	call: 'call',
	web: 'web',
	'sitio web': 'web',
	referido: 'referral',
	recomendado: 'referral',
	referral: 'referral',
	local: 'shop',
	oficina: 'shop',
	shop: 'shop',
	otro: 'other',
	other: 'other'
};

/** `row` counts the lines under the headings, from 1. */
export type CsvLead = { row: number } & (
	{ ok: true; lead: Lead } | { ok: false; name: string; errors: { column: Column; problem: Problem }[] }
);

const plain = (text: string) => fold(text.replace(/[^\p{L}\p{N}]+/gu, ' '));

function columnOf(heading: string): Column | null {
	const text = plain(heading);
	return (Object.keys(HEADINGS) as Column[]).find((column) => HEADINGS[column].includes(text)) ?? null;
}

/** Whether the file can be read at all: a column with the names is the one thing asked for. */
export function hasNames(headings: readonly string[]): boolean {
	return headings.some((heading) => columnOf(heading) === 'name');
}

function cellsOf(record: Record<string, string>): Record<Column, string> {
	const cells: Record<Column, string> = { name: '', document: '', phone: '', email: '', contactChannel: '', observations: '' };
	for (const [heading, value] of Object.entries(record)) {
		const column = columnOf(heading);
		if (column && !cells[column]) cells[column] = (value ?? '').trim();
	}
	return cells;
}

/** «DNI 30.123.456» names its kind; otherwise the number does. */
function documentOf(cell: string): { kind: DocumentKind; number: string } | null {
	const [, word = '', number = ''] = /^(dni|cuit|cuil|pasaporte|passport)?[\s.:]*(.*)$/i.exec(cell)!;
	if (number === '') return null;
	const named = { dni: 'dni', cuit: 'cuit', cuil: 'cuit', pasaporte: 'passport', passport: 'passport' } as const;
	return { kind: named[word.toLowerCase() as keyof typeof named] ?? guessKind(number), number };
}

const Email = v.pipe(v.string(), v.email());

function problemsOf(cells: Record<Column, string>): { column: Column; problem: Problem }[] {
	const document = documentOf(cells.document);
	const checked = document && checkDocument(document.kind, document.number);
	const problem: Record<Column, Problem | false | null> = {
		name: cells.name === '' && 'name.missing',
		document: checked && !checked.ok && checked.code,
		phone: cells.phone !== '' && !isPhone(cells.phone) && 'phone.length',
		email: cells.email !== '' && !v.is(Email, cells.email) && 'email.shape',
		contactChannel: cells.contactChannel !== '' && !CHANNELS[plain(cells.contactChannel)] && 'channel.unknown',
		observations: null
	};
	return (Object.keys(cells) as Column[]).flatMap((column) => {
		const found = problem[column] || (!fits(column, cells[column]) && 'text.too-long');
		return found ? [{ column, problem: found }] : [];
	});
}

function fits(column: Column, cell: string): boolean {
	const schema = column === 'observations' ? LEAD_FIELDS.observations : LEAD_FIELDS.phone;
	return v.is(schema, cell);
}

function leadOf(cells: Record<Column, string>): Lead {
	const { name, phone, email, observations } = cells;
	const document = documentOf(cells.document);
	return newLead({ name, phone, email, observations, document, contactChannel: CHANNELS[plain(cells.contactChannel)] ?? null });
}

const isEmpty = (record: Record<string, string>) => Object.values(record).every((value) => (value ?? '').trim() === '');

/** One answer a line of the file, so that a preview can show every wrong one; empty lines are skipped and counted. */
export function readCsvLeads(records: readonly Record<string, string>[]): CsvLead[] {
	return records.flatMap((record, i) => {
		if (isEmpty(record)) return [];
		const cells = cellsOf(record);
		const errors = problemsOf(cells);
		return [
			errors.length > 0 ? { row: i + 1, ok: false, name: cells.name, errors } : { row: i + 1, ok: true, lead: leadOf(cells) }
		];
	});
}
