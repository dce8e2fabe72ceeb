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

/** Planificar, as a dispatcher works with the mouse. */
export class PlanningBoard {
	readonly page: Page;
	constructor({ page }: Person) {
		this.page = page;
	}
	waiting(name: string) {
		return this.page.getByRole('region', { name: 'No programadas' }).getByRole('article', { name });
	}
	#row(technician: string) {
		return this.page.getByRole('grid', { name: 'Agenda' }).getByRole('row', { name: technician });
	}
	visit(technician: string, name: string) {
		return this.#row(technician).getByRole('article', { name });
	}
	async open() {
		await this.page.getByRole('link', { name: 'Planificar' }).click();
		await this.page.getByRole('radio', { name: 'Día', exact: true }).check();
	}
	/** Carries a waiting order to a technician; `at` is how far into the day, 0 to 1. */
	async drag(name: string, technician: string, at: number) {
		await this.waiting(name).getByText(name).hover();
		await this.page.mouse.down();
		const time = await this.#row(technician).getByRole('gridcell').boundingBox();
		await this.page.mouse.move(time!.x + time!.width * at, time!.y + time!.height / 2, { steps: 12 });
		await this.page.mouse.up();
	}
}

/** Órdenes and Contratos: from «Contrato no generado» to the customer's own access. */
export class ContractDesk {
	readonly page: Page;
	constructor({ page }: Person) {
		this.page = page;
	}
	order(name: string) {
		return this.page.getByRole('grid', { name: 'Órdenes' }).getByRole('row', { name });
	}
	async openOrders(name: string) {
		await this.page.getByRole('link', { name: 'Órdenes' }).click();
		await this.page.getByRole('searchbox', { name: 'Buscar' }).fill(name);
		await expect(this.order(name)).toBeVisible();
	}
	async generate(name: string, equipment: string) {
		await this.order(name).getByRole('button', { name: 'Contrato no generado' }).click();
		const dialog = this.page.getByRole('dialog', { name: 'Generar contrato' });
		await expect(dialog).toContainText('Fibra 300 Mb');
		await dialog.getByLabel('Equipo').fill(equipment);
		await dialog.getByRole('button', { name: 'Generar contrato' }).click();
		await expect(dialog).toBeHidden();
	}
	async openContract(name: string) {
		await this.order(name).getByRole('link', { name: /^C-/ }).click();
		await expect(this.page.getByRole('heading', { name, level: 1 })).toBeVisible();
	}
	async mailAccess(address: string) {
		await this.page.getByRole('button', { name: 'Dar acceso al portal' }).click();
		const dialog = this.page.getByRole('dialog', { name: 'Dar acceso al portal' });
		await dialog.getByRole('radio', { name: 'Mandar un mail con un enlace' }).check();
		await dialog.getByRole('button', { name: 'Dar acceso al portal' }).click();
		await expect(dialog).toContainText(`Mail enviado a ${address}`);
	}
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
		await expect(this.page.getByText(code)).toBeVisible();
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
