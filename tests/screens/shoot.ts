import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser } from '@playwright/test';
import { ensureBuild } from '../../scripts/build.ts';
import { NOW, PASSWORD } from '../cast.ts';
import { startApp, type App } from '../support/app.ts';
import { BROWSER_ARGS, chromiumPath } from '../support/chromium.ts';
import { SCREENS, type Screen } from './table.ts';

const SIZES = { 1440: { width: 1440, height: 900 }, 390: { width: 390, height: 844 } } as const;
const THEMES = ['light', 'dark'] as const;
/** Letters stand where they do in a browser with a window, and not on whole pixels. */
const AS_SEEN = '--font-render-hinting=none';
const ROOT = join(import.meta.dirname, '../..');

/** Names of screens, and `ORIGIN` of an app that runs already, e.g. `npm run screens -- planificar`. */
const asked = process.argv.slice(2);
const running = process.env['ORIGIN'];

async function shoot(
	browser: Browser,
	origin: string,
	{ name, who, path, kept, prepare }: Screen,
	width: keyof typeof SIZES,
	theme: (typeof THEMES)[number]
) {
	const context = await browser.newContext({
		viewport: SIZES[width],
		colorScheme: theme,
		locale: 'es-AR',
		timezoneId: 'America/Argentina/Cordoba'
	});
	const page = await context.newPage();
	if (who) {
		await page.goto(`${origin}/ingresar`);
		await page.getByLabel('E-mail').fill(who);
		await page.getByLabel('Contraseña', { exact: true }).fill(PASSWORD);
		await page.getByRole('button', { name: 'Ingresar' }).click();
		await page.waitForURL((url) => !url.pathname.startsWith('/ingresar'));
	}
	await page.goto(origin + path, { waitUntil: 'networkidle' });
	if (who)
		await page.getByRole('status', { name: 'Sincronización' }).filter({ hasText: 'Sincronizado' }).waitFor({ state: 'attached' });
	await prepare?.(page);
	await page.evaluate(() => document.fonts.ready);
	// Lists arrive from the device's own database a moment after the page; a picture has nothing else to wait for.
	await page.waitForTimeout(1_500);
	const folder = join(ROOT, kept ? 'docs/screens' : 'test-results/screens');
	mkdirSync(folder, { recursive: true });
	await page.screenshot({ path: join(folder, `${name}-${width}-${theme}.png`) });
	await context.close();
}

async function everyScreen(browser: Browser, origin: string) {
	for (const screen of SCREENS.filter(({ name }) => asked.length === 0 || asked.includes(name)))
		for (const width of [1440, 390] as const)
			for (const theme of THEMES) {
				await shoot(browser, origin, screen, width, theme).catch((error: Error) =>
					console.error(`${screen.name} ${width} ${theme}: ${error.message.split('\n')[0]}`)
				);
			}
}

let app: App | null = null;
if (!running) {
	await ensureBuild(() => console.log('building the pages'));
	app = await startApp({ profile: 's', now: NOW, database: 'own' });
}
// Native controls write dates as the browser's own language does, not as the page's.
const env = { ...process.env, LANGUAGE: 'es_AR' } as Record<string, string>;
const browser = await chromium.launch({ executablePath: chromiumPath(), args: [...BROWSER_ARGS, AS_SEEN, '--lang=es-AR'], env });
try {
	await everyScreen(browser, running ?? app!.origin);
} finally {
	await browser.close();
	await app?.stop();
}
