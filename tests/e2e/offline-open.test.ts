import { arrive, expect, test, PHONE } from './people.ts';
import { PASSWORD, PAULA, SOFIA } from '../cast.ts';
import { LeadsPage, SalesDeskPage } from './pages/sales.ts';
import { anotherTab, readyWithoutNetwork } from './pages/story.ts';

test.use({ serviceWorkers: 'allow' });

test('after one visit the desk opens without network, with what it held and ready to write', async ({ seller }) => {
	const desk = new SalesDeskPage(seller);
	await desk.createTicket({ name: 'Noche Apagón', phone: '351 555-4401' });
	await expect(desk.card('Noche Apagón')).toContainText('En el servidor');
	await readyWithoutNetwork(seller);
	await seller.goOffline();
	await seller.page.close();
	const cold = await anotherTab(seller, '/ventas');
	const again = new SalesDeskPage(cold);
	await expect(again.card('Noche Apagón')).toContainText('En el servidor');
	await expect(cold.sync).toContainText('Sin conexión · podés seguir trabajando');
	await again.createTicket({ name: 'A Oscuras', phone: '351 555-4402' });
	await expect(again.card('A Oscuras')).toContainText('En este equipo');
	await cold.goOnline();
	await expect(again.card('A Oscuras')).toContainText('En el servidor', { timeout: 30_000 });
});

test('after one visit the technician’s day opens without network', async ({ app, browser }) => {
	const paula = await arrive(browser, app, PAULA.email, PHONE);
	await paula.open('/campo');
	await expect(paula.page.getByRole('heading', { name: 'Hoy' })).toBeVisible();
	await readyWithoutNetwork(paula);
	await paula.goOffline();
	await paula.page.close();
	const cold = await anotherTab(paula, '/campo');
	await expect(cold.page.getByRole('heading', { name: 'Hoy' })).toBeVisible();
	await expect(cold.sync).toContainText('Sin conexión');
	await paula.close();
});

const DAY = 24 * 3_600_000;

test('45 days without network are worked through; then the screens lock, and what was not sent arrives after signing in', async ({
	seller
}) => {
	const leads = new LeadsPage(seller);
	await leads.open();
	await readyWithoutNetwork(seller);
	await seller.goOffline();
	await seller.context.clock.setFixedTime(Date.now() + 44 * DAY);
	await seller.page.reload();
	await leads.create('Cuarenta Noches');
	await leads.search('Cuarenta Noches');
	await expect(leads.row('Cuarenta Noches')).toContainText('En este equipo');
	await seller.context.clock.setFixedTime(Date.now() + 46 * DAY);
	await seller.page.reload();
	await expect(seller.page.getByRole('heading', { name: 'Hilo está bloqueado en este equipo' })).toBeVisible();
	await expect(seller.page.getByText('Cuarenta Noches')).toBeHidden();
	// Meanwhile the server has ended the session.
	await seller.context.clearCookies();
	await seller.goOnline();
	await seller.page.getByRole('button', { name: 'Ingresar' }).click();
	await seller.page.getByLabel('E-mail').fill(SOFIA.email);
	await seller.page.getByLabel('Contraseña', { exact: true }).fill(PASSWORD);
	await seller.page.getByRole('button', { name: 'Ingresar' }).click();
	await leads.open();
	await leads.search('Cuarenta Noches');
	await expect(leads.row('Cuarenta Noches')).toContainText('En el servidor', { timeout: 30_000 });
});
