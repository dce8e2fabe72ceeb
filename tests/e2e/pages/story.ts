import { expect, type Page } from '@playwright/test';
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

/** The technician's day on a telephone. */
export class FieldDay {
	readonly page: Page;
	constructor({ page }: Person) {
		this.page = page;
	}
	stop(name: string) {
		return this.page.getByRole('link', { name }).first();
	}
	async open(name: string) {
		await this.stop(name).click();
		await expect(this.page.getByRole('heading', { name })).toBeVisible();
	}
	async press(name: 'En camino' | 'En el lugar') {
		await this.page.getByRole('button', { name }).click();
	}
	async addEquipment(code: string) {
		await this.page.getByRole('button', { name: 'Agregar equipo' }).click();
		const dialog = this.page.getByRole('dialog', { name: 'Equipo nuevo' });
		await dialog.getByLabel('MAC o serie').fill(code);
		await dialog.getByRole('button', { name: /^Agregar a/ }).click();
		await expect(this.page.getByText(code, { exact: true })).toBeVisible();
	}
	async addPhoto(name: string, buffer: Buffer) {
		const choosing = this.page.waitForEvent('filechooser');
		await this.page.getByRole('button', { name: 'Agregar foto' }).click();
		await (await choosing).setFiles({ name, mimeType: 'image/png', buffer });
		await expect(this.page.getByRole('img', { name: /^Foto/ })).toBeVisible();
	}
	async note(text: string) {
		await this.page.getByLabel('Notas').fill(text);
		await this.page.getByLabel('Notas').blur();
	}
	async close() {
		await this.page.getByRole('button', { name: 'Cerrar como exitosa' }).click();
		await this.page.getByRole('dialog').getByRole('button', { name: 'Cerrar la orden' }).click();
	}
}
