import { expect } from '@playwright/test';
import type { Person } from '../people.ts';

/** Mesa de ayuda, as whoever answers customers works with it. */
export class HelpDesk {
	readonly person: Person;
	constructor(person: Person) {
		this.person = person;
	}
	get page() {
		return this.person.page;
	}
	get conversation() {
		return this.page.getByRole('region', { name: 'Conversación' });
	}
	get messages() {
		return this.page.getByRole('list', { name: 'Mensajes' });
	}
	get answerField() {
		return this.page.getByRole('textbox', { name: 'Respuesta' });
	}
	async open() {
		await this.person.open('/ayuda');
		await expect(this.page.getByRole('heading', { name: 'Mesa de ayuda' })).toBeVisible();
	}
	inList(title: string) {
		return this.page.getByRole('list', { name: 'Conversaciones' }).getByRole('link', { name: title });
	}
	async look(view: 'Sin responder' | 'Míos' | 'Abiertos' | 'Terminados') {
		await this.page.getByRole('navigation', { name: 'Vistas' }).getByRole('link', { name: view }).click();
	}
	async read(title: string) {
		await this.inList(title).click();
		await expect(this.conversation.getByRole('heading', { name: title })).toBeVisible();
	}
	async answer(text: string) {
		await this.answerField.fill(text);
		await this.page.getByRole('button', { name: 'Enviar respuesta' }).click();
		await expect(this.messages).toContainText(text);
	}
	async comment(text: string) {
		await this.page.getByRole('tab', { name: 'Comentario interno' }).click();
		await this.page.getByRole('textbox', { name: 'Comentario interno' }).fill(text);
		await this.page.getByRole('button', { name: 'Guardar comentario' }).click();
		await expect(this.messages).toContainText(text);
	}
	async setState(state: string) {
		await this.conversation.getByLabel('Estado').selectOption(state);
	}
	/** By keyboard alone. */
	async take({ customer, title, told = '' }: { customer: string; title: string; told?: string }) {
		const { keyboard } = this.page;
		await keyboard.press('c');
		const dialog = this.page.getByRole('dialog', { name: 'Nuevo ticket' });
		await expect(dialog.getByRole('combobox', { name: 'Cliente' })).toBeFocused();
		await keyboard.type(customer);
		await expect(dialog.getByRole('option', { name: customer })).toBeVisible();
		await keyboard.press('Enter');
		await dialog.getByLabel('Asunto').fill(title);
		await dialog.getByLabel('Qué pasa').fill(told);
		await dialog.getByLabel('Asunto').press('Enter');
		await expect(this.conversation.getByRole('heading', { name: title })).toBeVisible();
	}
	async order(kind: 'técnica' | 'de baja') {
		await this.page.getByRole('button', { name: `Crear orden ${kind}` }).click();
		await expect(this.page.getByText(/Orden (técnica|de baja) \S+ creada/)).toBeVisible();
	}
}
