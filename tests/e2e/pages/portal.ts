import { expect } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { pdfText } from '../../support/pdf-text.ts';
import type { Person } from '../people.ts';

/** The customer's portal, on a telephone. */
export class Portal {
	readonly person: Person;
	constructor(person: Person) {
		this.person = person;
	}
	get page() {
		return this.person.page;
	}
	async enter(link: string) {
		await this.page.goto(link);
		await this.page.getByRole('button', { name: 'Ingresar' }).click();
		await expect(this.page.getByRole('heading', { name: /^Hola/ })).toBeVisible();
	}
	async open(section: 'Facturas' | 'Pagos' | 'Tickets') {
		await this.page.getByRole('link', { name: section, exact: true }).click();
		await expect(this.page.getByRole('heading', { name: section, level: 1 })).toBeVisible();
	}
	get downloads() {
		return this.page.getByRole('link', { name: /^Descargar PDF/ });
	}
	/** The words of the only invoice's PDF. */
	async readInvoice(): Promise<string> {
		const [download] = await Promise.all([this.page.waitForEvent('download'), this.downloads.click()]);
		return pdfText(readFileSync(await download.path()));
	}
	async newTicket(problem: string) {
		await this.page.getByRole('button', { name: 'Nuevo ticket' }).click();
		await this.page.getByLabel('Describí el problema').fill(problem);
		await this.page.getByRole('button', { name: 'Enviar' }).click();
		await expect(this.page.getByRole('heading', { name: problem })).toBeVisible();
	}
}
