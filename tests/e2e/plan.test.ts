import type { Page } from '@playwright/test';
import { ANA, LUIS, MARTIN, PAULA } from '../cast.ts';
import { sellMany } from '../support/full-board.ts';
import { sellTo, visitOf } from '../support/sold.ts';
import { PlanPage } from './pages/plan.ts';
import { arrive, expect, PHONE, test } from './people.ts';

const TUESDAY = '2026-03-03';
const WEDNESDAY = '2026-03-04';

const catchPrint = (page: Page) =>
	page.evaluate(() => (window.print = () => document.documentElement.setAttribute('data-printed', '')));

test('a visit scheduled in the popover is on a second dispatcher’s board, and undone by whoever made it', async ({
	app,
	dispatcher,
	secondDispatcher
}) => {
	await sellTo(app, 'Elvira Funes');
	const [hers, his] = [new PlanPage(dispatcher), new PlanPage(secondDispatcher)];
	await hers.open('Elvira Funes');
	await his.open('Elvira Funes');
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
	await hers.open('Rosa Medina');
	await his.open('Rosa Medina');
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

test('a finger that rests lifts a card and carries it; one that does not only scrolls', async ({ app, dispatcher }) => {
	await sellTo(app, 'Berta Salas');
	const board = new PlanPage(dispatcher);
	await board.open('Berta Salas');
	const passing = await board.finger(board.waiting('Berta Salas'));
	await passing.swipe(-80);
	await expect(board.chip).toBeHidden();
	const finger = await board.finger(board.waiting('Berta Salas'));
	await expect(board.chip).toContainText('Berta Salas');
	await finger.to(board.row(MARTIN.name).getByRole('gridcell'));
	await expect(board.chip).toContainText(MARTIN.name);
	await finger.lift();
	await expect(board.visit(MARTIN.name, 'Berta Salas')).toBeVisible();
	await dispatcher.page.getByRole('button', { name: 'Deshacer' }).click();
	await expect(board.waiting('Berta Salas')).toBeVisible();
});

test('the route sheet has a page for each technician: time, telephone, address and a code for each order', async ({
	app,
	dispatcher
}) => {
	await sellTo(app, 'Nora Ledesma');
	const { page } = dispatcher;
	const board = new PlanPage(dispatcher);
	await board.open();
	await board.schedule('Nora Ledesma', { technician: PAULA.name, day: WEDNESDAY, time: '08:00' });
	await catchPrint(page);
	await page.getByRole('button', { name: 'Hoja de ruta' }).click();
	await expect(page.locator('html[data-printed]')).toBeAttached();
	await page.emulateMedia({ media: 'print' });
	const sheet = page.getByRole('region', { name: `Hoja de ruta de ${PAULA.name}` });
	const visit = sheet.getByRole('article').filter({ hasText: 'Nora Ledesma' });
	await expect(visit).toContainText(/08:00–10:00.*Güemes 742/);
	await expect(visit.getByRole('img')).toHaveAttribute('src', new RegExp('^data:image/svg'));
	const route = sheet.getByRole('img', { name: /^Mapa del recorrido del miércoles 4/ });
	expect(await route.evaluate((map: HTMLImageElement) => [map.naturalWidth, map.naturalHeight])).toEqual([1700, 525]);
	await expect(board.unscheduled).toBeHidden();
	expect(await page.getByText('Nora Ledesma: Paula Acosta').isVisible()).toBe(false);
	await expect(page.getByRole('link', { name: 'Saltar al contenido' })).toBeHidden();
});

test('a map that cannot be drawn keeps no route sheet from the printer', async ({ app, dispatcher }) => {
	await sellTo(app, 'Marta Ledesma');
	const { page } = dispatcher;
	const board = new PlanPage(dispatcher);
	await board.open();
	await board.schedule('Marta Ledesma', { technician: PAULA.name, day: WEDNESDAY, time: '13:00', duration: '1 h' });
	await catchPrint(page);
	await page.evaluate(
		() =>
			(HTMLCanvasElement.prototype.toDataURL = () => {
				throw new Error('no canvas');
			})
	);
	await page.getByRole('button', { name: 'Hoja de ruta' }).click();
	await expect(page.locator('html[data-printed]')).toBeAttached();
	await page.emulateMedia({ media: 'print' });
	const sheet = page.getByRole('region', { name: `Hoja de ruta de ${PAULA.name}` });
	await expect(sheet.getByRole('article').filter({ hasText: 'Marta Ledesma' })).toContainText('13:00–14:00');
});

test('two dispatchers give one hour away while apart: one is granted it, both read of the conflict', async ({
	app,
	dispatcher,
	secondDispatcher
}) => {
	await sellTo(app, 'Omar Quiroga');
	await sellTo(app, 'Silvia Bazán');
	const [hers, his] = [new PlanPage(dispatcher), new PlanPage(secondDispatcher)];
	await hers.open('Omar Quiroga');
	await his.open('Omar Quiroga');
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
	await board.open('Ignacio Vega');
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

test('of many unscheduled orders those in sight are drawn; keys, drags and what comes back reach the others', async ({
	app,
	dispatcher
}) => {
	await sellMany(app, 200);
	const board = new PlanPage(dispatcher);
	const { keyboard } = dispatcher.page;
	const last = 'Espera 0199 Quinteros';
	await board.open('Quinteros');
	await board.waiting('Espera 0000 Quinteros').getByRole('button', { name: 'Programar' }).focus();
	await expect(board.waiting('Espera 0040 Quinteros')).toBeAttached();
	await expect(board.waiting(last)).toBeHidden();
	await expect.poll(() => board.unscheduled.getByRole('article').count()).toBeLessThan(90);
	await keyboard.press('End');
	await expect(board.waiting(last).locator(':focus')).toBeVisible();
	await keyboard.press('ArrowUp');
	await expect(board.waiting('Espera 0198 Quinteros').locator(':focus')).toBeVisible();
	await board.lift(board.waiting(last));
	await board.carryTo(MARTIN.name, 0.3);
	await board.drop();
	await expect(board.visit(MARTIN.name, last)).toBeVisible();
	await board.waiting('Espera 0198 Quinteros').getByRole('button', { name: 'Programar' }).focus();
	await keyboard.press('Home');
	await expect(board.waiting('Espera 0000 Quinteros').locator(':focus')).toBeVisible();
	await board.visit(MARTIN.name, last).getByRole('button').focus();
	await keyboard.press('u');
	await expect(board.waiting(last).locator(':focus')).toBeVisible();
});

test('a card says what was promised; filters and orders narrow the column down', async ({ app, dispatcher }) => {
	await sellTo(app, 'Clara Benegas', { promised: '2026-03-03', locality: 'Barrio Norte' });
	await sellTo(app, 'Dora Benegas', { promised: '2026-02-28', kind: 'technical' });
	const { order } = await sellTo(app, 'Elsa Benegas');
	const board = new PlanPage(dispatcher);
	await board.open('Benegas');
	await expect(board.waiting('Clara Benegas')).toContainText('Cupo mañana');
	await expect(board.waiting('Dora Benegas')).toContainText('Vencida 2 d');
	expect((await board.waiting('Clara Benegas').boundingBox())!.height).toBe(102);
	await board.arrange('Ordenar', 'Por fecha prometida');
	const cards = board.unscheduled.getByRole('article');
	await expect(cards).toHaveText([/Dora/, /Clara/, /Elsa/]);
	await board.arrange('Filtrar', 'Barrio Norte');
	await expect(cards).toHaveText([/Clara/]);
	await board.arrange('Filtrar', 'Todas las zonas');
	await board.arrange('Filtrar', 'Instalación');
	await expect(cards).toHaveText([/Clara/, /Elsa/]);
	await dispatcher.open(`/ordenes/${order}`);
	await dispatcher.page.getByLabel('Prometida para').fill('2026-03-02');
	await dispatcher.page.getByLabel('Prometida para').blur();
	await dispatcher.settled();
	await board.open('Benegas');
	await expect(board.waiting('Elsa Benegas')).toContainText('Cupo hoy');
});

test('what waits close to where a technician goes comes first, with how far it is', async ({ app, dispatcher }) => {
	await sellTo(app, 'Olga Lejano', { lat: -31.95 });
	await sellTo(app, 'Pía Lejano', { lat: -31.901 });
	await sellTo(app, 'Nora Lejano', { lat: -31.9 });
	const board = new PlanPage(dispatcher);
	await board.open('Lejano');
	await board.schedule('Nora Lejano', { technician: PAULA.name, day: TUESDAY, time: '19:00', duration: '1 h' });
	await board.search('Lejano');
	const cards = board.unscheduled.getByRole('article');
	await board.arrange('Ordenar', 'Por cliente');
	await expect(cards).toHaveText([/Olga/, /Pía/]);
	await board.arrange('Ordenar', `Cerca de ${PAULA.name}`);
	await expect(cards).toHaveText([/Pía.*111 m · /, /Olga.*5,6 km · /]);
	await board.arrange('Ordenar', 'Por cliente');
	await expect(cards).toHaveText([/Olga/, /Pía/]);
});

test('a visit goes back to the unscheduled by its menu and by its popover', async ({ app, dispatcher }) => {
	await sellTo(app, 'Fabián Ocampo');
	const board = new PlanPage(dispatcher);
	await board.open('Ocampo');
	const when = { technician: PAULA.name, day: TUESDAY, time: '16:30', duration: '1 h' };
	await board.schedule('Fabián Ocampo', when);
	await board.act(board.visit(PAULA.name, 'Fabián Ocampo'), 'Volver a No programadas');
	await expect(board.waiting('Fabián Ocampo').locator(':focus')).toBeVisible();
	await board.act(board.waiting('Fabián Ocampo'), 'Programar…');
	await board.choose(when);
	expect((await board.popover.boundingBox())!.width).toBe(264);
	await board.popover.getByRole('button', { name: 'Programar visita' }).click();
	await board.visit(PAULA.name, 'Fabián Ocampo').getByRole('button').click();
	await board.popover.getByRole('button', { name: 'Volver a No programadas' }).click();
	await expect(board.waiting('Fabián Ocampo')).toBeVisible();
	await expect(board.popover).toBeHidden();
});

test('a failed visit is back among the unscheduled with reason and count; a feasible place gets its installation', async ({
	app,
	dispatcher
}) => {
	const { order } = await sellTo(app, 'Mirta Godoy');
	await visitOf(app, order, { result: 'failed', reason: 'customer-absent', feasible: null });
	const board = new PlanPage(dispatcher);
	await board.open('Mirta Godoy');
	await expect(board.waiting('Mirta Godoy')).toContainText('1 intento · Cliente ausente');
	const asked = await sellTo(app, 'Pablo Lencina', { kind: 'feasibility' });
	await visitOf(app, asked.order, { result: 'success', reason: null, feasible: true });
	await dispatcher.open(`/ordenes/${asked.order}`);
	await expect(dispatcher.page.getByText('Entra por el patio')).toBeVisible();
	await dispatcher.page.getByRole('button', { name: 'Crear orden de instalación' }).click();
	await expect(dispatcher.page.getByText('No programada', { exact: true })).toBeVisible();
	await board.open('Pablo Lencina');
	await expect(board.waiting('Pablo Lencina')).toContainText('Instalación');
});

test('on the map: a pin opens what its card opens, a visit has its number; without network it shows what it has', async ({
	app,
	dispatcher
}) => {
	await sellTo(app, 'Gloria Pereyra', { lat: -31.7225 });
	const board = new PlanPage(dispatcher);
	await board.open('Pereyra');
	await board.openMap();
	await board.waiting('Gloria Pereyra').getByRole('button', { name: 'Programar' }).focus();
	await board.pressLitPin();
	await expect(board.popover).toContainText('Gloria Pereyra');
	await board.choose({ technician: MARTIN.name, day: '2026-03-02', time: '17:00', duration: '45 min' });
	await board.popover.getByRole('button', { name: 'Programar visita' }).click();
	const visit = board.onList(MARTIN.name, 'Gloria Pereyra');
	await expect(visit).toContainText(/^\d+ ?17:00/);
	await visit.getByRole('button').press('Enter');
	await expect(board.popover).toContainText('Gloria Pereyra');
	await dispatcher.page.keyboard.press('Escape');
	await dispatcher.settled();
	await dispatcher.goOffline();
	await expect(board.map).toContainText('Sin conexión: se ve lo que hay en este equipo.');
	await board.act(visit, 'Volver a No programadas');
	await expect(board.waiting('Gloria Pereyra')).toBeVisible();
	await dispatcher.goOnline();
	await dispatcher.settled();
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
	await expect(page.getByText('Se mudó', { exact: true })).toBeVisible();
	await page.getByRole('textbox', { name: 'Comentario' }).fill('Avisó por teléfono');
	await page.getByRole('button', { name: 'Comentar' }).click();
	await expect(page.getByRole('region', { name: 'Actividad' })).toContainText('Avisó por teléfono');
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
	await luis.close();
});
