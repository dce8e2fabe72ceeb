import { NOW, SOFIA } from '../cast.ts';
import { startApp, type App } from '../support/app.ts';
import { MARK, newerBuild } from '../support/newer-build.ts';
import { LeadsPage } from './pages/sales.ts';
import { anotherTab, readyWithoutNetwork } from './pages/story.ts';
import { arrive, expect, test } from './people.ts';

test.use({ serviceWorkers: 'allow' });

let app: App;
let newer: Awaited<ReturnType<typeof newerBuild>>;
test.beforeAll(async () => {
	test.setTimeout(300_000);
	newer = await newerBuild();
	app = await startApp({ now: NOW });
});
test.afterAll(async () => {
	await app?.stop();
	newer?.remove();
});

test('two builds in one browser: the old tab goes on and loses nothing, the new version waits until somebody asks for it', async ({
	browser
}) => {
	test.setTimeout(180_000);
	const sofia = await arrive(browser, app, SOFIA.email);
	const old = new LeadsPage(sofia);
	await old.open();
	await readyWithoutNetwork(sofia);
	await sofia.goOffline();
	await old.create('Escrita Antes');
	await app.restart(newer.root);
	await sofia.goOnline();
	await sofia.settled();

	const second = await anotherTab(sofia, '/leads');
	const update = second.page.getByRole('button', { name: /^Hay una versión nueva/ });
	await expect(update).toBeVisible({ timeout: 30_000 });
	await old.create('Escrita Con La Vieja');
	await update.click();
	const current = new LeadsPage(second);
	await expect(update).toBeHidden();
	await expect(current.row('Escrita Con La Vieja')).toBeVisible();
	await current.startImport();
	await expect(second.page.getByText(MARK)).toBeAttached();
	await current.importing.getByRole('button', { name: 'Cerrar' }).click();

	// What the old tab shows is of its own build, which its server no longer is.
	await sofia.page.bringToFront();
	await old.startImport();
	await expect(sofia.page.getByText(MARK)).toHaveCount(0);
	await old.importing.getByRole('button', { name: 'Cerrar' }).click();
	await second.page.bringToFront();
	await current.create('Escrita Con La Nueva');
	await expect(old.row('Escrita Con La Nueva')).toBeVisible();
	await sofia.close();
});
