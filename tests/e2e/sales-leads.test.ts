import { SOFIA } from '../cast.ts';
import { arrive, expect, stranger, test } from './people.ts';
import { LeadsPage, SalesDeskPage } from './pages/sales.ts';

test('a lead is created, found by any part of it and edited where it stands', async ({ app, browser, seller }) => {
	const leads = new LeadsPage(seller);
	await leads.open();
	await leads.create('Zulema Quispe', { phone: '0351 15 555-4201' });
	await leads.change('E-mail', 'zulema@');
	await expect(leads.record.getByText(/El e-mail no está completo/)).toBeVisible();
	await leads.change('E-mail', 'zulema@example.com');
	await leads.change('Documento', '30111201');
	await expect(leads.record.getByLabel('Documento')).toHaveValue('30.111.201');
	await leads.search('quispe zulema');
	await expect(leads.row('Zulema Quispe')).toBeVisible();

	const colleague = new LeadsPage(await arrive(browser, app, 'tomas@hilo.example'));
	await colleague.open();
	await colleague.search('351 555-4201');
	await colleague.row('Zulema Quispe').click();
	await expect(colleague.record.getByLabel('E-mail')).toHaveValue('zulema@example.com');
	await colleague.person.close();
});

test('a name that its cell cuts off is told whole under the mouse', async ({ seller }) => {
	const leads = new LeadsPage(seller);
	const name = `Cooperativa ${'de Vivienda y Consumo '.repeat(8)}Limitada`;
	await leads.open();
	await leads.create(name);
	await leads.search('Cooperativa');
	await leads.row(name).getByText(name, { exact: true }).hover();
	await expect(leads.row(name).getByTitle(name)).toBeVisible();
	await leads.row(name).getByText('ahora').hover();
	await expect(leads.row(name).getByTitle('ahora')).toHaveCount(0);
});

test('only the name is asked for, and a lead without it says so', async ({ seller }) => {
	const leads = new LeadsPage(seller);
	await leads.open();
	await seller.page.getByRole('button', { name: 'Crear lead' }).click();
	const dialog = seller.page.getByRole('dialog', { name: 'Crear lead' });
	await dialog.getByLabel('Observaciones').fill('Llamó dos veces');
	await dialog.getByRole('button', { name: 'Crear lead' }).click();
	await expect(dialog.getByText('Falta el nombre.')).toBeVisible();
	await expect(dialog.getByLabel('Observaciones')).toHaveValue('Llamó dos veces');
});

test('a CSV shows each wrong row before it is imported; the others arrive', async ({ seller }) => {
	const leads = new LeadsPage(seller);
	await leads.open();
	await leads.chooseCsv('campaña.csv', 'Nombre;Teléfono;E-mail\nIgnacio Ñandú;351 555-4202;\n;351 555-4203;\nPedro Mal;12;no\n');
	await expect(leads.importing.getByRole('row', { name: /^2/ })).toContainText('Falta el nombre.');
	await expect(leads.importing.getByRole('row', { name: /Pedro Mal/ })).toContainText('El teléfono no está completo');
	await leads.importing.getByRole('button', { name: 'Importar 1 lead' }).click();
	await expect(leads.importing).toBeHidden();
	await leads.search('nandu');
	await expect(leads.row('Ignacio Ñandú')).toBeVisible();
	await leads.search('Pedro Mal');
	await expect(seller.page.getByText('Ningún lead con estos filtros.')).toBeVisible();
});

test('a file that is no UTF-8 is explained, and nothing of it is imported', async ({ seller }) => {
	const leads = new LeadsPage(seller);
	await leads.open();
	await leads.chooseCsv('vieja.csv', Buffer.from('Nombre\nIñigo Latino\n', 'latin1'));
	await expect(leads.importing.getByRole('alert')).toContainText('no está en UTF-8');
	await leads.importing.getByRole('button', { name: 'Importar' }).click();
	await expect(leads.importing).toBeVisible();
});

test('a prospect from its own screen leads to a ticket with one step left', async ({ seller }) => {
	const [leads, desk] = [new LeadsPage(seller), new SalesDeskPage(seller)];
	await leads.open();
	await leads.create('Prudencio Vera', { phone: '351 555-4204' });
	await seller.page.getByRole('link', { name: 'Prospectos' }).click();
	// An open lead has a button of that name too.
	await expect(seller.page.getByRole('heading', { name: 'Prospectos' })).toBeVisible();
	await seller.page.getByRole('button', { name: 'Crear prospecto' }).click();
	const dialog = seller.page.getByRole('dialog', { name: 'Crear prospecto' });
	await dialog.getByRole('combobox', { name: 'Lead' }).fill('prudencio');
	await dialog.getByRole('option', { name: /Prudencio Vera/ }).click();
	await dialog.getByRole('radio', { name: 'Fibra 100 Mb' }).check();
	await dialog.getByLabel('Dirección').fill('Belgrano 10');
	await dialog.getByLabel('Coordenadas').fill('-31.7130, -64.9050');
	await expect(dialog.getByRole('region', { name: 'Cobertura' })).toContainText('Hay cobertura');
	await dialog.getByRole('button', { name: 'Crear prospecto' }).click();
	await seller.page.getByRole('complementary', { name: 'Prospecto' }).getByRole('link', { name: 'Crear ticket' }).click();
	await expect(desk.assistant.getByRole('heading', { name: 'Revisá y elegí qué se crea' })).toBeVisible();
	await desk.finish('Solo ticket');
	await expect(desk.card('Prudencio Vera')).toContainText('Fibra 100 Mb');
});

test('a list says that nobody is in it only when all of it is here', async ({ app, browser }) => {
	const sofia = await stranger(browser, app);
	let said = false;
	await sofia.context.exposeFunction('emptied', () => (said = true));
	await sofia.context.addInitScript(() => {
		const say = (globalThis as unknown as { emptied: () => void }).emptied;
		new MutationObserver(() => document.body.innerText.includes('Acá aparecen las personas') && say()).observe(document, {
			subtree: true,
			childList: true
		});
	});
	await sofia.signIn(SOFIA.email);
	const leads = new LeadsPage(sofia);
	await leads.open();
	await expect(leads.row('').nth(1)).toContainText('En el servidor');
	expect(said).toBe(false);
	await sofia.close();
});
