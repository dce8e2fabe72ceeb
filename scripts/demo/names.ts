import { checkDocument } from '#lib/domain/shared/document.ts';
import type { Chance } from './chance.ts';

const FIRST = [
	'Lucía',
	'Martina',
	'Sofía',
	'Valentina',
	'Camila',
	'Julieta',
	'Agustina',
	'Florencia',
	'Rocío',
	'Micaela',
	'Mateo',
	'Benjamín',
	'Joaquín',
	'Tomás',
	'Lautaro',
	'Nicolás',
	'Gonzalo',
	'Ezequiel',
	'Facundo',
	'Ramón',
	'Norma',
	'Graciela',
	'Héctor',
	'Oscar',
	'Susana',
	'Iñaki'
];
const LAST = [
	'González',
	'Rodríguez',
	'Gómez',
	'Fernández',
	'López',
	'Díaz',
	'Martínez',
	'Pérez',
	'Romero',
	'Sosa',
	'Álvarez',
	'Torres',
	'Ruiz',
	'Ramírez',
	'Flores',
	'Benítez',
	'Acosta',
	'Medina',
	'Herrera',
	'Aguirre',
	'Giménez',
	'Molina',
	'Silva',
	'Castro',
	'Ortiz',
	'Núñez',
	'Luna',
	'Cabrera',
	'Ríos',
	'Ferreyra',
	'Peralta',
	'Muñoz'
];
const FIRMS = ['Panadería', 'Ferretería', 'Farmacia', 'Estudio', 'Consorcio', 'Clínica', 'Vivero', 'Gomería'];

export function personName(chance: Chance): string {
	return `${chance.pick(FIRST)} ${chance.pick(LAST)}`;
}
export function firmName(chance: Chance): string {
	return `${chance.pick(FIRMS)} ${chance.pick(LAST)}`;
}

/** Numbers that no telephone company gives out: the 555 block. */
export function phone(n: number): string {
	return `+54 9 351 555-${String(n % 10_000).padStart(4, '0')}`;
}

/** @param n gives `nombre.apellido.n@example.com`, an address that reaches nobody */
export function email(name: string, n: number): string {
	const plain = name
		.normalize('NFD')
		.replace(/[^A-Za-z ]/g, '')
		.toLowerCase();
	return `${plain.split(' ').join('.')}.${n}@example.com`;
}

export function dni(chance: Chance): string {
	return String(chance.between(20_000_000, 46_999_999));
}

/** A fictitious firm's CUIT with its right check digit. */
export function cuit(chance: Chance): string {
	const body = `30${chance.between(50_000_000, 71_999_999)}`;
	const number = Array.from({ length: 10 }, (_, digit) => body + digit).find((candidate) => checkDocument('cuit', candidate).ok);
	return number ?? cuit(chance);
}
