import { CARMEN, SOFIA } from '../cast.ts';
import { arrive, expect, Person, PHONE, test } from './people.ts';
import { SalesDeskPage } from './pages/sales.ts';

test.use({ serviceWorkers: 'allow' });

test('a seller makes lead, prospect, ticket and order without leaving the desk, and a colleague sees them', async ({
	app,
	browser,
	seller
}) => {
	const [mine, colleague] = [new SalesDeskPage(seller), new SalesDeskPage(await arrive(browser, app, 'tomas@hilo.example'))];
	await colleague.open();
	await mine.createTicket(
		{ ...CARMEN, name: 'Carmen Ruiz', phone: '351 555-4101', document: '28.456.701' },
		{ note: 'Portón azul' }
	);
	await expect(seller.page.getByText(/^Ticket T-\d+ y orden OR-\d+ creados$/)).toBeVisible();
	await expect(mine.column('Orden en curso').getByRole('article', { name: 'Carmen Ruiz' })).toContainText('Sin programar');
	await expect(mine.card('Carmen Ruiz')).toContainText('En el servidor');
	await expect(colleague.card('Carmen Ruiz')).toContainText('Fibra 300 Mb');
	await colleague.openTicket('Carmen Ruiz');
	await expect(colleague.ticket.getByLabel('Observaciones')).toHaveValue('Portón azul');
	await expect(colleague.ticket.getByRole('list', { name: 'El hilo' })).toContainText('Orden: paso actual');
	await colleague.person.close();
});

test('each step says what is missing and keeps what was typed', async ({ seller }) => {
	const desk = new SalesDeskPage(seller);
	await desk.start();
	await desk.next();
	await expect(desk.assistant.getByText('Elegí un contacto de la lista o creá un nuevo lead.')).toBeVisible();
	await desk.newContact({ name: 'Nadia Errores', phone: '12', email: 'nadia@' });
	await desk.next();
	await expect(desk.assistant.getByText(/El teléfono no está completo/)).toBeVisible();
	await expect(desk.assistant.getByLabel('E-mail')).toHaveValue('nadia@');
	await desk.assistant.getByLabel('Teléfono').fill('351 555-4102');
	await desk.assistant.getByLabel('E-mail').fill('');
	await desk.next();
	await desk.assistant.getByRole('button', { name: 'Crear prospecto' }).click();
	await desk.next();
	await expect(desk.assistant.getByText('Elegí el plan que va a contratar.')).toBeVisible();
	await desk.assistant.getByRole('radio', { name: 'Fibra 100 Mb' }).check();
	await desk.next();
	await desk.assistant.getByLabel('Coordenadas').fill('por la plaza');
	await desk.next();
	await expect(desk.assistant.getByText(/coordenadas/i).first()).toBeVisible();
	await expect(desk.assistant.getByLabel('Coordenadas')).toHaveValue('por la plaza');
});

test('an Enter before the answers have come takes nobody unseen, and makes nobody twice', async ({ seller }) => {
	const desk = new SalesDeskPage(seller);
	await desk.createTicket({ name: 'Zulema Prisa', phone: '351 555-4106' }, { make: 'Solo ticket' });
	await desk.start();
	const contact = desk.assistant.getByRole('combobox', { name: 'Contacto' });
	const inHaste = (name: string) =>
		contact.evaluate(async (field: HTMLInputElement, typed) => {
			field.value = typed;
			field.dispatchEvent(new InputEvent('input', { bubbles: true }));
			await Promise.resolve();
			field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));
		}, name);
	await inHaste('Zulema Prisa');
	await expect(desk.assistant.getByRole('option', { name: /^Zulema Prisa/ })).toBeVisible();
	await expect(contact).toHaveValue('Zulema Prisa');
	await inHaste('Nadia Todavía');
	await expect(desk.assistant.getByLabel('Nombre')).toHaveValue('Nadia Todavía');
});

test('without network and with the tab closed halfway, nothing that was typed is lost', async ({ app, seller }) => {
	const desk = new SalesDeskPage(seller);
	await seller.open('/ventas');
	await seller.settled();
	await seller.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
	await seller.goOffline();
	await desk.start();
	await desk.newContact({ name: 'Ramona Salinas', phone: '351 555-4103' }, 'Tocar dos veces');
	await desk.next();
	await desk.assistant.getByRole('button', { name: 'Cerrar' }).click();
	await expect(desk.card('Borrador de Ramona Salinas')).toContainText('paso 2 de 5');

	const tab = await seller.context.newPage();
	await seller.page.close();
	const again = new SalesDeskPage(new Person(tab, app));
	await again.person.open('/ventas');
	await again.card('Borrador de Ramona Salinas').getByRole('link').click();
	await again.newProspect({ name: 'Ramona Salinas', plan: 'Fibra 100 Mb' });
	await again.finish();
	await expect(again.card('Ramona Salinas')).toContainText('En este equipo');
	await expect(again.card('Borrador de Ramona Salinas')).toBeHidden();
	await again.person.goOnline();
	await expect(again.card('Ramona Salinas')).toContainText('En el servidor', { timeout: 30_000 });
	await expect(again.card('Ramona Salinas')).toContainText(/T-\d+ · OR-\d+/);
});

