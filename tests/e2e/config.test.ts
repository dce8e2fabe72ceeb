import { sellTo } from '../support/sold.ts';
import { choosePassword, ConfigPage } from './pages/config.ts';
import { ContractPage } from './pages/contract.ts';
import { SalesDeskPage } from './pages/sales.ts';
import { expect, stranger, test } from './people.ts';

const PLAN = { Bajada: '1000', Subida: '500', 'Precio con IVA': '45000' };

test('a plan added in Configuración appears at once in a colleague’s open assistant', async ({ owner, seller }) => {
	const [config, desk] = [new ConfigPage(owner), new SalesDeskPage(seller)];
	await desk.start();
	await desk.newContact({ name: 'Olga Planes', phone: '351 555-4201' });
	await desk.next();
	await desk.assistant.getByRole('button', { name: 'Crear prospecto' }).click();
	const offered = desk.assistant.getByRole('radiogroup', { name: 'Plan' }).getByRole('radio', { name: 'Fibra 1000 Mb' });
	await expect(desk.assistant.getByRole('radio', { name: 'Fibra 300 Mb' })).toBeVisible();
	await expect(offered).toHaveCount(0);
	await config.add('Planes', 'Agregar plan', { text: { Nombre: 'Fibra 1000 Mb', ...PLAN } });
	await expect(config.row('Fibra 1000 Mb')).toContainText('Disponible');
	await expect(offered).toBeVisible();
});

test('a plan that stops being sold makes no contract of what was offered', async ({ app, owner, dispatcher }) => {
	const config = new ConfigPage(owner);
	await sellTo(app, 'Nélida Plan', { plan: 'fibra-600' });
	await config.edit('Planes', 'Fibra 600 Mb', { untick: ['Disponible para vender'] });
	await expect(config.row('Fibra 600 Mb')).toContainText('No disponible');
	const contract = new ContractPage(dispatcher);
	await contract.openOrders('Nélida Plan');
	await contract.begin('Nélida Plan');
	await contract.type({ equipment: 'Huawei HG8145V5' });
	await contract.generate();
	await expect(contract.dialog.getByRole('alert')).toContainText(/Fibra 600 Mb.* ya no se vende/);
	await expect(contract.field('Equipo')).toHaveValue('Huawei HG8145V5');
});

test('what is missing or wrong is said beside its field, and what was typed stays', async ({ owner }) => {
	const config = new ConfigPage(owner);
	await config.open('Rangos de IP');
	await owner.page.getByRole('button', { name: 'Agregar rango de IP' }).click();
	await config.save();
	await expect(config.field('Nombre')).toBeFocused();
	await expect(config.field('Nombre')).toHaveAccessibleDescription('Completá «Nombre».');
	await config.answer({ text: { Nombre: 'Otro', Rango: '100.64.0.0/24' }, choose: { Servidor: 'Servidor Norte' } });
	await config.save();
	await expect(config.field('Rango')).toHaveAccessibleDescription(/se pisa con otro/);
	await expect(config.field('Rango')).toHaveValue('100.64.0.0/24');
	await owner.page.keyboard.press('Escape');

	await config.open('Empresa');
	await expect(config.field('Zona horaria')).toHaveValue('America/Argentina/Cordoba');
	await config.answer({ text: { CUIT: '30-71234567-9', 'Abre a las': '19:00' } });
	await config.save();
	await expect(config.field('CUIT')).toBeFocused();
	await expect(config.field('CUIT')).toHaveAccessibleDescription(/El CUIT no es válido/);
	await config.answer({ text: { CUIT: '30-71234567-1' } });
	await config.save();
	await expect(config.field('Cierra a las')).toHaveAccessibleDescription(/después de la apertura/);
	const logo = config.field('Logo');
	await logo.setInputFiles({ name: 'logo.png', mimeType: 'image/png', buffer: Buffer.alloc(200_000) });
	await expect(logo).toHaveAccessibleDescription(/más de 140 kB/);
	await logo.setInputFiles({ name: 'logo.txt', mimeType: 'text/plain', buffer: Buffer.from('no') });
	await expect(logo).toHaveAccessibleDescription(/no es un PNG ni un JPEG/);
	await config.answer({ text: { 'Abre a las': '08:00' } });
	await config.save();
	await expect(owner.page.getByText('Guardado', { exact: true })).toBeVisible();
});

test('without mail, an invitation and a new password are links to hand over; the mail that waits is listed', async ({
	app,
	browser,
	owner
}) => {
	const config = new ConfigPage(owner);
	await config.open('Usuarios');
	await owner.page.getByRole('button', { name: 'Invitar persona' }).click();
	await owner.page.getByRole('button', { name: 'Enviar invitación' }).click();
	await expect(config.dialog.getByRole('alert')).toContainText('Elegí al menos un rol.');
	await config.answer({ text: { Nombre: 'Rita', 'E-mail': 'sofia@hilo.example' }, tick: ['Ventas'] });
	await owner.page.getByRole('button', { name: 'Enviar invitación' }).click();
	await expect(config.field('E-mail')).toHaveAccessibleDescription(/sofia@hilo\.example/);
	await owner.page.keyboard.press('Escape');

	const invitation = await config.invite('Rita Nueva', 'rita@hilo.example', 'Ventas');
	await expect(config.row('Rita Nueva')).toContainText('Invitada');
	const rita = await stranger(browser, app);
	await choosePassword(rita, invitation, 'una frase larga');
	await expect(rita.page.getByRole('heading', { name: 'Mesa de ventas' })).toBeVisible();
	await rita.page.goto(invitation);
	await expect(rita.page.getByText('Este enlace ya no sirve')).toBeVisible();
	await owner.page.reload();
	await expect(config.row('Rita Nueva')).toContainText('Activa');
	await choosePassword(rita, await config.reset('Rita Nueva'), 'otra frase larga');
	await rita.close();
	const again = await stranger(browser, app);
	await again.signIn('rita@hilo.example', 'otra frase larga');
	await again.close();

	await owner.page.getByRole('link', { name: 'Notificaciones' }).click();
	await owner.page.getByRole('searchbox', { name: 'Buscar', exact: true }).fill('rita@');
	const mails = owner.page.getByRole('grid', { name: 'Envíos' }).getByRole('row', { name: /rita@hilo\.example/ });
	await expect(mails).toHaveCount(2);
	await expect(mails.first()).toContainText('Guardado');
	await mails.first().click();
	await expect(owner.page.getByRole('dialog')).toContainText('SMTP_URL');
});

test('Configuración without network says where what was typed is, and sends it once', async ({ owner }) => {
	const config = new ConfigPage(owner);
	await config.open('Nodos');
	await expect(config.row('Nodo Centro')).toBeVisible();
	await owner.goOffline();
	await owner.page.getByRole('button', { name: 'Agregar nodo' }).click();
	await config.answer({ text: { Nombre: 'Nodo Cerro', Coordenadas: '-31.70, -64.91' } });
	await config.save();
	await expect(config.dialog.getByRole('alert')).toContainText('Sin conexión');
	await expect(config.dialog.getByRole('button', { name: 'Guardar' })).toBeHidden();
	await config.dialog.getByRole('button', { name: 'Cerrar', exact: true }).last().click();
	await owner.goOnline();
	await expect(config.row('Nodo Cerro')).toHaveCount(1, { timeout: 30_000 });
});
