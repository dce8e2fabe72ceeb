import { HUGO, JULIA, TOMAS } from '../cast.ts';
import { HelpDesk } from './pages/help.ts';
import { LeadsPage } from './pages/sales.ts';
import { readyWithoutNetwork } from './pages/story.ts';
import { arrive, expect, test, type Person } from './people.ts';

test.use({ serviceWorkers: 'allow' });

const bell = ({ page }: Person) => page.getByRole('button', { name: /^Avisos/ });
const inside = ({ page }: Person) => page.getByRole('dialog', { name: 'Avisos' });

test('a ticket given to me rings until I read it, and stays read after a reload', async ({ app, browser, helpdesk }) => {
	const owner = await arrive(browser, app, JULIA.email);
	const desk = new HelpDesk(owner);
	await desk.open();
	await owner.settled();
	await desk.take({ customer: 'Tomás Fernández', title: 'Timbre de prueba' });
	await helpdesk.home();
	const before = await bell(helpdesk).getAttribute('aria-label');
	await desk.conversation.getByLabel('Asignado a').selectOption(HUGO.name);
	await expect(bell(helpdesk)).not.toHaveAccessibleName(before!);
	await bell(helpdesk).focus();
	await helpdesk.page.keyboard.press('Enter');
	const news = inside(helpdesk).getByRole('button', { name: /Timbre de prueba/ });
	await expect(news).toHaveAccessibleName(/^Sin leer: Julia .* te asignó/);
	await news.press('Enter');
	await expect(helpdesk.page.getByRole('heading', { name: 'Timbre de prueba' })).toBeVisible();
	await helpdesk.page.reload();
	await bell(helpdesk).click();
	await expect(news).not.toHaveAccessibleName(/Sin leer/);
	await owner.close();
});

test('a change that was refused is decided in the bell, also without network', async ({ app, browser, seller }) => {
	const tomas = await arrive(browser, app, TOMAS.email);
	const [mine, his] = [new LeadsPage(seller), new LeadsPage(tomas)];
	await mine.open();
	await mine.create('Rita Dos Voces');
	await his.open();
	await his.search('Rita Dos Voces');
	await his.row('Rita Dos Voces').click();
	await readyWithoutNetwork(tomas);
	await tomas.goOffline();
	await his.change('Observaciones', 'Timbre roto');
	await mine.change('Observaciones', 'Perro suelto');
	await seller.settled();
	// Who writes within five seconds meets the other; who slept does not undo newer work.
	await tomas.page.waitForTimeout(6_000);
	await tomas.goOnline();
	await expect(bell(tomas)).toHaveAccessibleName(/^Avisos: \d+ sin leer$/, { timeout: 30_000 });
	await tomas.goOffline();
	await tomas.page.reload();
	await bell(tomas).click();
	await expect(inside(tomas)).toContainText('Rita Dos Voces');
	// What he had not seen is shown beside his own value; where he had, only the refusal is left to tell.
	await inside(tomas)
		.getByRole('button', { name: /^(Dejar el de|Descartar)/ })
		.click();
	await expect(inside(tomas)).toContainText('No hay nada que te espere.');
	await expect(bell(tomas)).toHaveAccessibleName('Avisos');
	await tomas.close();
});
