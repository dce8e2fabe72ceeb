import type { Page } from '@playwright/test';
import { ANA, ELENA, HUGO, JULIA, PAULA, SOFIA } from '../cast.ts';

/** `kept` are the eight that the README shows. `prepare` brings the page to the moment worth a picture. */
export type Screen = { name: string; who: string | null; path: string; kept?: true; prepare?: (page: Page) => Promise<unknown> };

const firstOrder = (page: Page) => page.getByRole('link', { name: /OR-/ }).first().click();

export const SCREENS: Screen[] = [
	{ name: 'ingreso', who: null, path: '/ingresar' },
	{ name: 'ventas', who: SOFIA.email, path: '/ventas', kept: true },
	{ name: 'crear-ticket', who: SOFIA.email, path: '/ventas?nuevo', kept: true },
	{ name: 'leads', who: SOFIA.email, path: '/leads' },
	{ name: 'prospectos', who: SOFIA.email, path: '/prospectos' },
	{ name: 'ordenes', who: ANA.email, path: '/ordenes' },
	{ name: 'planificar', who: ANA.email, path: '/ordenes/planificar', kept: true },
	{
		name: 'contrato',
		who: ANA.email,
		path: '/ordenes',
		kept: true,
		prepare: (page) => page.getByRole('button', { name: 'Contrato no generado' }).first().click()
	},
	{ name: 'contratos', who: ANA.email, path: '/contratos' },
	{ name: 'facturacion', who: ELENA.email, path: '/facturacion', kept: true },
	{ name: 'ayuda', who: HUGO.email, path: '/ayuda', kept: true },
	{ name: 'notificaciones', who: HUGO.email, path: '/notificaciones' },
	{ name: 'configuracion', who: JULIA.email, path: '/configuracion' },
	{ name: 'campo', who: PAULA.email, path: '/campo', kept: true },
	{ name: 'campo-orden', who: PAULA.email, path: '/campo', kept: true, prepare: firstOrder },
	{ name: 'portal-ingreso', who: null, path: '/portal/ingresar' }
];
