import { expect, test } from '@playwright/test';
import { startApp, type App } from '../support/app.ts';

let app: App;

test.beforeAll(async () => {
	app = await startApp();
});
test.afterAll(() => app.stop());

test('whoever opens Hilo is asked to sign in', async ({ page }) => {
	await page.goto(app.origin);
	await expect(page.getByRole('button', { name: 'Ingresar' })).toBeVisible();
});
