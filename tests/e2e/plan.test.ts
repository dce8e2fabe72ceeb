import AxeBuilder from '@axe-core/playwright';
import { ANA, LUIS, MARTIN, PAULA } from '../cast.ts';
import { sellTo, visitOf } from '../support/sold.ts';
import { PlanPage } from './pages/plan.ts';
import { arrive, expect, PHONE, test } from './people.ts';

const TUESDAY = '2026-03-03';
const WEDNESDAY = '2026-03-04';

test('a visit scheduled in the popover is on a second dispatcher’s board, and undone by whoever made it', async ({
	app,
	dispatcher,
	secondDispatcher
}) => {
	await sellTo(app, 'Elvira Funes');
	const [hers, his] = [new PlanPage(dispatcher), new PlanPage(secondDispatcher)];
	await hers.open();
	await his.open();
	await hers.schedule('Elvira Funes', { technician: PAULA.name, day: TUESDAY, time: '10:00' });
	await expect(his.visit(PAULA.name, 'Elvira Funes')).toBeVisible();
	await expect(his.waiting('Elvira Funes')).toBeHidden();
	await expect(hers.focused).toHaveAccessibleName(/Elvira Funes.*mar 3 mar, 10:00 a 12:00, Programada/);
	await dispatcher.page.getByRole('button', { name: 'Deshacer' }).click();
	await expect(his.waiting('Elvira Funes')).toBeVisible();
});

test('an order is dragged to a technician, shown to others while it moves, and dragged back', async ({
	app,
	dispatcher,
	secondDispatcher
}) => {
	await sellTo(app, 'Rosa Medina');
	const [hers, his] = [new PlanPage(dispatcher), new PlanPage(secondDispatcher)];
	await hers.open();
	await his.open();
	await expect(his.waiting('Rosa Medina')).toBeVisible();
	await hers.lift(hers.waiting('Rosa Medina'));
	await hers.carryTo(MARTIN.name, 0.55);
	await expect(his.waiting('Rosa Medina')).toContainText(`${ANA.name} la está moviendo`);
	await expect(his.row(MARTIN.name)).toContainText(ANA.name);
	await hers.drop();
	await expect(his.visit(MARTIN.name, 'Rosa Medina')).toBeVisible();
	await hers.lift(hers.visit(MARTIN.name, 'Rosa Medina'));
	await hers.carryTo(PAULA.name, 0.55);
	await dispatcher.page.keyboard.press('Escape');
	await hers.drop();
	await expect(hers.visit(MARTIN.name, 'Rosa Medina')).toBeVisible();
	await hers.lift(hers.visit(MARTIN.name, 'Rosa Medina'));
	await hers.carryBack();
	await hers.drop();
	await expect(his.waiting('Rosa Medina')).toBeVisible();
});

test('two dispatchers give one hour away while apart: one is granted it, both read of the conflict', async ({
	app,
	dispatcher,
	secondDispatcher
}) => {
	await sellTo(app, 'Omar Quiroga');
	await sellTo(app, 'Silvia Bazán');
	const [hers, his] = [new PlanPage(dispatcher), new PlanPage(secondDispatcher)];
	await hers.open();
	await his.open();
	await expect(hers.waiting('Omar Quiroga')).toBeVisible();
	await dispatcher.goOffline();
	await hers.schedule('Omar Quiroga', { technician: MARTIN.name, day: WEDNESDAY, time: '15:00' });
	await expect(dispatcher.sync).toContainText('Sin conexión · 1 cambio en espera');
	await his.schedule('Silvia Bazán', { technician: MARTIN.name, day: WEDNESDAY, time: '16:00' });
	await secondDispatcher.settled();
	await dispatcher.goOnline();
	for (const board of [hers, his]) {
		await expect(board.conflict).toContainText('El servidor le dio el horario a Silvia Bazán; Omar Quiroga espera');
		await expect(board.visit(MARTIN.name, 'Omar Quiroga')).toBeVisible();
	}
	await hers.conflict.getByRole('button', { name: /^Mover/ }).click();
	await hers.choose({ technician: PAULA.name, day: WEDNESDAY, time: '15:00' });
	await hers.popover.getByRole('button', { name: 'Programar visita' }).click();
	await expect(his.conflict).not.toContainText('Omar Quiroga');
	await expect(his.visit(PAULA.name, 'Omar Quiroga')).toBeVisible();
});

