import type { Location } from '#lib/domain/shared/schema.ts';
import type { Chance } from './chance.ts';

/** Villa Ejemplo does not exist: a grid of streets around this corner. */
export const CENTRE = { lat: -31.712, lng: -64.905 };
const BLOCK = { lat: 0.00099, lng: 0.00116 };
const BLOCKS = 12;

const EAST = [
	'Belgrano',
	'San Martín',
	'Güemes',
	'Rivadavia',
	'Sarmiento',
	'Mitre',
	'Alberdi',
	'Urquiza',
	'Moreno',
	'Laprida',
	'Ñandubay',
	'Los Álamos',
	'Las Acacias'
];
const NORTH = [
	'Colón',
	'25 de Mayo',
	'9 de Julio',
	'Chacabuco',
	'Maipú',
	'Ayacucho',
	'Caseros',
	'Tucumán',
	'Salta',
	'Jujuy',
	'Corrientes',
	'Entre Ríos',
	'Córdoba'
];
export const ZONES = ['Centro', 'Alto', 'Bajo Río', 'Estación', 'Loma Sur', 'Villa Nueva'] as const;

const corner = (column: number, row: number) => ({
	lat: round(CENTRE.lat + (row - BLOCKS / 2) * BLOCK.lat),
	lng: round(CENTRE.lng + (column - BLOCKS / 2) * BLOCK.lng)
});
const round = (degrees: number) => Math.round(degrees * 1e6) / 1e6;
const zoneAt = (column: number, row: number) => ZONES[Math.floor((column / (BLOCKS + 1)) * 3) + (row > BLOCKS / 2 ? 3 : 0)]!;

/** A house on one of the grid's streets. */
export function house(chance: Chance, reference = ''): Location {
	const column = chance.between(0, BLOCKS);
	const row = chance.between(0, BLOCKS);
	const alongEast = chance.next() < 0.5;
	const street = alongEast ? EAST[row]! : NORTH[column]!;
	const within = chance.next();
	const at = corner(alongEast ? column + within : column, alongEast ? row : row + within);
	const number = 100 * ((alongEast ? column : row) + 1) + Math.floor(within * 99);
	return { address: `${street} ${number}`, locality: zoneAt(column, row), reference, ...at };
}

/** Four nodes, one a quarter of the town. */
export const NODES = [
	{ id: 'nodo-centro', name: 'Nodo Centro', ...corner(4, 4) },
	{ id: 'nodo-alto', name: 'Nodo Alto', ...corner(9, 3) },
	{ id: 'nodo-sur', name: 'Nodo Loma Sur', ...corner(3, 9) },
	{ id: 'nodo-estacion', name: 'Nodo Estación', ...corner(9, 9) }
];

/** A box on every third corner: nowhere in the grid is farther from one than a drop cable reaches. */
export function napCorners(): { id: string; name: string; node: string; lat: number; lng: number }[] {
	const boxes = [];
	for (let row = 1; row <= BLOCKS; row += 3)
		for (let column = 1; column <= BLOCKS; column += 3) {
			const node = NODES[(row > 6 ? 2 : 0) + (column > 6 ? 1 : 0)]!;
			boxes.push({
				id: `nap-${column}-${row}`,
				name: `NAP ${String.fromCharCode(65 + (row - 1) / 3)}${(column + 2) / 3}`,
				node: node.id,
				...corner(column, row)
			});
		}
	return boxes;
}

/** Twelve kilometres out: no box will ever reach it. */
export const FAR_AWAY: Location = {
	address: 'Ruta Provincial 14 km 32',
	locality: 'Paraje El Sauce',
	reference: 'Tranquera verde',
	lat: -31.82,
	lng: -64.98
};
