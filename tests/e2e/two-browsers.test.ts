import { TOMAS } from '../cast.ts';
import { arrive, expect, test, type Person } from './people.ts';
import { LeadsPage, SalesDeskPage } from './pages/sales.ts';
import { anotherTab, readyWithoutNetwork } from './pages/story.ts';

test.use({ serviceWorkers: 'allow' });

async function watching(person: Person, name: string): Promise<LeadsPage> {
	const leads = new LeadsPage(person);
	await leads.open();
	await leads.search(name);
	await leads.row(name).click();
	return leads;
}

test('what one person writes, the other reads, and back, without asking', async ({ app, browser, seller }) => {
	const tomas = await arrive(browser, app, TOMAS.email);
	const mine = new LeadsPage(seller);
	await mine.open();
	await mine.create('Oscar Paz');
	const his = await watching(tomas, 'Oscar Paz');
	await mine.change('Observaciones', 'Llamar por la tarde');
	await expect(his.record.getByLabel('Observaciones')).toHaveValue('Llamar por la tarde');
	await expect(mine.record.getByText('Visto por Tomás')).toBeVisible();
	await his.change('E-mail', 'oscar@example.com');
	await expect(mine.record.getByLabel('E-mail')).toHaveValue('oscar@example.com');
	await tomas.close();
	await expect(mine.record.getByText('Visto por Tomás')).toBeHidden();
});

test('who has a record open, and which field he is in, is seen by the others', async ({ app, browser, seller }) => {
	const tomas = await arrive(browser, app, TOMAS.email);
	const mine = new LeadsPage(seller);
	await mine.open();
	await mine.create('Nora Gil');
	const his = await watching(tomas, 'Nora Gil');
	const viewers = mine.record.getByRole('list', { name: 'Quién lo tiene abierto' });
	await expect(viewers.getByRole('img', { name: TOMAS.name })).toBeVisible();
	await expect(mine.row('Nora Gil')).toHaveAttribute('data-ring');
	await his.record.getByLabel('Observaciones').focus();
	await expect(mine.record.getByText('Tomás está acá')).toBeVisible();
	await his.record.getByLabel('E-mail').focus();
	await expect(mine.record.getByText('Tomás está acá')).toHaveCount(1);
	await tomas.open('/prospectos');
	await expect(mine.record.getByText('Tomás está acá')).toHaveCount(0);
	await expect(mine.row('Nora Gil')).not.toHaveAttribute('data-ring');
	await tomas.close();
});

test('what is written without network stays here until it returns, beside what others wrote meanwhile', async ({
	app,
	browser,
	seller
}) => {
	const tomas = await arrive(browser, app, TOMAS.email);
	const mine = new LeadsPage(seller);
	await mine.open();
	await mine.create('Irma Sosa');
	const his = await watching(tomas, 'Irma Sosa');
	await readyWithoutNetwork(seller);
	await seller.goOffline();
	await expect(seller.sync).toContainText('Sin conexión');
	await mine.change('Observaciones', 'Perro suelto');
	await expect(seller.sync).toContainText('Sin conexión · 1 cambio en espera');
	await his.change('E-mail', 'irma@example.com');
	await tomas.settled();
	await expect(his.record.getByLabel('Observaciones')).toHaveValue('');
	await seller.goOnline();
	await expect(his.record.getByLabel('Observaciones')).toHaveValue('Perro suelto', { timeout: 30_000 });
	await expect(mine.record.getByLabel('E-mail')).toHaveValue('irma@example.com');
	await seller.settled();
	await tomas.close();
});

test('two tabs are one device: one writes without network, the other sends it', async ({ seller }) => {
	const first = new LeadsPage(seller);
	await first.open();
	await first.create('Dos Pestañas');
	const second = await watching(await anotherTab(seller, '/leads'), 'Dos Pestañas');
	await first.change('Observaciones', 'Desde la primera');
	await expect(second.record.getByLabel('Observaciones')).toHaveValue('Desde la primera');
	await readyWithoutNetwork(seller);
	await seller.goOffline();
	await second.change('Observaciones', 'Desde la segunda');
	await expect(first.record.getByLabel('Observaciones')).toHaveValue('Desde la segunda');
	await second.page.close();
	await seller.goOnline();
	await seller.settled();
});

test('killing the server loses nothing that showed «En el servidor», nor what was written while it lay dead', async ({
	app,
	browser,
	seller
}) => {
	const mine = new SalesDeskPage(seller);
	await mine.createTicket({ name: 'Vivo Antes', phone: '351 555-4301' }, { note: 'Antes de la caída' });
	await expect(mine.card('Vivo Antes')).toContainText('En el servidor');
	await app.kill9();
	await mine.createTicket({ name: 'Escrito Durante', phone: '351 555-4302' });
	await expect(mine.card('Escrito Durante')).toContainText('En este equipo');
	await app.restart();
	await expect(mine.card('Escrito Durante')).toContainText('En el servidor', { timeout: 60_000 });
	const his = new SalesDeskPage(await arrive(browser, app, TOMAS.email));
	await his.open();
	await expect(his.card('Escrito Durante')).toBeVisible();
	await his.openTicket('Vivo Antes');
	await expect(his.ticket.getByLabel('Observaciones')).toHaveValue('Antes de la caída');
	await his.person.close();
});
