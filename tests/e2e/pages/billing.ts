import { expect } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { pdfText } from '../../support/pdf-text.ts';
import type { Person } from '../people.ts';

/** Facturación, as whoever bills works with it. */
export class BillingPage {
	readonly person: Person;
	constructor(person: Person) {
		this.person = person;
	}
	get page() {
		return this.person.page;
	}
	get panel() {
		return this.page.getByRole('complementary', { name: 'Factura' });
	}
	get payment() {
		return this.page.getByRole('dialog', { name: 'Registrar pago' });
	}
	async open(part: '' | 'facturas' | 'pagos' | 'medios' = '') {
		await this.person.open(`/facturacion/${part}`);
		await expect(this.page.getByRole('navigation', { name: 'Partes de Facturación' })).toBeVisible();
	}
	async find(text: string) {
		await this.page.getByRole('searchbox', { name: 'Buscar' }).fill(text);
	}
	row(name: string) {
		return this.page.getByRole('row', { name });
	}
	async read(name: string) {
		await this.row(name).first().click();
		await expect(this.panel.getByRole('heading', { name, level: 2 })).toBeVisible();
	}
	async readPdf(): Promise<string> {
		const [download] = await Promise.all([
			this.page.waitForEvent('download'),
			this.panel.getByRole('link', { name: 'Descargar PDF' }).click()
		]);
		return pdfText(readFileSync(await download.path()));
	}
	async pay({ amount, method }: { amount?: string; method: string }) {
		await this.page.getByRole('button', { name: 'Registrar pago' }).first().click();
		if (amount) await this.payment.getByLabel('Importe').fill(amount);
		await this.payment.getByLabel('Medio de pago').selectOption(method);
		const told = this.page.getByText(/Pago R-\d+ registrado/);
		const earlier = new RegExp((await told.allTextContents()).join('|') || '^$');
		await this.payment.getByRole('button', { name: 'Registrar pago' }).click();
		await expect(told.filter({ hasNotText: earlier })).toBeVisible();
	}
}
