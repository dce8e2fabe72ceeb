import { expect, type Person } from '../people.ts';
import { FieldDay } from './story.ts';

/** The field app with all its ways: what is missing, what fails, what is found. */
export class FieldPage extends FieldDay {
	readonly person: Person;
	constructor(person: Person) {
		super(person);
		this.person = person;
	}
	get dialog() {
		return this.page.getByRole('dialog');
	}
	get badge() {
		return this.page.getByText('en espera', { exact: true });
	}
	async openDay() {
		await this.person.open('/campo');
		await expect(this.page.getByRole('heading', { name: 'Hoy', level: 1 })).toBeVisible();
	}
	async begin(name: string) {
		await this.open(name);
		await this.press('En camino');
		await this.press('En el lugar');
	}
	async take(slot: string, name: string, buffer: Buffer) {
		const choosing = this.page.waitForEvent('filechooser');
		await this.page.getByRole('button', { name: `Sacar la foto: ${slot}` }).click();
		await (await choosing).setFiles({ name, mimeType: 'image/png', buffer });
	}
	async tick(step: string) {
		await this.page.getByRole('checkbox', { name: step }).check();
	}
	private async signing() {
		await this.page.getByRole('button', { name: 'Pedir la firma' }).click();
		await expect(this.dialog.getByRole('img', { name: 'Lugar para firmar' })).toBeVisible();
	}
	async sign(document: string) {
		await this.signing();
		const { x, y, width, height } = (await this.dialog.getByRole('img', { name: 'Lugar para firmar' }).boundingBox())!;
		await this.page.mouse.move(x + width / 4, y + height / 2);
		await this.page.mouse.down();
		await this.page.mouse.move(x + width / 2, y + height / 4, { steps: 4 });
		await this.page.mouse.up();
		await this.dialog.getByLabel('Documento').fill(document);
		await this.dialog.getByRole('button', { name: 'Guardar la firma' }).click();
		await expect(this.dialog).toBeHidden();
	}
	async cannotSign(reason: string) {
		await this.signing();
		await this.dialog.getByRole('radio', { name: 'No puede firmar' }).check();
		await this.dialog.getByRole('button', { name: 'Guardar el motivo' }).click();
		await expect(this.dialog.getByText('Escribí por qué no puede firmar.')).toBeVisible();
		await this.dialog.getByLabel('Motivo').fill(reason);
		await this.dialog.getByRole('button', { name: 'Guardar el motivo' }).click();
		await expect(this.dialog).toBeHidden();
	}
	async fail(reason: string, { day = '', more = '' } = {}) {
		await this.page.getByRole('button', { name: 'No exitosa' }).click();
		await this.dialog.getByLabel('Motivo').selectOption({ label: reason });
		await this.dialog.getByLabel('Qué pasó').fill(more);
		await this.dialog.getByLabel('Volver el día').fill(day);
		await this.dialog.getByRole('button', { name: 'Cerrar la visita' }).click();
		await expect(this.dialog).toBeHidden();
	}
	async judge(verdict: 'Es factible' | 'No es factible', reason?: string) {
		await this.page.getByRole('button', { name: 'Cerrar como exitosa' }).click();
		await this.dialog.getByRole('radio', { name: verdict, exact: true }).check();
		if (reason) await this.dialog.getByLabel('Motivo').selectOption({ label: reason });
		await this.dialog.getByRole('button', { name: 'Cerrar la orden' }).click();
		await expect(this.dialog).toBeHidden();
	}
}
