import { LeadsPage } from './pages/sales.ts';
import { anotherTab } from './pages/story.ts';
import { expect, test, type Person } from './people.ts';

async function watching(person: Person, name: string): Promise<LeadsPage> {
	const leads = new LeadsPage(person);
	await leads.search(name);
	await leads.row(name).click();
	return leads;
}

test('three tabs are one device: whichever leads is closed or dies, and what all of them wrote arrives', async ({ seller }) => {
	const first = new LeadsPage(seller);
	await first.open();
	await first.create('Tres Pestañas');
	const [two, three] = [await anotherTab(seller, '/leads'), await anotherTab(seller, '/leads')];
	const [second, third] = [await watching(two, 'Tres Pestañas'), await watching(three, 'Tres Pestañas')];
	await second.change('E-mail', 'segunda@example.com');
	await third.change('Observaciones', 'De la tercera');
	await expect(second.record.getByLabel('Observaciones')).toHaveValue('De la tercera');
	// The tab in front leads: it goes.
	await three.page.close();
	await two.page.bringToFront();
	await second.change('Observaciones', 'Sin la tercera');
	await two.settled();
	// And the next one dies of it.
	const dying = await seller.context.newCDPSession(two.page);
	void dying.send('Page.crash').catch(() => {});
	await seller.page.bringToFront();
	await first.change('E-mail', 'primera@example.com');
	await expect(first.record.getByLabel('Observaciones')).toHaveValue('Sin la tercera');
	await expect(seller.sync).toContainText('Sincronizado', { timeout: 20_000 });
	await seller.page.reload();
	await expect(first.record.getByLabel('E-mail')).toHaveValue('primera@example.com');
});

test('whose browser forgets everything has everything again, and is told nothing false', async ({ seller }) => {
	const leads = new LeadsPage(seller);
	await leads.open();
	await leads.create('Vuelve Siempre');
	await seller.settled();
	await seller.page.goto('about:blank');
	const cdp = await seller.context.newCDPSession(seller.page);
	await cdp.send('Storage.clearDataForOrigin', { origin: seller.app.origin, storageTypes: 'indexeddb' });
	await seller.open('/leads');
	await leads.search('Vuelve Siempre');
	await expect(leads.row('Vuelve Siempre')).toContainText('En el servidor');
});
