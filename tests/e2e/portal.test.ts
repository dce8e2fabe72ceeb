import { readFileSync } from 'node:fs';
import { sql } from 'kysely';
import { openDb } from '#lib/server/db/db.ts';
import { newOrder } from '#lib/domain/delivery/order.ts';
import { LIVES, makeLink } from '#lib/server/auth/links.ts';
import { MARTIN, NOW, SOFIA } from '../cast.ts';
import type { App } from '../support/app.ts';
import { born, GUEMES, planned } from '../support/records.ts';
import { aCustomer } from '../support/customers.ts';
import { expect, PHONE, stranger, test, type Person } from './people.ts';

/** Somebody installed today, and the link that staff handed over. */
async function handedOver(app: App, name: string): Promise<string> {
	const db = openDb(app.databaseUrl!);
	const now = new Date(NOW);
	const { customer } = await aCustomer(db, now, { name, email: `${name.split(' ')[0]!.toLowerCase()}@example.com` });
	const token = await makeLink(db, { purpose: 'portal', customer, minutes: LIVES.portalHanded }, now);
	await db.destroy();
	return `/portal/entrar/${token}`;
}

/** Martín comes in two hours, whatever another test has planned for him then, to somebody who has been installed. */
async function visited(app: App, name: string): Promise<string> {
	const link = await handedOver(app, name);
	const db = openDb(app.databaseUrl!);
	const lead = sql<boolean>`fields ->> 'name' = ${name}`;
	const customer = await db.selectFrom('records').select('id').where(lead).executeTakeFirstOrThrow();
	const at = new Date(NOW);
	const order = newOrder({ kind: 'technical', lead: customer.id, location: GUEMES });
	await db.deleteFrom('slots').where('technician', '=', MARTIN.id).execute();
	await planned(db, await born(db, 'order', order, at), MARTIN.id, new Date(at.getTime() + 2 * 3_600_000), 60);
	await db.destroy();
	return link;
}

async function enter(customer: Person, link: string) {
	await customer.open(link);
	await customer.page.getByRole('button', { name: 'Ingresar' }).click();
	await expect(customer.page.getByRole('heading', { name: /^Hola/ })).toBeVisible();
}

test('a customer enters with his link, downloads his invoice and opens a ticket that gets its number', async ({
	app,
	customer
}) => {
	const { page } = customer;
	await enter(customer, await handedOver(app, 'Delia Ponce'));
	await expect(page.getByRole('link', { name: 'Botón de baja' })).toBeVisible();
	await page.getByRole('link', { name: 'Facturas' }).click();
	const [download] = await Promise.all([
		page.waitForEvent('download'),
		page.getByRole('link', { name: 'Descargar PDF' }).click()
	]);
	expect(
		readFileSync(await download.path())
			.subarray(0, 5)
			.toString()
	).toBe('%PDF-');
	await page.getByRole('link', { name: 'Tickets' }).click();
	await page.getByRole('button', { name: 'Nuevo ticket' }).click();
	await page.getByRole('button', { name: 'Enviar' }).click();
	await expect(page.getByText('Falta el texto')).toBeVisible();
	await page.getByLabel('Describí el problema').fill('No anda desde ayer');
	await page.getByRole('button', { name: 'Enviar' }).click();
	await expect(page.getByRole('heading', { name: 'No anda desde ayer' })).toBeVisible();
	await expect(page.getByText(/S-\d+/)).toBeVisible();
});

test('a customer sees who comes and when, and asks for another day or says that he has paid in a ticket that is half written', async ({
	app,
	customer
}) => {
	const { page } = customer;
	const scripts: string[] = [];
	page.on('request', (request) => request.resourceType() === 'script' && scripts.push(request.url()));
	await enter(customer, await visited(app, 'Rita Visita'));
	const visit = page.getByRole('region', { name: 'Tu visita' });
	await expect(visit).toContainText('Martín va hoy');
	await expect(visit).toContainText('11:00–12:00 · reparación');
	await visit.getByRole('link', { name: 'Cambiar el día' }).click();
	await expect(page.getByLabel('Describí el problema')).toHaveValue(/^No puedo el lun 2 mar/);
	await page.getByRole('link', { name: 'Inicio', exact: true }).click();
	await page.getByRole('link', { name: 'Ya pagué' }).click();
	await expect(page.getByLabel('Describí el problema')).toHaveValue(/^Ya pagué \$.+ de la factura B /);
	await page.getByRole('button', { name: 'Enviar' }).click();
	await expect(page.getByRole('heading', { name: /^Ya pagué/ })).toBeVisible();
	expect(scripts).toEqual([]);
});

