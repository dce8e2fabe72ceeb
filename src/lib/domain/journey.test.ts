import { expect, test } from 'vitest';
import { menuFor, recordAddress, screenAt, stageNumber } from './journey.ts';

const labels = (roles: Parameters<typeof menuFor>[0]) =>
	menuFor(roles).flatMap((group) => group.screens.map((screen) => screen.label()));

test('the owner finds every screen, in the order of the path', () => {
	expect(labels(['owner'])).toEqual([
		'Mesa de ventas',
		'Leads',
		'Prospectos',
		'Órdenes',
		'Planificar',
		'Contratos',
		'Facturación',
		'Mesa de ayuda',
		'Notificaciones',
		'Configuración'
	]);
});

test('a role hides what it cannot use, and its empty groups', () => {
	expect(labels(['seller'])).toEqual(['Mesa de ventas', 'Leads', 'Prospectos', 'Órdenes', 'Contratos']);
	expect(menuFor(['technician'])).toEqual([]);
});

test('the board belongs to «Planificar», an order to «Órdenes»', () => {
	expect(screenAt('/ordenes/planificar')?.id).toBe('plan');
	expect(screenAt('/ordenes/OR-20417')?.id).toBe('orders');
	expect(screenAt('/ordenesX')).toBeUndefined();
});

test('an order is the fourth splice and lives among the orders', () => {
	expect(stageNumber('order')).toBe(4);
	expect(recordAddress('order', '1')).toBe('/ordenes/1');
	expect(recordAddress('draft', '1')).toBeUndefined();
});