test('the whole assistant by keyboard alone', async ({ seller }) => {
	const desk = new SalesDeskPage(seller);
	const { keyboard } = seller.page;
	await desk.open();
	await seller.page.getByRole('heading', { name: 'Mesa de ventas' }).click();
	await keyboard.press('c');
	await expect(desk.assistant.getByRole('combobox', { name: 'Contacto' })).toBeFocused();
	await keyboard.type('teclada pura');
	await expect(desk.assistant.getByRole('option', { name: /^Crear nuevo lead/ })).toBeVisible();
	await keyboard.press('Enter');
	await expect(desk.assistant.getByLabel('Teléfono')).toBeFocused();
	await keyboard.type('351 555-4104');
	await keyboard.press('Control+Enter');
	await expect(desk.assistant.getByRole('button', { name: 'Crear prospecto' })).toBeFocused();
	await keyboard.press('Enter');
	await expect(desk.assistant.getByRole('radio', { name: 'Fibra 50 Mb' })).toBeFocused();
	await keyboard.press('ArrowDown');
	await keyboard.press('Control+Enter');
	await expect(desk.assistant.getByLabel('Dirección')).toBeFocused();
	await keyboard.type('Caseros 12');
	await keyboard.press('Control+Enter');
	await expect(desk.assistant.getByRole('radio', { name: 'Solo ticket' })).toBeFocused();
	await keyboard.press('Control+Enter');
	await expect(desk.card('Teclada Pura')).toBeVisible();
});

test('what was just created can be undone, and a duplicate is offered as who it is', async ({ seller }) => {
	const desk = new SalesDeskPage(seller);
	await desk.createTicket({ name: 'Único Testigo', phone: '351 555-4105' }, { make: 'Solo ticket' });
	await desk.start();
	await desk.newContact({ name: 'U. Testigo', phone: '0351 15 555-4105' });
	await desk.assistant.getByRole('button', { name: 'Usar el existente' }).click();
	await expect(desk.assistant.getByLabel('Persona elegida')).toContainText('Único Testigo');
	await desk.assistant.getByRole('button', { name: 'Cerrar' }).click();
	await seller.page.getByRole('button', { name: 'Deshacer' }).first().click();
	await expect(desk.card('Único Testigo')).toBeHidden();
});

test('a ticket leads on to its order, and a lost one says why', async ({ seller }) => {
	const desk = new SalesDeskPage(seller);
	await desk.createTicket({ name: 'Pascual Puertas', phone: '351 555-4106' }, { make: 'Solo ticket' });
	await desk.openTicket('Pascual Puertas');
	await desk.ticket.getByRole('button', { name: 'Crear orden' }).click();
	const dialog = seller.page.getByRole('dialog', { name: 'Crear orden' });
	await dialog.getByRole('radio', { name: 'Orden de factibilidad' }).check();
	await dialog.getByRole('button', { name: 'Crear orden' }).click();
	await expect(desk.column('Orden en curso').getByRole('article', { name: 'Pascual Puertas' })).toBeVisible();
	await desk.ticket.getByRole('button', { name: 'Más' }).click();
	await seller.page.getByRole('menuitem', { name: /Marcar perdido/ }).click();
	const lost = seller.page.getByRole('dialog', { name: 'Marcar perdido' });
	await lost.getByRole('button', { name: 'Marcar perdido' }).click();
	await expect(lost.getByText('Elegí o escribí el motivo.')).toBeVisible();
	await lost.getByRole('radio', { name: 'Eligió otra empresa' }).check();
	await lost.getByRole('button', { name: 'Marcar perdido' }).click();
	await expect(desk.column('Perdidos').getByRole('article', { name: 'Pascual Puertas' })).toContainText('Eligió otra empresa');
});

test('a seller in the street makes a ticket on a telephone', async ({ app, browser }) => {
	const sofia = await arrive(browser, app, SOFIA.email, PHONE);
	const desk = new SalesDeskPage(sofia);
	await desk.createTicket({ name: 'Vereda Calle', phone: '351 555-4107' });
	await expect(desk.card('Vereda Calle')).toContainText('En el servidor');
	expect(await sofia.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
	await sofia.close();
});
