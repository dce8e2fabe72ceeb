import { firstMonth } from '#lib/domain/billing/proration.ts';
import { day } from '#lib/domain/shared/day.ts';
import { addCents, cents, formatMoney } from '#lib/domain/shared/money.ts';
import { CARMEN, NOW } from '../cast.ts';
import { startApp, type App } from '../support/app.ts';
import { choosePassword, ConfigPage } from './pages/config.ts';
import { ContractPage } from './pages/contract.ts';
import { PlanPage } from './pages/plan.ts';
import { SalesDeskPage } from './pages/sales.ts';
import { FieldDay } from './pages/story.ts';
import { expect, PHONE, stranger, test } from './people.ts';

const PIN = '-31.7120, -64.9050';
const LATE = { timeout: 60_000 };
/** 30 of 31 days of March, and the installation whole. */
const FIRST_INVOICE = addCents(firstMonth(cents(15_000_00), day('2026-03-02')), cents(10_000_00));

let app: App;
test.beforeAll(async () => {
	test.setTimeout(120_000);
	app = await startApp({ now: NOW, env: { HILO_DEMO: '0' } });
});
test.afterAll(() => app?.stop());

async function fillIn(config: ConfigPage) {
	await config.open('Empresa');
	await config.answer({
		text: {
			'Razón social': 'Fibra del Valle S.R.L.',
			'Nombre comercial': 'Fibra del Valle',
			CUIT: '30-71234567-1',
			Dirección: 'Belgrano 10',
			Localidad: 'Villa del Valle'
		}
	});
	await config.save();
	await expect(config.page.getByText('Guardado', { exact: true })).toBeVisible();
	await config.add('Planes', 'Agregar plan', {
		text: { Nombre: 'Fibra 200 Mb', Bajada: '200', Subida: '100', 'Precio con IVA': '15000' }
	});
	await config.add('Ítems únicos', 'Agregar ítem único', { text: { Nombre: 'Instalación', 'Precio con IVA': '10000' } });
	await config.add('Nodos', 'Agregar nodo', { text: { Nombre: 'Nodo Uno', Coordenadas: PIN } });
	await config.add('Servidores', 'Agregar servidor', {
		text: { Nombre: 'Servidor Uno', 'Dirección IP': '10.0.0.1' },
		tick: ['Nodo Uno']
	});
	await config.add('Rangos de IP', 'Agregar rango de IP', {
		text: { Nombre: 'Clientes', Rango: '100.64.0.0/24' },
		choose: { Servidor: 'Servidor Uno' }
	});
	await config.add('Medios de pago', 'Agregar medio de pago', {
		text: { Nombre: 'Efectivo', 'Instrucciones para el cliente': 'En Belgrano 10, de 9 a 13.' }
	});
}

test('a company that begins with nothing reaches its first invoice', async ({ browser }) => {
	test.setTimeout(300_000);
	const owner = await stranger(browser, app);
	const technician = await stranger(browser, app, PHONE);
	const config = new ConfigPage(owner);

	await test.step('the link of the first start makes the owner', async () => {
		const link = () => /http\S+\/bienvenida\/\S+/.exec(app.output())?.[0] ?? '';
		await expect.poll(link, 'printed once everything runs').not.toBe('');
		await owner.page.goto(link());
		await owner.page.getByRole('button', { name: 'Crear mi usuario' }).click();
		await expect(owner.page.getByLabel('Tu nombre')).toHaveAttribute('aria-invalid', 'true');
		await owner.page.getByLabel('Tu nombre').fill('Julia Paredes');
		await owner.page.getByLabel('E-mail').fill('julia@valle.example');
		await owner.page.getByLabel('Contraseña', { exact: true }).fill('una frase larga');
		await owner.page.getByRole('button', { name: 'Crear mi usuario' }).click();
		await owner.page.waitForURL((url) => !url.pathname.startsWith('/bienvenida'));
	});

	await test.step('the checklist says what is missing until nothing is', async () => {
		await config.open('Para empezar');
		await expect(config.check('Un plan a la venta')).toContainText('Falta');
		await expect(config.check('Una sucursal')).toContainText('Listo');
		await fillIn(config);
		await config.open('Para empezar');
		await expect(config.check('Un plan a la venta')).toContainText('Listo');
		const link = await config.invite('Paula Acosta', 'paula@valle.example', 'Técnica');
		await choosePassword(technician, link, 'otra frase larga');
		await config.open('Para empezar');
		await expect(owner.page.getByText('Está todo listo para vender, instalar y facturar.')).toBeVisible();
	});

	await test.step('the first sale, its visit and its contract', async () => {
		const desk = new SalesDeskPage(owner);
		await desk.open();
		await desk.createTicket({ ...CARMEN, plan: 'Fibra 200 Mb' });
		await expect(desk.card(CARMEN.name)).toContainText('En el servidor');
		const plan = new PlanPage(owner);
		await plan.open();
		await plan.schedule(CARMEN.name, { technician: 'Paula Acosta', day: '2026-03-02', time: '10:00' });
		await expect(plan.visit('Paula Acosta', CARMEN.name)).toBeVisible();
		const contract = new ContractPage(owner);
		await contract.openOrders(CARMEN.name);
		await contract.begin(CARMEN.name);
		await contract.type({ equipment: 'Huawei HG8145V5' });
		await contract.generate();
		await expect(contract.number(CARMEN.name)).toBeVisible();
	});

	await test.step('the technician closes it', async () => {
		const field = new FieldDay(technician);
		await field.open(CARMEN.name);
		await field.press('En camino');
		await field.press('En el lugar');
		await field.addEquipment('A4:2B:8C:11:09:FE');
		await field.addPhoto('caja.png', await technician.page.screenshot());
		await field.close();
		await expect(technician.sync).toContainText('Sincronizado', LATE);
	});

	await test.step('the first invoice is there, to the centavo', async () => {
		expect(formatMoney(FIRST_INVOICE)).toBe('$\u00a024.516,13');
		await expect(async () => {
			await owner.open('/facturacion/facturas');
			await expect(owner.page.getByRole('row', { name: CARMEN.name })).toContainText(formatMoney(FIRST_INVOICE), {
				timeout: 5_000
			});
		}).toPass(LATE);
		await expect(owner.page.getByRole('row', { name: CARMEN.name })).toHaveCount(1);
	});
});
