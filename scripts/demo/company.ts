import type { CatalogItem, Role } from '#lib/domain/catalog.ts';
import { demoId } from './chance.ts';
import { CENTRE, napCorners, NODES } from './town.ts';

export const BRANCH = 'central';
export const ZONE = 'America/Argentina/Cordoba';
const FOUNDED = Date.UTC(2024, 0, 2, 12);

const person = (name: string, mail: string, role: Role, thread: string) => ({
	id: demoId('user', mail, FOUNDED),
	name,
	email: `${mail}@hilo.example`,
	roles: [role],
	branch: BRANCH,
	thread
});

/** Who works at Red Ejemplo. */
export const STAFF = {
	admin: person('Julia Paredes', 'admin', 'owner', 'negro'),
	sofia: person('Sofía Cáceres', 'sofia', 'seller', 'rosa'),
	tomas: person('Tomás Vidal', 'tomas', 'seller', 'oliva'),
	ana: person('Ana Suárez', 'ana', 'dispatcher', 'violeta'),
	luis: person('Luis Ibarra', 'luis', 'dispatcher', 'naranja'),
	paula: person('Paula Acosta', 'paula', 'technician', 'verde'),
	martin: person('Martín Rojas', 'martin', 'technician', 'azul'),
	elena: person('Elena Córdoba', 'elena', 'billing', 'marron'),
	hugo: person('Hugo Peña', 'hugo', 'helpdesk', 'aqua')
};

const VAT = 2100;

/** What Red Ejemplo sells and where it can. Prices in centavos, VAT contained. */
export function demoCatalog(): CatalogItem[] {
	return [
		{
			kind: 'company',
			id: 'company',
			legalName: 'Red Ejemplo S.A.',
			tradeName: 'Red Ejemplo',
			taxId: '30-71234567-1',
			vatCondition: 'registered',
			address: 'San Martín 450',
			locality: 'Villa Ejemplo',
			...CENTRE,
			zone: ZONE,
			opens: '08:00',
			closes: '18:00',
			logo: null,
			pointOfSale: 3,
			dueDays: 10
		},
		{ kind: 'branch', id: BRANCH, name: 'Villa Ejemplo', locality: 'Villa Ejemplo' },
		...plans(),
		{ kind: 'recurring', id: 'router-wifi6', name: 'Alquiler de router Wi-Fi 6', price: 3_200_00, vatRate: VAT, sold: true },
		{ kind: 'recurring', id: 'ip-fija', name: 'IP fija', price: 4_500_00, vatRate: VAT, sold: true },
		{
			kind: 'oneoff',
			id: 'instalacion',
			name: 'Cargo de instalación',
			price: 25_000_00,
			vatRate: VAT,
			on: 'installation',
			sold: true
		},
		{ kind: 'discount', id: 'bienvenida', name: 'Promo Bienvenida', percent: 50, months: 3, sold: true },
		...NODES.map((node) => ({ kind: 'node' as const, ...node })),
		...napCorners().map((nap, n) => ({ kind: 'nap' as const, ...nap, capacity: 16, used: n === 5 ? 16 : (n * 3) % 14 })),
		{ kind: 'server', id: 'srv-norte', name: 'Servidor Norte', address: '10.0.0.1', nodes: ['nodo-centro', 'nodo-alto'] },
		{ kind: 'server', id: 'srv-sur', name: 'Servidor Sur', address: '10.0.0.2', nodes: ['nodo-sur', 'nodo-estacion'] },
		{ kind: 'pool', id: 'pool-norte', name: 'Clientes Norte', server: 'srv-norte', cidr: '100.64.0.0/22' },
		{ kind: 'pool', id: 'pool-sur', name: 'Clientes Sur', server: 'srv-sur', cidr: '100.64.8.0/22' },
		{
			kind: 'step',
			id: 'paso-potencia',
			name: 'Medí la potencia en la roseta',
			on: 'installation',
			asks: 'tick',
			use: 'optional'
		},
		{
			kind: 'step',
			id: 'paso-velocidad',
			name: 'Hice la prueba de velocidad',
			on: 'installation',
			asks: 'tick',
			use: 'optional'
		},
		{
			kind: 'step',
			id: 'paso-wifi',
			name: 'Le mostré al cliente su red wifi',
			on: 'installation',
			asks: 'tick',
			use: 'optional'
		},
		{ kind: 'step', id: 'paso-conectores', name: 'Limpié los conectores', on: 'technical', asks: 'tick', use: 'optional' },
		{ kind: 'step', id: 'paso-servicio', name: 'El servicio quedó andando', on: 'technical', asks: 'tick', use: 'optional' },
		{
			kind: 'payment',
			id: 'transferencia',
			name: 'Transferencia bancaria',
			instructions: 'Alias RED.EJEMPLO.COBROS, a nombre de Red Ejemplo S.A. Poné tu número de cliente en el concepto.',
			sold: true
		},
		{
			kind: 'payment',
			id: 'efectivo',
			name: 'Efectivo en la oficina',
			instructions: 'San Martín 450, lunes a viernes de 8 a 18.',
			sold: true
		},
		{
			kind: 'payment',
			id: 'mercado-pago',
			name: 'Mercado Pago',
			instructions: 'Alias red.ejemplo.mp, a nombre de Red Ejemplo S.A.',
			sold: true
		}
	];
}

function plans(): CatalogItem<'plan'>[] {
	const plan = (id: string, name: string, down: number, price: number, sold = true): CatalogItem<'plan'> => ({
		kind: 'plan',
		id,
		name,
		down,
		up: Math.round(down / 2),
		price,
		vatRate: VAT,
		technology: id.startsWith('antena') ? 'wireless' : 'fibre',
		sold
	});
	return [
		plan('fibra-50', 'Fibra 50 Mb', 50, 12_000_00),
		plan('fibra-100', 'Fibra 100 Mb', 100, 15_000_00),
		plan('fibra-300', 'Fibra 300 Mb', 300, 20_000_00),
		plan('fibra-600', 'Fibra 600 Mb', 600, 30_000_00),
		plan('antena-20', 'Antena 20 Mb', 20, 11_000_00, false)
	];
}
