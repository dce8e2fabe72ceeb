import type { Locator, Page } from '@playwright/test';
import { expect, type Person } from '../people.ts';

export type When = { technician: string; day: string; time: string; duration?: string };

/** Planificar with all its ways: the popover, the mouse, the keys. */
export class PlanPage {
	readonly person: Person;
	readonly page: Page;
	constructor(person: Person) {
		this.person = person;
		this.page = person.page;
	}
	get unscheduled() {
		return this.page.getByRole('region', { name: 'No programadas' });
	}
	get agenda() {
		return this.page.getByRole('grid', { name: 'Agenda' });
	}
	get conflict() {
		return this.page.getByRole('region', { name: 'Conflicto de horario' });
	}
	get popover() {
		return this.page.getByRole('dialog', { name: 'Programar' });
	}
	waiting(customer: string) {
		return this.unscheduled.getByRole('article', { name: customer });
	}
	row(technician: string) {
		return this.agenda.getByRole('row', { name: technician });
	}
	visit(technician: string, customer: string) {
		return this.row(technician).getByRole('article', { name: customer });
	}
	async open() {
		await this.person.open('/ordenes/planificar');
		await expect(this.page.getByRole('heading', { name: 'Planificar', level: 1 })).toBeVisible();
	}
	async schedule(customer: string, when: When) {
		await this.waiting(customer).getByRole('button', { name: 'Programar' }).click();
		await this.choose(when);
		await this.popover.getByRole('button', { name: 'Programar visita' }).click();
	}
	async choose({ technician, day, time, duration }: When) {
		await this.popover.getByLabel('Técnico').selectOption({ label: technician });
		await this.popover.getByLabel('Día').fill(day);
		await this.popover.getByLabel('Hora').fill(time);
		if (duration) await this.popover.getByLabel('Duración').selectOption({ label: duration });
	}
	async lift(card: Locator) {
		const box = (await card.boundingBox())!;
		await this.page.mouse.move(box.x + 8, box.y + 8);
		await this.page.mouse.down();
		await this.page.mouse.move(box.x + 24, box.y + 16, { steps: 3 });
	}
	/** Over a technician's days; `part` is how far into them, 0 to 1. */
	async carryTo(technician: string, part: number) {
		const time = (await this.row(technician).getByRole('gridcell').boundingBox())!;
		await this.page.mouse.move(time.x + time.width * part, time.y + time.height / 2, { steps: 8 });
	}
	async carryBack() {
		const list = (await this.unscheduled.boundingBox())!;
		await this.page.mouse.move(list.x + 60, list.y + list.height / 2, { steps: 8 });
	}
	async drop() {
		await this.page.mouse.up();
	}
	/** The visit that has the focus, in words. */
	get focused() {
		return this.page.locator(':focus');
	}
}
