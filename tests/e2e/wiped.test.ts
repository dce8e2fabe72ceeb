import { LeadsPage } from './pages/sales.ts';
import { readyWithoutNetwork } from './pages/story.ts';
import { expect, test, type Person } from './people.ts';

test.use({ serviceWorkers: 'allow' });

/** The browser takes everything that it kept for this address away, as a person does in its settings, or it itself for want of room. */
async function wipe({ context, page, app }: Person) {
	const cdp = await context.newCDPSession(page);
	await cdp.send('Storage.clearDataForOrigin', { origin: app.origin, storageTypes: 'indexeddb' });
}

test('a device that was emptied while nobody looked gets everything that the server has, once', async ({ seller }) => {
	const leads = new LeadsPage(seller);
	await leads.open();
	await leads.create('Guardada Antes');
	await leads.search('Guardada');
	await expect(leads.row('Guardada Antes')).toContainText('En el servidor');
	await seller.page.goto('about:blank');
	await wipe(seller);
	await seller.open('/leads?buscar=Guardada');
	await expect(leads.row('Guardada Antes')).toHaveCount(1);
	await leads.create('Guardada Después');
	await expect(leads.row('Guardada Después')).toContainText('En el servidor');
});

test('the browser empties the device while people work: what was there is there again, sent or not, and work goes on', async ({
	seller
}) => {
	const leads = new LeadsPage(seller);
	await leads.open();
	await readyWithoutNetwork(seller);
	await leads.create('Borrón Antes');
	await leads.search('Borrón');
	await expect(leads.row('Borrón Antes')).toContainText('En el servidor');
	await seller.goOffline();
	await leads.create('Borrón Durante');
	await wipe(seller);
	// A look into its database while the browser makes it anew may never be answered: what it keeps is seen by opening it cold.
	await seller.page.waitForTimeout(5_000);
	await seller.page.reload();
	await expect(leads.row('Borrón Antes')).toContainText('En el servidor');
	await expect(leads.row('Borrón Durante')).toContainText('En este equipo');
	await leads.create('Borrón Después');
	await seller.goOnline();
	for (const name of ['Borrón Durante', 'Borrón Después'])
		await expect(leads.row(name)).toContainText('En el servidor', { timeout: 30_000 });
});
