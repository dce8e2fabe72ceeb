import type { Locator } from '@playwright/test';
import { TOMAS } from '../cast.ts';
import { LeadsPage } from './pages/sales.ts';
import { anotherTab, readyWithoutNetwork } from './pages/story.ts';
import { arrive, expect, test, type Person } from './people.ts';

test.use({ serviceWorkers: 'allow' });

async function reading(person: Person, name: string): Promise<LeadsPage> {
	const leads = new LeadsPage(person);
	await leads.open();
	await leads.search(name);
	await leads.row(name).click();
	return leads;
}
const notesOf = ({ record }: LeadsPage) => record.getByRole('textbox', { name: 'Notas' });
/** Types where the caret is, letter by letter. */
const type = (notes: Locator, words: string) => notes.pressSequentially(words, { delay: 20 });
/** Goes to the very beginning of the text. */
const goToTop = (notes: Locator) => notes.press('Control+Home');

test('two people type in one note at once, one of them without network, and every letter remains', async ({
	app,
	browser,
	seller
}) => {
	const tomas = await arrive(browser, app, TOMAS.email);
	const mine = new LeadsPage(seller);
	await mine.open();
	await mine.create('Norma Vega');
	const his = await reading(tomas, 'Norma Vega');
	await type(notesOf(mine), 'Portón azul');
	await expect(notesOf(his)).toHaveValue('Portón azul');

	await readyWithoutNetwork(seller);
	await seller.goOffline();
	// At once: who pauses in the middle of a word has written it in two gestures.
	await seller.page.keyboard.insertText(', tocar timbre');
	await expect(seller.sync).toContainText(/Sin conexión · \d+ cambios? en espera/);
	await goToTop(notesOf(his));
	await tomas.page.keyboard.insertText('Ojo: ');
	await tomas.settled();
	await expect(notesOf(his)).toHaveValue('Ojo: Portón azul');
	await expect(notesOf(mine)).toHaveValue('Portón azul, tocar timbre');

	await seller.goOnline();
	await expect(notesOf(his)).toHaveValue('Ojo: Portón azul, tocar timbre', { timeout: 30_000 });
	await expect(notesOf(mine)).toHaveValue('Ojo: Portón azul, tocar timbre');
	await seller.settled();
	await expect(his.record.getByText('escribió en Notas: «, tocar timbre»')).toBeVisible();
	await expect(mine.record.getByText('escribió en Notas: «Ojo:»')).toBeVisible();
	await tomas.close();
});

test('what another types comes in live and leaves the caret where it was', async ({ app, browser, seller }) => {
	const tomas = await arrive(browser, app, TOMAS.email);
	const mine = new LeadsPage(seller);
	await mine.open();
	await mine.create('Rita Luna');
	const his = await reading(tomas, 'Rita Luna');
	await type(notesOf(mine), 'Llamar a la tarde');
	await expect(notesOf(his)).toHaveValue('Llamar a la tarde');
	for (let n = 0; n < 'tarde'.length; n++) await notesOf(mine).press('ArrowLeft');
	await expect(his.record.getByText('Acá también: Sofía')).toBeVisible();
	await goToTop(notesOf(his));
	await Promise.all([type(notesOf(his), 'Importante. '), type(notesOf(mine), 'media ')]);
	for (const notes of [notesOf(mine), notesOf(his)]) await expect(notes).toHaveValue('Importante. Llamar a la media tarde');
	await type(notesOf(mine), 'buena ');
	await expect(notesOf(his)).toHaveValue('Importante. Llamar a la media buena tarde');
	await tomas.close();
});

test('a tab that does not hold the rooms types too, is found by its words, and takes back its own alone', async ({ seller }) => {
	const first = new LeadsPage(seller);
	await first.open();
	await first.create('Elba Ríos');
	const second = await reading(await anotherTab(seller, '/leads'), 'Elba Ríos');
	await type(notesOf(first), 'zaguán');
	await expect(notesOf(second)).toHaveValue('zaguán');
	await notesOf(second).press('Control+End');
	await type(notesOf(second), ' oscuro');
	await expect(notesOf(first)).toHaveValue('zaguán oscuro');
	await notesOf(second).blur();
	await second.page.keyboard.press('Control+z');
	await expect(second.page.getByText(/Deshecho: escribir en las notas de Lead/)).toBeVisible();
	for (const notes of [notesOf(first), notesOf(second)]) await expect(notes).toHaveValue('zaguán');
	await first.search('zaguan');
	await expect(first.row('Elba Ríos')).toBeVisible();
});
