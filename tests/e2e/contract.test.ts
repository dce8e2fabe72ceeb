import { sellTo } from '../support/sold.ts';
import { ContractPage } from './pages/contract.ts';
import { expect, test } from './people.ts';

const ONU = 'Huawei HG8145V5';

test('the contract of an order: what was sold is there, the technical part is asked, number and network come back', async ({
	app,
	dispatcher
}) => {
	await sellTo(app, 'Beatriz Sosa');
	const contract = new ContractPage(dispatcher);
	await contract.openOrders('Beatriz Sosa');
	await contract.begin('Beatriz Sosa');
	await expect(contract.dialog).toContainText('Fibra 300 Mb');
	await expect.poll(() => contract.gapBelow('Beatriz Sosa')).toBe(4);
	await contract.generate();
	await expect(contract.dialog.getByText('Falta el equipo.')).toBeVisible();
	await contract.type({ equipment: ONU });
	await contract.generate();
	await expect(contract.dialog).toBeHidden();
	await contract.number('Beatriz Sosa').click();
	await expect(dispatcher.page.getByRole('heading', { name: 'Beatriz Sosa', level: 1 })).toBeVisible();
	await expect(dispatcher.page.getByText('Habilitado')).toBeVisible();
	await expect(dispatcher.page.getByText(ONU)).toBeVisible();
});

test('on a new device the technical part is proposed as soon as the catalogue is here', async ({ app, dispatcher }) => {
	await sellTo(app, 'Temprana Ruiz');
	let arrive = () => {};
	const late = new Promise<void>((done) => (arrive = done));
	await dispatcher.context.route(/\/api\/rooms\/catalog\//, (route) => late.then(() => route.continue()));
	await dispatcher.context.routeWebSocket(/\/sync\/catalog/, (socket) => void late.then(() => socket.connectToServer()));
	const contract = new ContractPage(dispatcher);
	await contract.openOrders('Temprana Ruiz');
	await contract.begin('Temprana Ruiz');
	await contract.type({ equipment: ONU });
	await expect(contract.field('Servidor')).toHaveValue('');
	arrive();
	await expect(contract.field('Servidor')).not.toHaveValue('');
	await expect(contract.field('Equipo')).toHaveValue(ONU);
	await contract.generate();
	await expect(contract.number('Temprana Ruiz')).toBeVisible();
});

test('an address that is taken is said beside its field, and what was typed stays', async ({ app, dispatcher }) => {
	const contract = new ContractPage(dispatcher);
	for (const name of ['Raúl Toledo', 'Inés Paz']) await sellTo(app, name);
	await contract.openOrders('Raúl Toledo');
	await contract.begin('Raúl Toledo');
	await contract.dialog.getByLabel('Servidor').selectOption({ label: 'Servidor Norte' });
	await contract.type({ equipment: ONU, ip: '100.64.0.77' });
	await contract.generate();
	await expect(contract.number('Raúl Toledo')).toBeVisible();
	await contract.openOrders('Inés Paz');
	await contract.begin('Inés Paz');
	await contract.dialog.getByLabel('Servidor').selectOption({ label: 'Servidor Norte' });
	await contract.type({ equipment: ONU, ip: '10.9.9.9' });
	await contract.generate();
	await expect(contract.field('IP')).toHaveAccessibleDescription(/10\.9\.9\.9/);
	await contract.type({ equipment: ONU, ip: '100.64.0.77' });
	await contract.generate();
	await expect(contract.field('IP')).toHaveAccessibleDescription(/100\.64\.0\.77/);
	await expect(contract.field('Equipo')).toHaveValue(ONU);
	await contract.type({ equipment: ONU });
	await contract.generate();
	await expect(contract.number('Inés Paz')).toBeVisible();
});

test('a plan that is no longer sold makes no contract', async ({ app, dispatcher }) => {
	await sellTo(app, 'Walter Nieto', { plan: 'antena-20' });
	const contract = new ContractPage(dispatcher);
	await contract.openOrders('Walter Nieto');
	await contract.begin('Walter Nieto');
	await contract.type({ equipment: ONU });
	await contract.generate();
	await expect(contract.dialog.getByRole('alert')).toContainText('Antena 20 Mb');
});

test('asked for without network, a contract waits on the device and is made when it returns', async ({ app, dispatcher }) => {
	await sellTo(app, 'Lidia Cruz');
	const contract = new ContractPage(dispatcher);
	await contract.openOrders('Lidia Cruz');
	await dispatcher.goOffline();
	await contract.begin('Lidia Cruz');
	await contract.type({ equipment: ONU });
	await contract.generate();
	await expect(contract.dialog).toContainText('Quedó en espera en este equipo');
	await contract.dialog.getByRole('button', { name: 'Cerrar' }).last().click();
	await expect(contract.row('Lidia Cruz')).toContainText('Contrato en espera');
	await dispatcher.goOnline();
	await expect(contract.number('Lidia Cruz')).toBeVisible({ timeout: 30_000 });
});

test('staff hands over a link to the portal, which is shown once', async ({ app, dispatcher }) => {
	await sellTo(app, 'Hernán Luna');
	const contract = new ContractPage(dispatcher);
	await contract.openOrders('Hernán Luna');
	await contract.begin('Hernán Luna');
	await contract.type({ equipment: ONU });
	await contract.generate();
	await contract.number('Hernán Luna').click();
	await dispatcher.page.getByRole('button', { name: 'Dar acceso al portal' }).click();
	await expect(contract.access.getByRole('radio', { name: 'Mandar un mail con un enlace' })).toBeDisabled();
	await contract.access.getByRole('button', { name: 'Dar acceso al portal' }).click();
	await expect(contract.access.getByLabel('Enlace de acceso')).toHaveValue(/\/portal\/entrar\//);
	await dispatcher.page.keyboard.press('Escape');
	await expect(contract.access).toBeHidden();
	await dispatcher.page.getByRole('button', { name: 'Dar acceso al portal' }).click();
	await expect(contract.access.getByLabel('Enlace de acceso')).toBeHidden();
});
