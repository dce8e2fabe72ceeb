import type { Locator, Page } from '@playwright/test';
import { CARMEN } from '../cast.ts';
import { expect, test } from './people.ts';
import { PlanPage } from './pages/plan.ts';
import { SalesDeskPage } from './pages/sales.ts';
import { readyWithoutNetwork } from './pages/story.ts';

test.use({ serviceWorkers: 'allow' });

/** As often as it takes, without ever leaving the keyboard. */
const tabTo = ({ keyboard }: Page, target: Locator) =>
	expect(async () => {
		await keyboard.press('Tab');
		await expect(target).toBeFocused({ timeout: 100 });
	}).toPass({ intervals: [0] });

test('from the first key to the booked visit without the mouse', async ({ owner }) => {
	const { page } = owner;
	const { keyboard } = page;
	const [desk, plan] = [new SalesDeskPage(owner), new PlanPage(owner)];
	const focused = (role: 'combobox' | 'button' | 'radio' | 'textbox', name: string) =>
		expect(desk.assistant.getByRole(role, { name })).toBeFocused();

	await test.step('lead, prospect, ticket and order', async () => {
		await owner.open('/ventas');
		await readyWithoutNetwork(owner);
		await keyboard.press('c');
		await focused('combobox', 'Contacto');
		await keyboard.type('Tecla Fina');
		await expect(desk.assistant.getByRole('option', { name: /^Crear nuevo lead/ })).toBeVisible();
		await keyboard.press('Enter');
		await focused('textbox', 'Teléfono');
		await keyboard.type('351 555-4501');
		await keyboard.press('Control+Enter');
		await focused('button', 'Crear prospecto');
		await keyboard.press('Enter');
		await focused('radio', 'Fibra 50 Mb');
		await keyboard.press('ArrowDown');
		await keyboard.press('ArrowDown');
		await expect(desk.assistant.getByRole('radio', { name: CARMEN.plan })).toBeChecked();
		await keyboard.press('Control+Enter');
		await focused('textbox', 'Dirección');
		await keyboard.type(CARMEN.address);
		await keyboard.press('Tab');
		await keyboard.press('Tab');
		await focused('textbox', 'Coordenadas');
		await keyboard.type(CARMEN.coordinates);
		await keyboard.press('Control+Enter');
		await focused('radio', 'Ticket + orden de instalación');
		await keyboard.press('Control+Enter');
		await expect(desk.card('Tecla Fina').getByRole('link')).toBeFocused();
	});

	await test.step('the visit', async () => {
		await keyboard.press('g');
		await keyboard.press('n');
		const open = plan.waiting('Tecla Fina').getByRole('button', { name: 'Programar' });
		await expect(open).toBeVisible();
		await tabTo(page, plan.unscheduled.getByRole('button', { name: 'Programar' }).first());
		await keyboard.press('End');
		await expect(open).toBeFocused();
		await keyboard.press('Enter');
		await expect(plan.popover.getByLabel('Día')).toBeFocused();
		await keyboard.press('Escape');
		await expect(open).toBeFocused();
		await keyboard.press('p');
		await expect(plan.popover.getByLabel('Día')).toBeFocused();
		await keyboard.press('Enter');
		await expect(plan.waiting('Tecla Fina')).toBeHidden();
		await expect(plan.agenda.getByRole('article', { name: 'Tecla Fina' })).toBeVisible();
	});
});