test('by keyboard alone: scheduled, carried, lengthened and given up', async ({ app, dispatcher }) => {
	await sellTo(app, 'Ignacio Vega');
	const board = new PlanPage(dispatcher);
	const { keyboard } = dispatcher.page;
	await board.open();
	await board.waiting('Ignacio Vega').getByRole('button', { name: 'Programar' }).focus();
	await keyboard.press('p');
	await board.choose({ technician: PAULA.name, day: TUESDAY, time: '14:00' });
	await keyboard.press('Enter');
	await expect(board.focused).toHaveAccessibleName(/Ignacio Vega.*14:00 a 16:00/);
	await keyboard.press('m');
	await keyboard.press('ArrowUp');
	await keyboard.press('ArrowRight');
	await expect(dispatcher.page.getByText('Martín Rojas, martes 3 de marzo, 14:15, libre')).toBeAttached();
	await keyboard.press('Enter');
	await expect(board.visit(MARTIN.name, 'Ignacio Vega')).toBeVisible();
	await expect(board.focused).toHaveAccessibleName(/Ignacio Vega.*14:15 a 16:15/);
	await keyboard.press('+');
	await expect(board.focused).toHaveAccessibleName(/14:15 a 16:30/);
	await keyboard.press('u');
	await expect(board.waiting('Ignacio Vega')).toBeVisible();
});

test('a failed visit is back among the unscheduled with reason and count; a feasible place gets its installation', async ({
	app,
	dispatcher
}) => {
	const { order } = await sellTo(app, 'Mirta Godoy');
	await visitOf(app, order, { result: 'failed', reason: 'customer-absent', feasible: null });
	const board = new PlanPage(dispatcher);
	await board.open();
	await expect(board.waiting('Mirta Godoy')).toContainText('1 intento · Cliente ausente');
	const asked = await sellTo(app, 'Pablo Lencina', { kind: 'feasibility' });
	await visitOf(app, asked.order, { result: 'success', reason: null, feasible: true });
	await dispatcher.open(`/ordenes/${asked.order}`);
	await expect(dispatcher.page.getByText('Entra por el patio')).toBeVisible();
	await dispatcher.page.getByRole('button', { name: 'Crear orden de instalación' }).click();
	await expect(dispatcher.page.getByText('No programada', { exact: true })).toBeVisible();
	await board.open();
	await expect(board.waiting('Pablo Lencina')).toContainText('Instalación');
});

test('an order is cancelled with its reason, which is asked for', async ({ app, dispatcher }) => {
	const { order } = await sellTo(app, 'Julio Ferrero');
	const { page } = dispatcher;
	await dispatcher.open(`/ordenes/${order}`);
	await page.getByRole('button', { name: 'Cancelar la orden' }).click();
	const dialog = page.getByRole('dialog');
	await dialog.getByRole('button', { name: 'Cancelar la orden' }).click();
	await expect(dialog.getByText('Falta el motivo.')).toBeVisible();
	await dialog.getByLabel('Motivo').fill('Se mudó');
	await dialog.getByRole('button', { name: 'Cancelar la orden' }).click();
	await expect(page.getByText('Se mudó')).toBeVisible();
	await page.getByRole('textbox', { name: 'Comentario' }).fill('Avisó por teléfono');
	await page.getByRole('button', { name: 'Comentar' }).click();
	await expect(page.getByRole('region', { name: 'Comentarios' })).toContainText('Avisó por teléfono');
});

test('at a telephone’s width there is a list, with the same popover', async ({ app, browser }) => {
	await sellTo(app, 'Teresa Roldán');
	const luis = await arrive(browser, app, LUIS.email, PHONE);
	const board = new PlanPage(luis);
	await board.open();
	await board.schedule('Teresa Roldán', { technician: PAULA.name, day: '2026-03-02', time: '16:30' });
	await luis.page.getByRole('tab', { name: 'Agenda' }).click();
	const paula = luis.page.getByRole('region', { name: PAULA.name });
	await expect(paula.getByRole('article', { name: 'Teresa Roldán' })).toContainText('16:30');
	expect((await new AxeBuilder({ page: luis.page }).analyze()).violations).toEqual([]);
	await luis.close();
});

test('nothing on the board and in the list that axe would complain about', async ({ app, dispatcher }) => {
	await sellTo(app, 'Norma Ibáñez');
	const board = new PlanPage(dispatcher);
	await board.open();
	await board.waiting('Norma Ibáñez').getByRole('button', { name: 'Programar' }).click();
	await expect(board.popover).toBeVisible();
	const shown = await new AxeBuilder({ page: dispatcher.page }).analyze();
	await dispatcher.open('/ordenes?buscar=Norma');
	await dispatcher.page.getByRole('row', { name: 'Norma Ibáñez' }).click();
	await expect(dispatcher.page.getByRole('complementary')).toContainText('Güemes 742');
	const listed = await new AxeBuilder({ page: dispatcher.page }).analyze();
	expect([...shown.violations, ...listed.violations]).toEqual([]);
});
