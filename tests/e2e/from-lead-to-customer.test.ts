import { test, type Browser } from '@playwright/test';
import { firstMonth } from '#lib/domain/billing/proration.ts';
import { day } from '#lib/domain/shared/day.ts';
import { addCents, cents, formatMoney } from '#lib/domain/shared/money.ts';
import { ANA, CARMEN, ELENA, HUGO, LUIS, NOW, PAULA, SOFIA } from '../cast.ts';
import { startApp, type App } from '../support/app.ts';
import { startMailServer, type MailServer } from '../support/smtp.ts';
import { BillingPage } from './pages/billing.ts';
import { ContractPage } from './pages/contract.ts';
import { HelpDesk } from './pages/help.ts';
import { PlanPage } from './pages/plan.ts';
import { Portal } from './pages/portal.ts';
import { SalesDeskPage } from './pages/sales.ts';
import { FieldDay, readyWithoutNetwork } from './pages/story.ts';
import { arrive, expect, PHONE, stranger } from './people.ts';

test.use({ serviceWorkers: 'allow' });

/** Fibra 300 Mb at $ 20.000,00 from 2 March 2026 (30 of 31 days) is 19.354,84; the installation 25.000,00. */
const FIRST_INVOICE = addCents(firstMonth(cents(20_000_00), day('2026-03-02')), cents(25_000_00));
const ONU = 'A4:2B:8C:11:09:FE';
const LATE = { timeout: 60_000 };

let app: App;
let post: MailServer;

test.beforeAll(async () => {
	test.setTimeout(120_000);
	post = await startMailServer();
	app = await startApp({ now: NOW, database: 'own', env: { SMTP_URL: post.url } });
});
test.afterAll(async () => {
	await app?.stop();
	await post?.stop();
});

async function mail(subject: RegExp) {
	await expect.poll(() => post.to(CARMEN.email, subject).length, LATE).toBe(1);
	return post.to(CARMEN.email, subject)[0]!;
}

async function office(browser: Browser) {
	const [sofia, ana, luis] = [
		await arrive(browser, app, SOFIA.email),
		await arrive(browser, app, ANA.email),
		await arrive(browser, app, LUIS.email)
	];
	const paula = await arrive(browser, app, PAULA.email, PHONE);
	return { sofia, ana, luis, paula, carmen: await stranger(browser, app, PHONE) };
}

