import type { Page } from '@playwright/test';
import { ANA, CARMEN, ELENA, HUGO, JULIA, PAULA, SOFIA } from '../cast.ts';

/** `kept` are the eight that the README shows. `prepare` brings the page to the moment worth a picture. */
export type Screen = { name: string; who: string | null; path: string; kept?: true; prepare?: (page: Page) => Promise<unknown> };

const firstOrder = (page: Page) => page.getByRole('link', { name: /OR-/ }).first().click();

/** As far as the customer's door, whatever the visit's step was before. */
async function onSite(page: Page) {
	await firstOrder(page);
	const close = page.getByRole('button', { name: 'Cerrar como exitosa' });
	for (const step of ['En camino', 'En el lugar']) {
		const button = page.getByRole('button', { name: step });
		await button.or(close).first().waitFor();
		if (await button.isVisible()) await button.click();
	}
	await close.waitFor();
}
async function closingOrder(page: Page) {
	await onSite(page);
	await page.getByRole('button', { name: 'Cerrar como exitosa' }).click();
	await page.getByRole('dialog').waitFor();
}
const openPopover = (page: Page) =>
	page.getByRole('region', { name: 'No programadas' }).getByRole('button', { name: 'Programar' }).first().click();
/** A view of the board, or a tab under 600 px. */
async function onMap(page: Page) {
	const tab = page.getByRole('tab', { name: 'Mapa' });
	if (await tab.isVisible()) await tab.click();
	await page.getByRole('button', { name: 'Acercar' }).waitFor();
}
const signing = async (page: Page) => {
	await onSite(page);
	await page.getByRole('button', { name: 'Pedir la firma' }).click();
};
/** The sheet behind «Sincronizado», with what waits and what the server said. */
const syncSheet = async (page: Page) => {
	await page.getByRole('status', { name: 'Sincronización' }).getByRole('button').click();
	await page.getByRole('dialog').waitFor();
};
/** «Crear ticket» up to the step that says what will be made. */
async function ticketSummary(page: Page) {
	const assistant = page.getByRole('dialog', { name: 'Crear ticket' });
	const next = () => assistant.getByRole('button', { name: /^Continuar/ }).click();
	await assistant.getByRole('combobox', { name: 'Contacto' }).fill('Carmen Ruiz');
	await assistant.getByRole('option', { name: /^Crear nuevo lead/ }).click();
	await assistant.getByLabel('Teléfono').fill('351 555-4101');
	await next();
	await assistant.getByRole('button', { name: 'Crear prospecto' }).click();
	await assistant.getByRole('radio', { name: CARMEN.plan }).check();
	await next();
	await assistant.getByLabel('Dirección').fill(CARMEN.address);
	await assistant.getByLabel('Coordenadas').fill(CARMEN.coordinates);
	await next();
	await assistant.getByRole('radio', { name: 'Ticket + orden de instalación' }).waitFor();
}
/** 46 days without the server's word, and still none. */
async function lock(page: Page) {
	// An answer that is under way would be the server's word.
	await page.waitForLoadState('networkidle');
	await page.route('**/api/session', (route) => route.abort());
	await page.evaluate((days) => {
		const session = JSON.parse(localStorage.getItem('hilo.session')!);
		localStorage.setItem('hilo.session', JSON.stringify({ ...session, heard: Date.now() - days * 86_400_000 }));
	}, 46);
	await page.reload();
	await page.getByRole('button', { name: 'Ingresar' }).waitFor();
	await page.unroute('**/api/session');
}
/** Telephones show cards, which are not chosen. */
async function chooseTwo(page: Page) {
	await page.locator('[data-row="1"]').waitFor();
	const picks = page.getByRole('checkbox', { name: /^Seleccionar/ });
	for (const at of [1, 2]) if (await picks.nth(at).isVisible()) await picks.nth(at).check();
}
const firstRow = (page: Page) => page.locator('[data-row="0"]').click();

/** A page of the first customer's portal, entered with the link that the help desk hands over. */
const inPortal = (path: string, then?: (page: Page) => Promise<unknown>) => async (page: Page) => {
	const at = (where: string) => new URL(where, page.url()).href;
	await page.goto(at('/portal'));
	if (page.url().endsWith('/portal/ingresar')) await enterPortal(page);
	await page.goto(at(path));
	await then?.(page);
};
async function enterPortal(page: Page) {
	await page.goto(new URL('/contratos', page.url()).href);
	await firstRow(page);
	await page.getByRole('button', { name: 'Dar acceso al portal' }).click();
	const dialog = page.getByRole('dialog');
	await dialog.getByRole('radio', { name: 'Entregar un enlace en mano' }).check();
	await dialog.getByRole('button', { name: 'Dar acceso al portal' }).click();
	await page.goto(await dialog.getByLabel('Enlace de acceso').inputValue());
	await page.getByRole('button', { name: 'Ingresar' }).click();
	await page.getByRole('heading', { name: /^Hola/ }).waitFor();
}
async function newTicket(page: Page) {
	await page.getByLabel('Describí el problema').fill('El wifi no llega al fondo de la casa');
	await page.getByRole('button', { name: 'Enviar' }).click();
	await page.getByLabel('Tu respuesta').waitFor();
}
const portal = (name: string, path: string, then?: (page: Page) => Promise<unknown>): Screen => ({
	name,
	who: HUGO.email,
	path: '/ayuda',
	prepare: inPortal(path, then)
});

