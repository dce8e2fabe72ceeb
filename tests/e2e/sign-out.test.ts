import { readFile } from 'node:fs/promises';
import { TOMAS } from '../cast.ts';
import { ConfigPage } from './pages/config.ts';
import { LeadsPage } from './pages/sales.ts';
import { readyWithoutNetwork } from './pages/story.ts';
import { arrive, expect, test, type Person } from './people.ts';

test.use({ serviceWorkers: 'allow' });

/** Everything in this browser that could hold somebody's data. */
const left = ({ page }: Person) =>
	page.evaluate(async () => {
		const stored = (await indexedDB.databases()).map(({ name }) => name);
		const cached: string[] = [];
		for (const name of await caches.keys())
			for (const { url } of await (await caches.open(name)).keys()) if (/\/(api|photos|portal)\//.test(url)) cached.push(url);
		return { stored, cached, keys: Object.keys(localStorage).filter((key) => !['hilo-theme', 'hilo.leaving'].includes(key)) };
	});
const NOTHING = { stored: [], cached: [], keys: [] };

async function signOut(person: Person) {
	await person.page.getByRole('button', { name: /^Tu cuenta/ }).click();
	await person.page.getByRole('menuitem', { name: 'Salir' }).click();
}
async function unsentLead(person: Person, name: string, words: string) {
	const leads = new LeadsPage(person);
	await leads.open();
	await leads.create(name);
	await person.settled();
	await readyWithoutNetwork(person);
	await person.goOffline();
	await leads.change('Observaciones', words);
	await expect(person.sync).toContainText('1 cambio en espera');
}

test('without network «Salir» offers what is unsent as a file and leaves nothing; the next person finds nothing', async ({
	app,
	seller
}) => {
	await unsentLead(seller, 'Salida Sinred', 'Solo en este equipo');
	expect((await left(seller)).stored).not.toEqual([]);
	await signOut(seller);
	const dialog = seller.page.getByRole('dialog', { name: '¿Salir de este equipo?' });
	await expect(dialog).toContainText('1 cambio');
	const download = seller.page.waitForEvent('download');
	await dialog.getByRole('button', { name: 'Exportar' }).click();
	expect(await readFile(await (await download).path(), 'utf8')).toContain('Solo en este equipo');
	await dialog.getByRole('button', { name: 'Salir' }).click();
	await expect(seller.page.getByText('Hace falta conexión para ingresar')).toBeVisible();
	expect(await left(seller)).toEqual(NOTHING);

	await seller.goOnline();
	await seller.open('/ventas');
	await seller.page.waitForURL(/\/ingresar/);
	expect((await seller.page.request.get(`${app.origin}/api/session`)).status()).toBe(401);
	await seller.signIn(TOMAS.email);
	await seller.settled();
	expect((await left(seller)).stored).toEqual([`hilo-${TOMAS.id}`]);
	await signOut(seller);
	await seller.page.waitForURL(/\/ingresar/);
	expect(await left(seller)).toEqual(NOTHING);
});

test('a device that is taken away hands in what it had, empties itself and says so; what it had becomes the supervisor’s edit', async ({
	app,
	browser,
	owner
}) => {
	const lost = await arrive(browser, app, TOMAS.email);
	await unsentLead(lost, 'Retiro Prueba', 'Llave en portería');

	const config = new ConfigPage(owner);
	await config.open('Usuarios');
	await config.row(TOMAS.name).click();
	const revoke = config.dialog.getByRole('button', { name: 'Revocar' });
	await expect(revoke.first()).toBeVisible();
	while ((await revoke.count()) > 0) {
		const before = await revoke.count();
		await revoke.first().click();
		await expect(revoke).toHaveCount(before - 1);
	}
	await owner.page.keyboard.press('Escape');

	await lost.goOnline();
	await expect(lost.page.getByText('Se retiró el acceso de este equipo')).toBeVisible({ timeout: 20_000 });
	expect(await left(lost)).toEqual(NOTHING);
	await lost.close();

	await config.open('Cambios retenidos');
	const held = owner.page
		.getByRole('list', { name: 'Cambios retenidos' })
		.getByRole('listitem')
		.filter({ hasText: 'Llave en portería' });
	await expect(held).toContainText(`Observaciones: Llave en portería`);
	await expect(held).toContainText(TOMAS.name);
	await held.getByRole('button', { name: 'Aplicar' }).click();
	await expect(held).toHaveCount(0);
	const leads = new LeadsPage(owner);
	await leads.open();
	await leads.search('Retiro Prueba');
	await leads.row('Retiro Prueba').click();
	await expect(leads.record.getByLabel('Observaciones')).toHaveValue('Llave en portería');
});
