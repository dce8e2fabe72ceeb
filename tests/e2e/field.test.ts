import { PAULA } from '../cast.ts';
import { sellTo } from '../support/sold.ts';
import type { App } from '../support/app.ts';
import { FieldPage } from './pages/field.ts';
import { PlanPage } from './pages/plan.ts';
import { anotherTab, readyWithoutNetwork } from './pages/story.ts';
import { expect, PHONE, arrive, test, type Person } from './people.ts';

test.use({ serviceWorkers: 'allow' });

const TODAY = '2026-03-02';
const ONU = 'A4:2B:8C:11:09:FE';
const LATE = { timeout: 60_000 };

type Some = Parameters<typeof sellTo>[2];
/** Somebody whose visit Ana has given to Paula for today. */
async function visitFor(app: App, dispatcher: Person, name: string, time: string, some: Some = {}) {
	const sold = await sellTo(app, name, some);
	const plan = new PlanPage(dispatcher);
	await plan.open();
	await plan.schedule(name, { technician: PAULA.name, day: TODAY, time });
	await expect(plan.visit(PAULA.name, name)).toBeVisible();
	return sold;
}
async function lookAtOrder(dispatcher: Person, order: string) {
	await dispatcher.open(`/ordenes/${order}`);
	return dispatcher.page.getByRole('article', { name: new RegExp(`^${PAULA.name}`) });
}

test('a day without network: opened cold, done, closed, and all of it arrives once', async ({ app, dispatcher, technician }) => {
	test.setTimeout(240_000);
	const { order } = await visitFor(app, dispatcher, 'Delia Campos', '18:30');
	const before = new FieldPage(technician);
	await before.openDay();
	await expect(before.stop('Delia Campos')).toBeVisible(LATE);
	await readyWithoutNetwork(technician);
	await technician.goOffline();
	await technician.page.close();

	const paula = await anotherTab(technician, '/campo');
	const field = new FieldPage(paula);
	await test.step('at the door', async () => {
		await field.begin('Delia Campos');
		await paula.page.getByRole('button', { name: 'Cerrar como exitosa' }).click();
		await expect(field.dialog).toContainText('Faltan 2 cosas para cerrarla');
		await field.dialog.getByRole('button', { name: 'Ir a Equipos' }).click();
		await expect(paula.page.getByRole('button', { name: 'Agregar equipo' })).toBeFocused();
	});
	await test.step('what he leaves there', async () => {
		await field.addEquipment(ONU);
		await field.addPhoto('caja.png', await paula.page.screenshot());
		await expect(field.badge).toBeVisible();
		await field.note('Entra por el patio');
		await field.tick('Hice la prueba de velocidad');
		await field.sign('28.456.789');
		await field.close();
		await expect(paula.page.getByText('Cerrada en este equipo')).toBeVisible();
		await expect(paula.sync).toContainText(/Sin conexión · \d+ cambios en espera/);
	});
	await test.step('the telephone is closed and opened again, still without network', async () => {
		await paula.page.reload();
		await expect(paula.page.getByText('Cerrada en este equipo')).toBeVisible();
		await expect(field.badge).toBeVisible();
	});
	await test.step('the network returns', async () => {
		await paula.goOnline();
		await expect(paula.page.getByText('Cerrada en este equipo')).toBeHidden(LATE);
		await expect(field.badge).toBeHidden(LATE);
		await expect(paula.sync).toContainText('Sincronizado', LATE);
		await expect(paula.page.getByText('Exitosa', { exact: true })).toBeVisible();
	});
	await test.step('the office has it once', async () => {
		const visits = await lookAtOrder(dispatcher, order);
		await expect(visits).toHaveCount(1, LATE);
		await expect(visits).toContainText('Entra por el patio');
		await expect(visits.getByText(ONU)).toHaveCount(1);
		await expect(visits.getByRole('list', { name: 'Checklist' })).toHaveText('Hice la prueba de velocidad');
		await expect(visits).toContainText('Firmó Delia Campos, 28.456.789');
		// Pictures are fetched when somebody comes near them.
		const signature = visits.getByRole('img', { name: 'Firma' });
		await signature.scrollIntoViewIfNeeded();
		await expect.poll(() => signature.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(100);
		const picture = visits.getByRole('img', { name: /^Foto/ });
		await expect(picture).toHaveCount(1);
		await picture.scrollIntoViewIfNeeded();
		await expect(picture).toHaveJSProperty('complete', true);
		await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(100);
	});
});

test('a visit that failed takes its order back to «No programadas» with the reason', async ({ app, dispatcher, technician }) => {
	const { order } = await visitFor(app, dispatcher, 'Nora Ausente', '20:45');
	const field = new FieldPage(technician);
	await field.openDay();
	await field.begin('Nora Ausente');
	await field.take('Frente', 'roto.png', Buffer.from('this is no picture'));
	await expect(technician.page.getByRole('alert')).toContainText('no es una foto');
	await field.cannotSign('No hay nadie');
	await field.fail('Cliente ausente', { day: '2026-03-04', more: 'Nadie atendió' });
	await technician.settled();
	const plan = new PlanPage(dispatcher);
	await plan.open();
	await expect(plan.waiting('Nora Ausente')).toContainText('1 intento · Cliente ausente', LATE);
	await expect(await lookAtOrder(dispatcher, order)).toContainText('Nadie atendió\nPropuesta: volver el mié 4 mar.');
	await expect(await lookAtOrder(dispatcher, order)).toContainText('Sin firma: No hay nadie');
});

test('a feasibility visit asks for its verdict, and «no» loses the ticket with the reason', async ({
	app,
	browser,
	dispatcher,
	seller
}) => {
	await visitFor(app, dispatcher, 'Lejos Dezona', '06:30', { kind: 'feasibility' });
	const paula = await arrive(browser, app, PAULA.email, PHONE);
	const field = new FieldPage(paula);
	await field.openDay();
	await field.begin('Lejos Dezona');
	await paula.page.getByRole('button', { name: 'Cerrar como exitosa' }).click();
	await field.dialog.getByRole('button', { name: 'Cerrar la orden' }).click();
	await expect(field.dialog.getByText('Elegí si es factible o no.')).toBeVisible();
	await paula.page.keyboard.press('Escape');
	await field.judge('No es factible', 'Acometida demasiado larga');
	await expect(paula.page.getByText('No es factible', { exact: true })).toBeVisible(LATE);
	await paula.close();
	await seller.open('/ventas');
	const lost = seller.page.getByRole('region', { name: 'Perdidos' }).getByRole('article', { name: 'Lejos Dezona' });
	await expect(lost).toBeVisible(LATE);
});
