import type { Page } from '@playwright/test';
import { expect, type Person } from '../people.ts';

/** «Generar contrato» and what comes of it. */
export class ContractPage {
	readonly person: Person;
	readonly page: Page;
	constructor(person: Person) {
		this.person = person;
		this.page = person.page;
	}
	get dialog() {
		return this.page.getByRole('dialog', { name: 'Generar contrato' });
	}
	get access() {
		return this.page.getByRole('dialog', { name: 'Dar acceso al portal' });
	}
	row(customer: string) {
		return this.page.getByRole('row', { name: customer });
	}
	async openOrders(customer: string) {
		await this.person.open(`/ordenes?buscar=${encodeURIComponent(customer)}`);
		await expect(this.row(customer)).toBeVisible();
	}
	async begin(customer: string) {
		await this.row(customer).getByRole('button', { name: 'Contrato no generado' }).click();
		await expect(this.dialog).toBeVisible();
	}
	/** Pixels between a row and the dialog that stands under it. */
	async gapBelow(customer: string) {
		const [row, dialog] = [await this.row(customer).boundingBox(), await this.dialog.boundingBox()];
		return dialog!.y - row!.y - row!.height;
	}
	async type({ equipment = '', ip = '' }) {
		await this.dialog.getByLabel('Equipo', { exact: true }).fill(equipment);
		await this.dialog.getByLabel('IP', { exact: true }).fill(ip);
	}
	async generate() {
		await this.dialog.getByRole('button', { name: 'Generar contrato' }).click();
	}
	number(customer: string) {
		return this.row(customer).getByRole('link', { name: /^C-\d+$/ });
	}
	field(name: string) {
		return this.dialog.getByLabel(name, { exact: true });
	}
}
