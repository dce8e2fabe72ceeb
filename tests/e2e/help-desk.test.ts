import { LIVES, makeLink } from '#lib/server/auth/links.ts';
import { openDb } from '#lib/server/db/db.ts';
import { JULIA, NOW } from '../cast.ts';
import type { App } from '../support/app.ts';
import { HelpDesk } from './pages/help.ts';
import { PlanPage } from './pages/plan.ts';
import { Portal } from './pages/portal.ts';
import { readyWithoutNetwork } from './pages/story.ts';
import { arrive, expect, test } from './people.ts';

test.use({ serviceWorkers: 'allow' });

/** Somebody of the example company who has the service. */
const CUSTOMER = 'Tomás Fernández';

async function linkFor(app: App, name: string): Promise<string> {
	const db = openDb(app.databaseUrl!);
	const { id: customer } = await db.selectFrom('customers').select('id').where('name', '=', name).executeTakeFirstOrThrow();
	const token = await makeLink(db, { purpose: 'portal', customer, minutes: LIVES.portalHanded }, new Date(NOW));
	await db.destroy();
	return `${app.origin}/portal/entrar/${token}`;
}

test('a ticket of the portal appears by itself, and its customer reads the answer but no comment', async ({
	app,
	helpdesk,
	customer
}) => {
	const desk = new HelpDesk(helpdesk);
	const portal = new Portal(customer);
	await desk.open();
	await portal.enter(await linkFor(app, CUSTOMER));
	await portal.open('Tickets');
	await portal.newTicket('Desde anoche no anda nada');
	await desk.read('Desde anoche no anda nada');
	await expect(desk.conversation).toContainText('por el portal');
	await desk.comment('Parece la ONU');
	await desk.answer('Hola, ¿qué luces ves en el equipo?');
	await expect(desk.conversation.getByLabel('Estado')).toHaveValue('in-progress');
	await helpdesk.settled();
	await expect(async () => {
		await customer.page.reload();
		await expect(customer.page.getByText('¿qué luces ves en el equipo?')).toBeVisible({ timeout: 500 });
	}).toPass();
	await expect(customer.page.getByText('Parece la ONU')).toHaveCount(0);
});

test('a ticket taken by telephone leads to a technical order in No programadas', async ({ helpdesk, dispatcher }) => {
	const desk = new HelpDesk(helpdesk);
	await desk.open();
	await helpdesk.settled();
	await desk.take({ customer: CUSTOMER, title: 'Se corta de noche', told: 'Llama la esposa' });
	await expect(desk.messages).toContainText('Llama la esposa');
	await expect(desk.page.getByText('Servicio habilitado')).toBeVisible();
	await desk.order('técnica');
	await helpdesk.settled();
	const board = new PlanPage(dispatcher);
	await board.open(CUSTOMER);
	await expect(board.waiting(CUSTOMER)).toBeVisible();
});

test('two who answer see each other before they type over one another', async ({ app, browser, helpdesk }) => {
	const owner = await arrive(browser, app, JULIA.email);
	const [hugo, julia] = [new HelpDesk(helpdesk), new HelpDesk(owner)];
	await hugo.open();
	await helpdesk.settled();
	await hugo.take({ customer: CUSTOMER, title: 'Pregunta por la factura' });
	await helpdesk.settled();
	await julia.open();
	await julia.read('Pregunta por la factura');
	await julia.answerField.fill('Hola To');
	await expect(helpdesk.page.getByText('Julia está respondiendo…')).toBeVisible();
	await julia.answer('Hola Tomás, ya la miramos');
	await expect(hugo.messages).toContainText('ya la miramos');
	await expect(helpdesk.page.getByText('Julia está respondiendo…')).toHaveCount(0);
	await owner.close();
});

test('without network the desk is read and answered, and the answer leaves later', async ({ app, helpdesk, customer }) => {
	const desk = new HelpDesk(helpdesk);
	const portal = new Portal(customer);
	await portal.enter(await linkFor(app, CUSTOMER));
	await portal.open('Tickets');
	await portal.newTicket('Anda lento');
	await desk.open();
	await desk.read('Anda lento');
	await readyWithoutNetwork(helpdesk);
	await helpdesk.goOffline();
	await desk.answer('Lo miramos apenas vuelva la señal');
	await expect(helpdesk.sync).toContainText('Sin conexión');
	await helpdesk.goOnline();
	await helpdesk.settled();
	await desk.look('Sin responder');
	await expect(desk.inList('Anda lento')).toHaveCount(0);
	await desk.look('Míos');
	await desk.read('Anda lento');
	await desk.setState('Terminado');
	await desk.look('Terminados');
	await expect(desk.inList('Anda lento')).toBeVisible();
});

test('what is missing is said beside its field, and what was typed stays', async ({ helpdesk }) => {
	const desk = new HelpDesk(helpdesk);
	await desk.open();
	await desk.page.getByRole('button', { name: 'Nuevo ticket' }).click();
	const dialog = desk.page.getByRole('dialog', { name: 'Nuevo ticket' });
	await dialog.getByLabel('Qué pasa').fill('Llamó dos veces');
	await dialog.getByRole('button', { name: 'Crear ticket' }).click();
	await expect(dialog.getByText('Elegí el cliente que llama.')).toBeVisible();
	await expect(dialog.getByText('Falta el asunto.')).toBeVisible();
	await expect(dialog.getByRole('combobox', { name: 'Cliente' })).toBeFocused();
	await expect(dialog.getByLabel('Qué pasa')).toHaveValue('Llamó dos veces');
});
