import { LeadsPage } from './pages/sales.ts';
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
