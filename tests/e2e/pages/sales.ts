import { expect } from '@playwright/test';
import type { CARMEN } from '../../cast.ts';
import type { Person } from '../people.ts';

export type Customer = Partial<typeof CARMEN> & { name: string };
type Make = 'Solo ticket' | 'Ticket + orden de factibilidad' | 'Ticket + orden de instalación';

/** Mesa de ventas, as a seller works with it. */
export class SalesDeskPage {
	readonly person: Person;
	constructor(person: Person) {
		this.person = person;
	}
	get page() {
		return this.person.page;
	}
	get assistant() {
		return this.page.getByRole('dialog', { name: 'Crear ticket' });
	}
	card(name: string) {
		return this.page.getByRole('article', { name, exact: true });
	}
	column(name: 'Pendientes' | 'Orden en curso' | 'Ganados' | 'Perdidos') {
		return this.page.getByRole('region', { name });
	}
	get ticket() {
		return this.page.getByRole('complementary', { name: 'Ticket' });
	}

	async open() {
		await this.person.home();
		await this.page.getByRole('link', { name: 'Mesa de ventas' }).click();
		await expect(this.page.getByRole('heading', { name: 'Mesa de ventas', level: 1 })).toBeVisible();
	}
	async start() {
		await this.person.home();
		await this.page.getByRole('button', { name: 'Crear ticket' }).click();
	}
	async newContact({ name, document, phone, email }: Customer, note = '') {
		await this.assistant.getByRole('combobox', { name: 'Contacto' }).fill(name);
		await this.assistant.getByRole('option', { name: /^Crear nuevo lead/ }).click();
		await this.assistant.getByLabel('Nombre').fill(name);
		if (document) await this.assistant.getByLabel('Documento').fill(document);
		if (phone) await this.assistant.getByLabel('Teléfono').fill(phone);
		if (email) await this.assistant.getByLabel('E-mail').fill(email);
		await this.assistant.getByLabel('Canal de contacto').selectOption('WhatsApp');
		await this.assistant.getByLabel('Observaciones').fill(note);
	}
	async next() {
		await this.assistant.getByRole('button', { name: /^Continuar/ }).click();
	}
	async newProspect({ plan = 'Fibra 300 Mb', address = 'Güemes 742', coordinates = '-31.7125, -64.9055' }: Customer) {
		await this.assistant.getByRole('button', { name: 'Crear prospecto' }).click();
		await this.assistant.getByRole('radiogroup', { name: 'Plan' }).getByRole('radio', { name: plan }).check();
		await this.next();
		await this.assistant.getByLabel('Dirección').fill(address);
		await this.assistant.getByLabel('Coordenadas').fill(coordinates);
		await this.next();
	}
	async finish(make: Make = 'Ticket + orden de instalación') {
		await this.assistant.getByRole('radio', { name: make }).check();
		await this.assistant
			.getByRole('button', { name: make === 'Solo ticket' ? 'Crear ticket' : 'Crear ticket y orden', exact: true })
			.click();
		await expect(this.assistant).toBeHidden();
	}
	/** Lead, prospect, ticket and order, the way most of them are made. */
	async createTicket(customer: Customer, { make, note }: { make?: Make; note?: string } = {}) {
		await this.start();
		await this.newContact(customer, note);
		await this.next();
		await this.newProspect(customer);
		await this.finish(make);
		await expect(this.card(customer.name)).toBeVisible();
	}
	async openTicket(name: string) {
		await this.card(name).getByRole('link').click();
		await expect(this.ticket.getByRole('heading', { name })).toBeVisible();
	}
}

/** Leads and Prospectos, from their own screens. */
export class LeadsPage {
	readonly person: Person;
	constructor(person: Person) {
		this.person = person;
	}
	get page() {
		return this.person.page;
	}
	get record() {
		return this.page.getByRole('complementary', { name: 'Lead' });
	}
	get dialog() {
		return this.page.getByRole('dialog', { name: 'Crear lead' });
	}
	get importing() {
		return this.page.getByRole('dialog', { name: 'Importar CSV' });
	}
	row(name: string) {
		return this.page.getByRole('grid', { name: 'Leads' }).getByRole('row', { name });
	}

	async open() {
		await this.person.home();
		await this.page.getByRole('link', { name: 'Leads' }).click();
		await expect(this.page.getByRole('heading', { name: 'Leads', level: 1 })).toBeVisible();
	}
	async create(name: string, { phone = '' } = {}) {
		await this.page.getByRole('button', { name: 'Crear lead' }).click();
		await this.dialog.getByLabel('Nombre').fill(name);
		await this.dialog.getByLabel('Teléfono').fill(phone);
		await this.dialog.getByRole('button', { name: 'Crear lead' }).click();
		await expect(this.record.getByRole('heading', { name })).toBeVisible();
	}
	async search(text: string) {
		await this.page.getByRole('searchbox', { name: 'Buscar' }).fill(text);
	}
	/** Leaving the field saves it. */
	async change(field: string, value: string) {
		await this.record.getByLabel(field).fill(value);
		await this.record.getByLabel(field).blur();
	}
	async startImport() {
		await this.page.getByRole('button', { name: 'Importar CSV' }).click();
		await expect(this.importing).toBeVisible();
	}
	async chooseCsv(name: string, content: string | Buffer) {
		await this.startImport();
		await this.importing.getByLabel('Archivo CSV').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(content) });
	}
}
