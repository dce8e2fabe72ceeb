import { expect } from '@playwright/test';
import { Person } from '../people.ts';

/** Until this device holds all it needs: «Listo para trabajar sin conexión». */
export async function readyWithoutNetwork({ page, sync }: Person) {
	await sync.getByRole('button').click();
	const sheet = page.getByRole('dialog', { name: 'Estado de sincronización' });
	await expect(sheet.getByText('Listo para trabajar sin conexión')).toBeVisible({ timeout: 30_000 });
	await page.keyboard.press('Escape');
	await expect(sheet).toBeHidden();
}

/** The same person, the same browser, one more tab. */
export async function anotherTab({ context, app }: Person, path: string): Promise<Person> {
	const tab = new Person(await context.newPage(), app);
	await tab.open(path);
	return tab;
}
