import { LeadsPage } from './pages/sales.ts';
import { anotherTab } from './pages/story.ts';
import { expect, test, type Person } from './people.ts';

/** @param bytes what this browser may keep; without it, as much as before */
async function room({ context, page, app }: Person, bytes?: number) {
	const cdp = await context.newCDPSession(page);
	await cdp.send('Storage.overrideQuotaForOrigin', { origin: app.origin, ...(bytes === undefined ? {} : { quotaSize: bytes }) });
}

test('a device that is full says so at once, keeps what was typed, and goes on when there is room again', async ({ seller }) => {
	const leads = new LeadsPage(seller);
	await leads.open();
	await leads.create('Llena Disco');
	await seller.settled();
	const behind = await anotherTab(seller, '/leads');
	const follower = new LeadsPage(behind);
	await behind.settled();
	await room(seller, 1);
	// The browser believes its last look at the disk for half a minute.
	await seller.page.waitForTimeout(31_000);
	for (const { person, page, name } of [
		{ person: behind, page: follower, name: 'Detrás' },
		{ person: seller, page: leads, name: 'Delante' }
	])
		await tryToCreate(person, page, name);
	await room(seller);
	await leads.dialog.getByRole('button', { name: 'Crear lead' }).click();
	await expect(leads.row('Delante')).toContainText('En el servidor');
	await expect(seller.sync).toContainText('Sincronizado');
	await behind.page.bringToFront();
	await follower.dialog.getByRole('button', { name: 'Crear lead' }).click();
	await expect(follower.row('Detrás')).toContainText('En el servidor');
	await expect(behind.sync).toContainText('Sincronizado');
});

async function tryToCreate(person: Person, { dialog }: LeadsPage, name: string) {
	await person.page.bringToFront();
	await person.page.getByRole('button', { name: 'Crear lead' }).first().click();
	await dialog.getByLabel('Nombre').fill(name);
	await dialog.getByRole('button', { name: 'Crear lead' }).click();
	await expect(dialog).toContainText('Este equipo no pudo guardar el cambio', { timeout: 5_000 });
	await expect(person.sync).toContainText('No se puede guardar en este equipo');
	await expect(dialog.getByLabel('Nombre')).toHaveValue(name);
}
