import { TOMAS } from '../cast.ts';
import { LeadsPage } from './pages/sales.ts';
import { arrive, expect, test } from './people.ts';

test('rows keep their places under the pointer while a colleague changes them, until the list is put in order', async ({
	app,
	browser,
	seller
}) => {
	const [mine, { page }] = [new LeadsPage(seller), seller];
	await mine.open();
	for (const name of ['Bruno', 'Ciro', 'Dora']) {
		await mine.create(`${name} Ushuaia`);
		await page.keyboard.press('Escape');
	}
	await mine.search('Ushuaia');
	await page.getByRole('columnheader', { name: 'Nombre' }).getByRole('button').click();
	const order = (...names: string[]) => expect(mine.row('Ushuaia')).toContainText(names);
	await order('Bruno', 'Ciro', 'Dora');

	const colleague = await arrive(browser, app, TOMAS.email);
	const his = new LeadsPage(colleague);
	await his.open();
	await his.search('Ushuaia');
	const rename = async (from: string, to: string) => {
		await his.row(from).click();
		await his.change('Nombre', `${to} Ushuaia`);
		await expect(his.row(to)).toBeVisible();
	};

	await test.step('the key puts them in order, and the focus stays at its row', async () => {
		await mine.row('Ciro').hover();
		await rename('Dora', 'Aldo');
		await expect(page.getByText('1 fila cambió de lugar')).toBeVisible();
		await order('Bruno', 'Ciro', 'Aldo');
		await mine.row('Ciro').focus();
		await page.keyboard.press('r');
		await order('Aldo', 'Bruno', 'Ciro');
		await expect(mine.row('Ciro')).toBeFocused();
		await expect(page.getByRole('button', { name: 'Reordenar' })).toBeHidden();
	});

	await test.step('so does the button', async () => {
		await rename('Bruno', 'Zoe');
		await his.create('Beto Ushuaia');
		await expect(page.getByText('1 fila cambió de lugar · 1 fila nueva')).toBeVisible();
		await order('Aldo', 'Zoe', 'Ciro');
		await page.getByRole('button', { name: 'Reordenar' }).click();
		await order('Aldo', 'Beto', 'Ciro', 'Zoe');
	});

	await test.step('and a scroll', async () => {
		await page.setViewportSize({ width: 1440, height: 340 });
		await mine.row('Beto').hover();
		await rename('Aldo', 'Xul');
		await expect(page.getByText('1 fila cambió de lugar')).toBeVisible();
		await order('Xul', 'Beto', 'Ciro', 'Zoe');
		await page.mouse.wheel(0, 60);
		await order('Beto', 'Ciro', 'Xul', 'Zoe');
	});

	await test.step('where nobody is, they stand in order by themselves', async () => {
		await page.getByRole('searchbox', { name: 'Buscar' }).click();
		await rename('Ciro', 'Yolanda');
		await order('Beto', 'Xul', 'Yolanda', 'Zoe');
	});
	await colleague.close();
});
