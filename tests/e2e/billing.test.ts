import { openDb } from '#lib/server/db/db.ts';
import type { App } from '../support/app.ts';
import { aCustomer } from '../support/customers.ts';
import { BillingPage } from './pages/billing.ts';
import { readyWithoutNetwork } from './pages/story.ts';
import { expect, test } from './people.ts';

test.use({ serviceWorkers: 'allow' });

/** Somebody installed on that day, with his first invoice. */
async function installed(app: App, name: string, on = '2026-03-02T08:00:00-03:00') {
	const db = openDb(app.databaseUrl!);
	const made = await aCustomer(db, new Date(on), { name, email: '' });
	await db.destroy();
	return made;
}

test('an invoice is found, read, downloaded and paid in two parts', async ({ app, billing }) => {
	await installed(app, 'Norma Quiroga');
	const page = new BillingPage(billing);
	await page.open('facturas');
	await page.find('norma quiroga');
	await page.read('Norma Quiroga');
	await expect(page.panel).toContainText('Por vencer');
	expect(await page.readPdf()).toContain('Norma Quiroga');
	await page.pay({ amount: '1.000,50', method: 'Efectivo en la oficina' });
	await expect(page.panel).toContainText('Pago parcial');
	await expect(page.panel).toContainText('$ 1.000,50');
	await page.pay({ method: 'Transferencia bancaria' });
	await expect(page.panel.getByText('Pagada', { exact: true })).toBeVisible();
	await page.panel.getByRole('link', { name: 'Ver la cuenta' }).click();
	await expect(page.page.getByText('Sin deuda')).toBeVisible();
});

test('contracts and invoices are sorted by their headers, and a view keeps the order', async ({ app, billing }) => {
	await installed(app, 'Bruno Formosa');
	await installed(app, 'Ámbar Formosa');
	for (const [path, name, view] of [
		['/contratos', 'Contratos', 'Guardar esta vista'],
		['/facturacion/facturas', 'Facturas', 'Vista: Todas']
	] as const) {
		await billing.open(`${path}?buscar=Formosa`);
		const rows = billing.page.getByRole('grid', { name }).getByRole('row', { name: 'Formosa' });
		const byCustomer = billing.page.getByRole('columnheader', { name: 'Cliente' });
		await expect(rows).toContainText(['Ámbar', 'Bruno']);
		await byCustomer.getByRole('button').click();
		await byCustomer.getByRole('button').click();
		await expect(rows).toContainText(['Bruno', 'Ámbar']);
		await expect(byCustomer).toHaveAttribute('aria-sort', 'descending');
		await expect(billing.page).toHaveURL(/ordenar=-customer/);
		await expect(billing.page.getByRole('button', { name: view })).toBeVisible();
	}
	await billing.open('/contratos?ordenar=nothing');
	await expect(billing.page.getByRole('grid', { name: 'Contratos' })).toBeVisible();
});

test('a payment without amount, method or contract says so and keeps what was typed', async ({ billing }) => {
	const page = new BillingPage(billing);
	await page.open('pagos');
	await page.page.keyboard.press('c');
	await page.payment.getByLabel('Importe').fill('mil pesos');
	await page.payment.getByLabel('Nota').fill('en mano');
	await page.payment.getByRole('button', { name: 'Registrar pago' }).click();
	await expect(page.payment.getByText('Elegí el contrato que se paga.')).toBeVisible();
	await expect(page.payment.getByText('No es un importe.')).toBeVisible();
	await expect(page.payment.getByText('Elegí el medio de pago.')).toBeVisible();
	await expect(page.payment.getByLabel('Importe')).toHaveValue('mil pesos');
	await expect(page.payment.getByLabel('Nota')).toHaveValue('en mano');
});

test('the cycle is looked at, confirmed by its count, and issued once', async ({ app, billing }) => {
	await installed(app, 'Hilda Paz', '2026-02-10T09:00:00-03:00');
	const page = new BillingPage(billing);
	await page.open();
	await expect(page.page.getByRole('heading', { name: 'Ciclo marzo 2026' })).toBeVisible();
	await expect(page.page.getByRole('region', { name: /excepci/ })).toContainText('Hilda Paz');
	const issue = page.page.getByRole('button', { name: /^Emitir \d+ factura/ });
	const count = (await issue.textContent())?.match(/\d+/)?.[0] ?? '';
	await issue.click();
	const dialog = page.page.getByRole('dialog', { name: 'Emitir el ciclo marzo 2026' });
	await dialog.getByRole('button', { name: /^Emitir/ }).click();
	await expect(dialog.getByText(`Escribí ${count}, la cantidad`)).toBeVisible();
	await dialog.getByLabel(`Escribí ${count} para confirmar`).fill(count);
	await dialog.getByRole('button', { name: /^Emitir/ }).click();
	await expect(page.page.getByText('No queda nada por emitir en este ciclo.')).toBeVisible();
	await expect(issue).toHaveCount(0);
});

test('without network the last answer is shown with its hour', async ({ billing }) => {
	const page = new BillingPage(billing);
	await page.open('pagos');
	await expect(page.page.getByRole('row').nth(1)).toBeVisible();
	await readyWithoutNetwork(billing);
	await billing.goOffline();
	await page.page.getByRole('link', { name: 'Facturas', exact: true }).click();
	await expect(page.page.getByText('necesita conexión')).toBeVisible();
	await page.page.getByRole('link', { name: 'Pagos', exact: true }).click();
	await expect(page.page.getByText(/Datos de las \d\d:\d\d/)).toBeVisible();
	await billing.goOnline();
	await expect(page.page.getByText(/Datos de las/)).toHaveCount(0);
});
