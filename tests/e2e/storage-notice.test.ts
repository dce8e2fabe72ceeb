import { expect, test } from './people.ts';

const sheet = 'Estado de sincronización';

/** As Chromium does once it thinks that somebody comes back to a page. */
function offerToInstall() {
	const offer = new Event('beforeinstallprompt');
	const asked = () => void document.body.setAttribute('data-asked', 'true');
	dispatchEvent(Object.assign(offer, { prompt: asked }));
}

test('a browser that may erase the data says so, and what to do: install Hilo, by a button where the browser offers it', async ({
	seller
}) => {
	const { page } = seller;
	await seller.home();
	await seller.sync.getByRole('button').click();
	const dialog = page.getByRole('dialog', { name: sheet });
	await expect(dialog).toContainText('Instalá la app para no perder datos');
	await expect(dialog).toContainText('Agregar a la pantalla de inicio');
	await page.evaluate(offerToInstall);
	await dialog.getByRole('button', { name: 'Instalar Hilo' }).click();
	await expect(page.locator('body')).toHaveAttribute('data-asked', 'true');
	await expect(dialog).not.toContainText('Agregar a la pantalla de inicio');
	await page.evaluate(() => dispatchEvent(new Event('appinstalled')));
	await expect(dialog.getByRole('button', { name: 'Instalar Hilo' })).toBeHidden();
});
