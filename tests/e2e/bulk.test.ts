import { readFileSync } from 'node:fs';
import { TOMAS } from '../cast.ts';
import { LeadsPage } from './pages/sales.ts';
import { expect, test, type Person } from './people.ts';

const chosen = ({ page }: Person) => page.getByRole('row', { selected: true });
const bar = ({ page }: Person) => page.getByRole('toolbar', { name: 'Selección' });

async function withThree(seller: Person, surname: string): Promise<LeadsPage> {
	const leads = new LeadsPage(seller);
	await leads.open();
	for (const name of ['Uno', 'Dos', 'Tres']) {
		await leads.create(`${name} ${surname}`);
		await seller.page.keyboard.press('Escape');
	}
	await leads.search(surname);
	await expect(leads.row(surname)).toHaveCount(3);
	return leads;
}

test('three leads are sorted and given to somebody by keyboard, and one undo takes all back', async ({ seller }) => {
	const leads = await withThree(seller, 'Tandil');
	const { keyboard } = seller.page;
	const byName = seller.page.getByRole('columnheader', { name: 'Nombre' });
	const order = (...names: string[]) => expect(leads.row('Tandil')).toContainText(names);
	await byName.getByRole('button').press('Enter');
	await order('Dos', 'Tres', 'Uno');
	await expect(byName).toHaveAttribute('aria-sort', 'ascending');
	await byName.getByRole('button').press('Enter');
	await order('Uno', 'Tres', 'Dos');
	await byName.getByRole('button').press('Enter');
	await order('Tres', 'Dos', 'Uno');
	await leads.row('Tres Tandil').focus();
	await keyboard.press('Shift+ArrowDown');
	await keyboard.press('Shift+ArrowDown');
	await expect(chosen(seller)).toHaveCount(3);
	await keyboard.press('Shift+ArrowUp');
	await expect(bar(seller)).toContainText('2 seleccionados');
	await keyboard.press('Control+a');
	await expect(bar(seller)).toContainText('3 seleccionados');
	await keyboard.press('a');
	await seller.page.getByRole('menuitem', { name: TOMAS.name }).press('Enter');
	const his = leads.page.getByRole('row').getByRole('img', { name: TOMAS.name });
	await expect(his).toHaveCount(3);
	await expect(bar(seller)).toBeHidden();
	await keyboard.press('Control+z');
	await expect(his).toHaveCount(0);
	await expect(seller.page.getByText(/Deshecho: asignar Lead · .* y 2 más/)).toBeVisible();
});

test('a range chosen with the mouse becomes a file, and is lost with one reason', async ({ seller }) => {
	const leads = await withThree(seller, 'Olavarría');
	await leads.row('Tres Olavarría').getByRole('checkbox').check();
	await leads
		.row('Uno Olavarría')
		.getByRole('checkbox')
		.click({ modifiers: ['Shift'] });
	await expect(bar(seller)).toContainText('3 seleccionados');
	const saving = seller.page.waitForEvent('download');
	await bar(seller).getByRole('button', { name: 'Exportar CSV' }).click();
	const file = readFileSync(await (await saving).path(), 'utf8');
	expect(file.match(/^(Uno|Dos|Tres) Olavarría;Nuevo;/gm)).toHaveLength(3);
	await leads.row('Dos Olavarría').getByRole('checkbox').uncheck();
	await bar(seller).getByRole('button', { name: 'Marcar perdido' }).click();
	const dialog = seller.page.getByRole('dialog', { name: 'Marcar perdido' });
	await dialog.getByRole('radio').first().check();
	await dialog.getByRole('button', { name: 'Marcar perdido' }).click();
	await expect(leads.page.getByRole('row').getByText('Perdido')).toHaveCount(2);
	await expect(leads.row('Dos Olavarría')).toContainText('Nuevo');
	const told = seller.page.getByRole('listitem').filter({ hasText: '2 leads marcados como perdidos' });
	await told.getByRole('button', { name: 'Deshacer' }).click();
	await expect(leads.page.getByRole('row').getByText('Perdido')).toHaveCount(0);
});