export const SCREENS: Screen[] = [
	{ name: 'ingreso', who: null, path: '/ingresar' },
	{ name: 'clave', who: null, path: '/clave' },
	{ name: 'ventas', who: SOFIA.email, path: '/ventas', kept: true },
	{ name: 'crear-ticket', who: SOFIA.email, path: '/ventas?nuevo', kept: true },
	{ name: 'crear-ticket-resumen', who: SOFIA.email, path: '/ventas?nuevo', prepare: ticketSummary },
	{ name: 'sincronizacion', who: SOFIA.email, path: '/ventas', prepare: syncSheet },
	{ name: 'ventas-lista', who: SOFIA.email, path: '/ventas?vista=lista&ordenar=age' },
	{ name: 'leads', who: SOFIA.email, path: '/leads' },
	{
		name: 'vista-nueva',
		who: SOFIA.email,
		path: '/leads?estado=nuevos',
		prepare: (page) => page.getByRole('button', { name: 'Guardar esta vista' }).click()
	},
	{
		name: 'leads-elegidos',
		who: SOFIA.email,
		path: '/leads',
		prepare: chooseTwo
	},
	{ name: 'lead', who: SOFIA.email, path: '/leads', prepare: firstRow },
	{ name: 'prospecto', who: SOFIA.email, path: '/prospectos', prepare: firstRow },
	{ name: 'ticket', who: SOFIA.email, path: '/ventas?vista=lista', prepare: firstRow },
	{ name: 'lead-nuevo', who: SOFIA.email, path: '/leads?nuevo' },
	{ name: 'leads-importar', who: SOFIA.email, path: '/leads?importar' },
	{ name: 'prospectos', who: SOFIA.email, path: '/prospectos?ordenar=-locality' },
	{ name: 'prospecto-nuevo', who: SOFIA.email, path: '/prospectos?nuevo' },
	// The last of this person's: the next page would begin as a locked one.
	{ name: 'bloqueada', who: SOFIA.email, path: '/ventas', prepare: lock },
	{ name: 'ordenes', who: ANA.email, path: '/ordenes' },
	{
		name: 'orden',
		who: ANA.email,
		path: '/ordenes',
		prepare: async (page) => {
			await page.getByRole('button', { name: 'Contrato no generado' }).first().waitFor();
			const number = page.getByText(/^OR-/).first();
			await page.goto(new URL(`/ordenes/${await number.textContent()}`, page.url()).href);
			await page.getByRole('region', { name: 'Actividad' }).waitFor();
		}
	},
	{ name: 'planificar', who: ANA.email, path: '/ordenes/planificar', kept: true },
	{ name: 'planificar-mapa', who: ANA.email, path: '/ordenes/planificar?vista=mapa', prepare: onMap },
	{ name: 'programar', who: ANA.email, path: '/ordenes/planificar', prepare: openPopover },
	{
		name: 'contrato',
		who: ANA.email,
		path: '/ordenes',
		kept: true,
		prepare: (page) => page.getByRole('button', { name: 'Contrato no generado' }).first().click()
	},
	{ name: 'contratos', who: ANA.email, path: '/contratos' },
	{ name: 'contrato-ficha', who: ANA.email, path: '/contratos', prepare: firstRow },
	{ name: 'facturacion', who: ELENA.email, path: '/facturacion', kept: true },
	{ name: 'facturas', who: ELENA.email, path: '/facturacion/facturas?estado=paid' },
	{ name: 'factura', who: ELENA.email, path: '/facturacion/facturas', prepare: firstRow },
	{ name: 'pagos', who: ELENA.email, path: '/facturacion/pagos' },
	{ name: 'medios', who: ELENA.email, path: '/facturacion/medios' },
	{ name: 'ayuda', who: HUGO.email, path: '/ayuda', kept: true },
	{
		name: 'avisos',
		who: HUGO.email,
		path: '/ayuda',
		prepare: (page) => page.getByRole('button', { name: /^Avisos/ }).click()
	},
	{ name: 'notificaciones', who: HUGO.email, path: '/notificaciones' },
	{ name: 'configuracion', who: JULIA.email, path: '/configuracion' },
	{ name: 'empresa', who: JULIA.email, path: '/configuracion/empresa' },
	{ name: 'usuarios', who: JULIA.email, path: '/configuracion/usuarios' },
	{ name: 'planes', who: JULIA.email, path: '/configuracion/planes' },
	{ name: 'campo', who: PAULA.email, path: '/campo', kept: true },
	{ name: 'campo-orden', who: PAULA.email, path: '/campo', kept: true, prepare: firstOrder },
	{ name: 'campo-firma', who: PAULA.email, path: '/campo', prepare: signing },
	{ name: 'campo-cierre', who: PAULA.email, path: '/campo', prepare: closingOrder },
	{ name: 'campo-mapa', who: PAULA.email, path: '/campo/mapa' },
	{ name: 'campo-buscar', who: PAULA.email, path: '/campo/buscar' },
	{ name: 'portal-ingreso', who: null, path: '/portal/ingresar' },
	portal('portal-inicio', '/portal'),
	portal('portal-facturas', '/portal/facturas'),
	portal('portal-pagos', '/portal/pagos'),
	portal('portal-tickets', '/portal/tickets'),
	portal('portal-nuevo', '/portal/tickets/nuevo'),
	portal('portal-ticket', '/portal/tickets/nuevo', newTicket),
	portal('portal-baja', '/portal/baja'),
	portal('portal-datos', '/portal/mis-datos'),
	// Behind the customer's own ticket: the smallest demo company has no other.
	{
		name: 'ayuda-conversacion',
		who: HUGO.email,
		path: '/ayuda',
		prepare: (page) => page.getByRole('list', { name: 'Conversaciones' }).getByRole('link').first().click()
	}
];
