import { arrive, expect, test, PHONE } from './people.ts';
import { PAULA } from '../cast.ts';
import { SalesDeskPage } from './pages/sales.ts';
import { anotherTab, readyWithoutNetwork } from './pages/story.ts';

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