test('without JavaScript: his data are there, a change of them is asked for, and the way out is on every page', async ({
	app,
	browser
}) => {
	const context = await browser.newContext({ viewport: PHONE, javaScriptEnabled: false });
	const page = await context.newPage();
	const link = await handedOver(app, 'Olga Sinjs');
	await page.goto(app.origin + link);
	await page.getByRole('button', { name: 'Ingresar' }).click();
	await page.getByRole('link', { name: 'Mis datos' }).click();
	await expect(page.getByRole('definition').filter({ hasText: 'olga@example.com' })).toBeVisible();
	await page.getByLabel('Teléfono').fill('123');
	await page.getByRole('button', { name: 'Pedir el cambio' }).click();
	await expect(page.getByText('Ese teléfono no está completo')).toBeVisible();
	await expect(page.getByLabel('Teléfono')).toHaveValue('123');
	await page.getByLabel('Teléfono').fill('+54 9 351 555-0188');
	await page.getByLabel('Cómo preferís').selectOption({ label: 'WhatsApp' });
	await page.getByRole('button', { name: 'Pedir el cambio' }).click();
	await page.getByRole('link', { name: 'Pediste un cambio de datos' }).click();
	await expect(page.getByText('Teléfono: +54 9 351 555-0188')).toBeVisible();
	await expect(page.getByText('Prefiere: WhatsApp')).toBeVisible();
	for (const section of ['Inicio', 'Facturas', 'Pagos', 'Tickets', 'Mis datos']) {
		await page.getByRole('link', { name: section, exact: true }).click();
		await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
		await expect(page.getByRole('link', { name: 'Botón de baja' })).toBeVisible();
	}
	await context.close();
});

test('whoever asks to leave reads his code at once', async ({ app, customer }) => {
	await enter(customer, await handedOver(app, 'Aldo Vera'));
	await customer.page.getByRole('link', { name: 'Botón de baja' }).click();
	await customer.page.getByRole('button', { name: 'Pedir la baja' }).click();
	await expect(customer.page.getByText(/^BAJA-\d{6}$/)).toBeVisible();
});

test('a link works once, and opening its page does not spend it', async ({ app, browser, customer }) => {
	const link = await handedOver(app, 'Nilda Ramos');
	await customer.open(link);
	await enter(customer, link);
	const another = await stranger(browser, app, PHONE);
	await another.open(link);
	await expect(another.page.getByRole('heading', { name: 'Este enlace ya no sirve' })).toBeVisible();
	await another.close();
});

test('the same answer for a customer and for a stranger', async ({ customer }) => {
	const { page } = customer;
	await customer.open('/portal/ingresar');
	await page.getByLabel('E-mail').fill('nobody@example.com');
	await page.getByRole('button', { name: 'Enviarme un enlace' }).click();
	await expect(page.getByRole('status')).toContainText('ya salió un mail');
});

test('a wrong password keeps the e-mail and says what to do', async ({ browser, app }) => {
	const somebody = await stranger(browser, app);
	const { page } = somebody;
	await somebody.open('/ingresar?volver=/leads');
	await page.getByLabel('E-mail').fill(SOFIA.email);
	await page.getByLabel('Contraseña', { exact: true }).fill('no es');
	await page.getByRole('button', { name: 'Ingresar' }).click();
	await expect(page.getByRole('alert')).toContainText('no coinciden');
	await expect(page.getByLabel('E-mail')).toHaveValue(SOFIA.email);
	await page.getByLabel('Contraseña', { exact: true }).fill('hilo-demo');
	await page.getByRole('button', { name: 'Ingresar' }).click();
	await page.waitForURL('**/leads');
	await somebody.close();
});
