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
	/** Narrows «No programadas». */
	async search(words: string) {
		const field = this.unscheduled.getByRole('searchbox', { name: 'Buscar' });
		if (!(await field.isVisible())) await this.unscheduled.getByRole('button', { name: 'Buscar en No programadas' }).click();
		await field.fill(words);
	}
	/** A choice of the menu «Filtrar» or «Ordenar» over the cards. */
	async arrange(menu: 'Filtrar' | 'Ordenar', choice: string) {
		await this.unscheduled.getByRole('button', { name: menu }).click();
		await this.page.getByRole('menuitem', { name: choice }).click();
	}
	/** By the other button of the mouse, on a card or a visit. */
	async act(on: Locator, act: string) {
		await on.click({ button: 'right' });
		await this.page.getByRole('menuitem', { name: act }).click();
	}
	row(technician: string) {
		return this.agenda.getByRole('row', { name: technician });
	}
	visit(technician: string, customer: string) {
		return this.row(technician).getByRole('article', { name: customer });
	}
	get map() {
		return this.page.getByRole('region', { name: 'Mapa' });
	}
	/** The view «Mapa», once it is drawn. */
	async openMap() {
		await this.page.getByRole('radio', { name: 'Mapa' }).click();
		await this.map.getByRole('button', { name: 'Acercar' }).waitFor();
	}
	/** The pin of whatever has the focus in a list. */
	async pressLitPin() {
		const lit = (await this.map.locator('.lit').boundingBox())!;
		await this.page.mouse.click(lit.x + lit.width / 2, lit.y + lit.height / 2);
	}
	/** A visit in the list beside the map. */
	onList(technician: string, customer: string) {
		return this.page.getByRole('region', { name: technician }).getByRole('article', { name: customer });
	}
	/** @param about narrows «No programadas»: of many cards only those in sight are there */
	async open(about = '') {
		await this.person.open('/ordenes/planificar');
		await expect(this.page.getByRole('heading', { name: 'Planificar', level: 1 })).toBeVisible();
		if (about) await this.search(about);
	}
	async schedule(customer: string, when: When) {
		await this.search(customer);
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
	/** Once it stands still: what arrives meanwhile moves cards. */
	async lift(card: Locator) {
		await this.person.settled();
		await card.hover({ position: { x: 8, y: 8 } });
		const box = (await card.boundingBox())!;
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
	/** A finger that rests on a card until it is lifted, as a touch screen tells it. */
	async finger(card: Locator) {
		await this.person.settled();
		const touch = await this.page.context().newCDPSession(this.page);
		const send = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...touchPoints: { x: number; y: number }[]) =>
			touch.send('Input.dispatchTouchEvent', { type, touchPoints });
		await touch.send('Emulation.setTouchEmulationEnabled', { enabled: true });
		const centre = async (place: Locator) => {
			const { x, y, width, height } = (await place.boundingBox())!;
			return { x: x + width / 2, y: y + height / 2 };
		};
		const from = await centre(card);
		await send('touchStart', from);
		return {
			/** Without the rest: the list scrolls, nothing is lifted. */
			swipe: async (y: number) => {
				for (let i = 1; i <= 5; i++) await send('touchMove', { x: from.x, y: from.y + (y * i) / 5 });
				await send('touchEnd');
			},
			to: async (place: Locator) => {
				const to = await centre(place);
				for (const part of [0.5, 1])
					await send('touchMove', { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part });
			},
			lift: () => send('touchEnd')
		};
	}
	/** What a drop would mean, beside the pointer. */
	get chip() {
		return this.page.locator('[data-carried]');
	}
	/** The visit that has the focus, in words. */
	get focused() {
		return this.page.locator(':focus');
	}
}
