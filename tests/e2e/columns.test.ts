import { SOFIA } from '../cast.ts';
import { arrive, expect, PHONE, test, type Person } from './people.ts';

const head = ({ page }: Person, name: string) => page.getByRole('columnheader', { name });
const menu = ({ page }: Person) => page.getByRole('menu', { name: 'Columnas' });
const openMenu = async (person: Person) => {
	await person.page.getByRole('button', { name: 'Columnas' }).click();
	await expect(menu(person)).toBeVisible();
};
const rowHeight = async ({ page }: Person) => (await page.locator('[data-row="0"]').boundingBox())?.height;

test('columns are hidden by keyboard, kept with a view, and rows stand as close on every device as one chose', async ({
	app,
	browser,
	seller
}) => {
	const { keyboard } = seller.page;
	await seller.open('/leads?ordenar=channel');
	await expect(head(seller, 'Llegó por')).toBeVisible();
	await seller.page.getByRole('button', { name: 'Columnas' }).press('Enter');
	await expect(menu(seller).getByRole('menuitemcheckbox', { name: 'Nombre' })).toBeDisabled();
	await keyboard.type('Lle');
	await keyboard.press('Enter');
	await expect(menu(seller).getByRole('menuitemcheckbox', { name: 'Llegó por' })).not.toBeChecked();
	await menu(seller).getByRole('menuitemradio', { name: 'Compacta' }).click();
	await keyboard.press('Escape');
	await expect(head(seller, 'Llegó por')).toHaveCount(0);
	await expect(seller.page.getByRole('button', { name: 'Quitar Orden: Llegó por' })).toBeVisible();
	await expect.poll(() => rowHeight(seller)).toBe(32);
	await seller.page.getByRole('button', { name: 'Guardar esta vista' }).click();
	await seller.page.getByLabel('Nombre de la vista').fill('Sin canal');
	await seller.page.getByLabel('Nombre de la vista').press('Enter');
	await expect(seller.page.getByRole('dialog')).toBeHidden();
	await seller.settled();

	const elsewhere = await arrive(browser, app, SOFIA.email);
	await elsewhere.open('/leads');
	await expect(head(elsewhere, 'Llegó por')).toBeVisible();
	await expect.poll(() => rowHeight(elsewhere)).toBe(32);
	await elsewhere.page.getByRole('tab', { name: 'Sin canal' }).click();
	await expect(head(elsewhere, 'Llegó por')).toHaveCount(0);
	await elsewhere.page.getByRole('tab', { name: 'Todos' }).click();
	await expect(head(elsewhere, 'Llegó por')).toBeVisible();
	await openMenu(elsewhere);
	await menu(elsewhere).getByRole('menuitemradio', { name: 'Cómoda' }).click();
	await expect.poll(() => rowHeight(seller)).toBe(40);
	await elsewhere.close();

	const street = await arrive(browser, app, SOFIA.email, PHONE);
	await street.open('/leads?ocultas=channel');
	await expect(street.page.locator('[data-row="0"]')).toBeVisible();
	await expect(street.page.getByRole('button', { name: 'Columnas' })).toHaveCount(0);
	await street.close();
});
