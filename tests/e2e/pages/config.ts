import type { Page } from '@playwright/test';
import { expect, type Person } from '../people.ts';

type Section =
	| 'Para empezar'
	| 'Empresa'
	| 'Sucursales'
	| 'Usuarios'
	| 'Cambios retenidos'
	| 'Planes'
	| 'Ítems únicos'
	| 'Nodos'
	| 'Servidores'
	| 'Rangos de IP'
	| 'Medios de pago';
type Answers = { text?: Record<string, string>; choose?: Record<string, string>; tick?: string[]; untick?: string[] };

/** Configuración, as an owner fills it in. */
export class ConfigPage {
	readonly person: Person;
	readonly page: Page;
	constructor(person: Person) {
		this.person = person;
		this.page = person.page;
	}
	get dialog() {
		return this.page.getByRole('dialog');
	}
	field(label: string) {
		return this.page.getByLabel(label, { exact: true });
	}
	row(name: string) {
		return this.page.getByRole('row', { name });
	}
	check(words: string) {
		return this.page.getByRole('listitem').filter({ hasText: words });
	}
	get link() {
		return this.dialog.getByLabel('Enlace');
	}

	async open(section: Section) {
		await this.person.home();
		if (!/\/configuracion/.test(this.page.url())) {
			await this.page.getByRole('navigation').getByRole('link', { name: 'Configuración', exact: true }).click();
		}
		const link = this.page.getByRole('navigation', { name: 'Secciones' }).getByRole('link', { name: section, exact: true });
		await link.click();
		await expect(link).toHaveAttribute('aria-current', 'page');
	}
	async answer({ text = {}, choose = {}, tick = [], untick = [] }: Answers) {
		for (const [label, value] of Object.entries(text)) await this.field(label).fill(value);
		for (const [label, option] of Object.entries(choose)) await this.field(label).selectOption({ label: option });
		for (const label of tick) await this.field(label).check();
		for (const label of untick) await this.field(label).uncheck();
	}
	async save() {
		await this.page.getByRole('button', { name: 'Guardar', exact: true }).click();
	}
	async add(section: Section, act: string, answers: Answers) {
		await this.open(section);
		await this.page.getByRole('button', { name: act, exact: true }).click();
		await this.answer(answers);
		await this.save();
		await expect(this.dialog).toBeHidden();
	}
	async edit(section: Section, name: string, answers: Answers) {
		await this.open(section);
		await this.row(name).click();
		await this.answer(answers);
		await this.save();
		await expect(this.dialog).toBeHidden();
	}
	/** @returns the link to hand over, since no mail leaves without SMTP */
	async invite(name: string, email: string, role: string): Promise<string> {
		await this.open('Usuarios');
		await this.page.getByRole('button', { name: 'Invitar persona' }).click();
		await this.answer({ text: { Nombre: name, 'E-mail': email }, tick: [role] });
		await this.dialog.getByRole('button', { name: 'Enviar invitación' }).click();
		return this.handOver();
	}
	async reset(name: string): Promise<string> {
		await this.open('Usuarios');
		await this.row(name).click();
		await this.dialog.getByRole('button', { name: 'Restablecer contraseña' }).click();
		return this.handOver();
	}
	private async handOver(): Promise<string> {
		await expect(this.link).toBeVisible();
		const link = await this.link.inputValue();
		await this.dialog.getByRole('button', { name: 'Cerrar', exact: true }).last().click();
		return link;
	}
}

/** Whoever was given a link chooses a password and is in. */
export async function choosePassword({ page }: Person, link: string, password: string) {
	await page.goto(link);
	await page.getByLabel('Contraseña', { exact: true }).fill(password);
	await page.getByRole('button', { name: 'Guardar e ingresar' }).click();
	await page.waitForURL((url) => !/\/(invitacion|clave)\//.test(url.pathname));
}
