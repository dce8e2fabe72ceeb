import { SOFIA, TOMAS } from '../cast.ts';
import { LeadsPage } from './pages/sales.ts';
import { arrive, expect, test, type Person } from './people.ts';

const tab = ({ page }: Person, name: string) =>
	page.getByRole('tablist', { name: 'Vistas' }).getByRole('tab', { name, exact: true });
async function choose({ page }: Person, view: string, act: string) {
	await page.getByRole('button', { name: `Opciones de la vista ${view}` }).click();
	await page.getByRole('menuitem', { name: act }).click();
}
async function name({ page }: Person, text: string) {
	await page.getByLabel('Nombre de la vista').fill(text);
	await page.getByLabel('Nombre de la vista').press('Enter');
	await expect(page.getByRole('dialog')).toBeHidden();
}

test('a view is kept under a name, is there on another device, is renamed, and comes back after it was deleted', async ({
	app,
	browser,
	seller
}) => {
	await new LeadsPage(seller).open();
	await seller.page.getByRole('columnheader', { name: 'Nombre' }).getByRole('button').click();
	await seller.page.getByRole('radio', { name: 'Perdidos' }).click();
	await seller.page.getByRole('button', { name: 'Guardar esta vista' }).click();
	await name(seller, 'Para recuperar');
	await expect(tab(seller, 'Para recuperar')).toHaveAttribute('aria-selected', 'true');
	await tab(seller, 'Todos').click();
	await expect(seller.page).toHaveURL(/\/leads$/);
	await seller.settled();

	const elsewhere = await arrive(browser, app, SOFIA.email);
	await elsewhere.open('/leads');
	await tab(elsewhere, 'Para recuperar').click();
	await expect(elsewhere.page).toHaveURL(/estado=perdidos&ordenar=name/);
	await choose(elsewhere, 'Para recuperar', 'Cambiar el nombre');
	await name(elsewhere, 'Segunda vuelta');
	await expect(tab(seller, 'Segunda vuelta')).toBeVisible();

	await choose(elsewhere, 'Segunda vuelta', 'Borrar vista');
	await expect(tab(seller, 'Segunda vuelta')).toHaveCount(0);
	await elsewhere.page.getByRole('button', { name: 'Deshacer' }).click();
	await expect(tab(seller, 'Segunda vuelta')).toBeVisible();
	await elsewhere.page.getByRole('button', { name: 'Quitar Estado: Perdidos' }).press('Delete');
	await expect(elsewhere.page).toHaveURL(/leads\?ordenar=name$/);
	await expect(elsewhere.page.getByRole('searchbox', { name: 'Buscar' })).toBeFocused();
	await elsewhere.close();
});

test('a view shared with all is there for a colleague, who cannot take it back, until its author does', async ({
	app,
	browser,
	seller
}) => {
	await seller.open('/leads?estado=nuevos&ordenar=-age');
	await seller.page.getByRole('button', { name: 'Guardar esta vista' }).click();
	await name(seller, 'Los que esperan');
	await choose(seller, 'Los que esperan', 'Compartir con todos');

	const colleague = await arrive(browser, app, TOMAS.email);
	await colleague.open('/leads');
	await tab(colleague, 'Los que esperan').click();
	await expect(colleague.page.getByRole('radio', { name: 'Nuevos' })).toBeChecked();
	await colleague.page.getByRole('button', { name: 'Opciones de la vista Los que esperan' }).click();
	const menu = colleague.page.getByRole('menu');
	await expect(menu).toContainText(`Compartida por ${SOFIA.name}`);
	await expect(menu.getByRole('menuitem')).toHaveText(['Copiar enlace']);

	await choose(seller, 'Los que esperan', 'Dejar de compartir');
	await expect(tab(colleague, 'Los que esperan')).toHaveCount(0);
	await choose(seller, 'Los que esperan', 'Borrar vista');
	await colleague.close();
});