test('Carmen Ruiz, from her first call to a paid invoice and help when she needs it', async ({ browser }) => {
	test.setTimeout(400_000);
	expect(formatMoney(FIRST_INVOICE)).toBe('$\u00a044.354,84');
	const { sofia, ana, luis, paula, carmen } = await office(browser);
	const desk = new SalesDeskPage(sofia);
	const [hers, his] = [new PlanPage(ana), new PlanPage(luis)];
	const contracts = new ContractPage(ana);
	const field = new FieldDay(paula);
	const portal = new Portal(carmen);

	await test.step('Sofía makes lead, prospect, ticket and order without network', async () => {
		await desk.open();
		await readyWithoutNetwork(sofia);
		await hers.open();
		await his.open();
		await sofia.goOffline();
		await desk.createTicket(CARMEN, { note: 'Portón azul' });
		await expect(desk.card(CARMEN.name)).toContainText('En este equipo');
		await sofia.goOnline();
		await expect(desk.card(CARMEN.name)).toContainText('En el servidor', LATE);
		await expect(desk.card(CARMEN.name)).toContainText(/T-\d+ · OR-\d+/);
	});

	await test.step('Ana drags the order to Paula, Luis sees it at once, Carmen gets a mail', async () => {
		await ana.page.getByRole('radio', { name: 'Día', exact: true }).check();
		await hers.lift(hers.waiting(CARMEN.name));
		await hers.carryTo(PAULA.name, 0.6);
		await hers.drop();
		await expect(hers.visit(PAULA.name, CARMEN.name)).toBeVisible();
		await expect(his.visit(PAULA.name, CARMEN.name)).toBeVisible();
		await expect(his.waiting(CARMEN.name)).toBeHidden();
		expect((await mail(/^Tu visita es/)).text).toContain(CARMEN.address);
	});

	await test.step('Ana makes the contract from the order', async () => {
		await contracts.openOrders(CARMEN.name);
		await contracts.begin(CARMEN.name);
		await expect(contracts.dialog).toContainText(CARMEN.plan);
		await contracts.type({ equipment: 'Huawei HG8145V5' });
		await contracts.generate();
		await contracts.number(CARMEN.name).click();
		await expect(ana.page.getByText('Habilitado')).toBeVisible();
	});

	await test.step('Paula works without network; the server dies and comes back meanwhile', async () => {
		await paula.open('/campo');
		await expect(paula.page.getByRole('heading', { name: 'Hoy' })).toBeVisible();
		await field.open(CARMEN.name);
		await readyWithoutNetwork(paula);
		await paula.goOffline();
		await field.press('En camino');
		await field.press('En el lugar');
		await app.kill9();
		await field.addEquipment(ONU);
		await field.addPhoto('caja.png', await paula.page.screenshot());
		await field.note('Entra por el patio');
		await app.restart();
		await field.close();
		await expect(paula.page.getByText('Cerrada en este equipo')).toBeVisible();
		await paula.goOnline();
		await expect(paula.page.getByText('Cerrada en este equipo')).toBeHidden(LATE);
		await expect(paula.sync).toContainText('Sincronizado', LATE);
		await expect(paula.page.getByText('en espera', { exact: true })).toBeHidden(LATE);
		await expect(desk.column('Ganados').getByRole('article', { name: CARMEN.name })).toBeVisible(LATE);
	});

	await test.step('Luis reads what Paula did', async () => {
		await luis.open(`/ordenes?vista=all&buscar=${encodeURIComponent(CARMEN.name)}`);
		await new ContractPage(luis).row(CARMEN.name).click();
		const visits = luis.page.getByRole('region', { name: 'Visitas' });
		await expect(visits).toContainText('Entra por el patio');
		await expect(visits).toContainText(ONU);
		await expect(visits.getByRole('img', { name: /^Foto/ })).toBeVisible();
	});

	await test.step('Carmen gets one invoice, follows the link of her mail and reads its amount', async () => {
		expect((await mail(/^Tu factura/)).subject).toContain(formatMoney(FIRST_INVOICE));
		await ana.page.getByRole('button', { name: 'Dar acceso al portal' }).click();
		await contracts.access.getByRole('radio', { name: 'Mandar un mail con un enlace' }).check();
		await contracts.access.getByRole('button', { name: 'Dar acceso al portal' }).click();
		const { text } = await mail(/acceso al portal/);
		await portal.enter(/https?:\S+\/portal\/entrar\/\S+/.exec(text)![0]);
		await portal.open('Facturas');
		await expect(portal.downloads).toHaveCount(1);
		const invoice = await portal.readInvoice();
		const lines = [19_354_84, 25_000_00].map((amount) => formatMoney(cents(amount)));
		for (const words of [CARMEN.name, '30 de 31 días', ...lines, formatMoney(FIRST_INVOICE)]) expect(invoice).toContain(words);
	});

	await test.step('Elena records her payment, Carmen sees it', async () => {
		const billing = new BillingPage(await arrive(browser, app, ELENA.email));
		await billing.open('facturas');
		await billing.find(CARMEN.name);
		await expect(billing.row(CARMEN.name)).toHaveCount(1);
		await billing.read(CARMEN.name);
		await billing.pay({ method: 'Transferencia bancaria' });
		await expect(billing.panel.getByText('Pagada', { exact: true })).toBeVisible();
		await portal.open('Pagos');
		await expect(carmen.page.getByRole('listitem').getByText(formatMoney(FIRST_INVOICE))).toBeVisible();
		await billing.person.close();
	});

	await test.step('Carmen asks for help, Hugo answers and orders a visit', async () => {
		const help = new HelpDesk(await arrive(browser, app, HUGO.email));
		await help.open();
		await his.open();
		await portal.open('Tickets');
		await portal.newTicket('Se corta cuando llueve');
		await help.read('Se corta cuando llueve');
		await help.answer('Hola Carmen, mañana va Paula a verlo.');
		await help.order('técnica');
		await expect(his.waiting(CARMEN.name)).toContainText('Visita técnica', LATE);
		await expect(async () => {
			await carmen.page.reload();
			await expect(carmen.page.getByText('mañana va Paula a verlo')).toBeVisible({ timeout: 1_000 });
		}).toPass(LATE);
	});
});
