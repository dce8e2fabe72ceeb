import { chromium, type Browser, type Page } from '@playwright/test';
import { performance } from 'node:perf_hooks';
import { ANA, NOW, PASSWORD } from '../cast.ts';
import { startApp } from '../support/app.ts';
import { BROWSER_ARGS, chromiumPath } from '../support/chromium.ts';
import setup from '../support/e2e-setup.ts';
import { fillWeek, sellMany } from '../support/full-board.ts';

const ROUNDS = 5;
const WAITING = 1_000;
const TECHNICIANS = 20;
const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
const row = (figure: string, value: string) => console.log(`${figure.padEnd(58)}${value.padStart(12)}`);
const ms = (value: number) => `${value.toFixed(0)} ms`;

async function signedIn(browser: Browser, origin: string): Promise<Page> {
	const context = await browser.newContext({ locale: 'es-AR', viewport: { width: 1440, height: 900 } });
	const page = await context.newPage();
	await page.goto(`${origin}/ingresar`);
	await page.getByLabel('E-mail').fill(ANA.email);
	await page.getByLabel('Contraseña', { exact: true }).fill(PASSWORD);
	await page.getByRole('button', { name: 'Ingresar' }).click();
	await page.waitForURL((url) => !url.pathname.startsWith('/ingresar'));
	return page;
}

/** To the first card and the first visit on the screen, from what the device has. */
async function open(page: Page, origin: string): Promise<number> {
	const start = performance.now();
	await page.goto(`${origin}/ordenes/planificar?vista=semana`);
	await page.locator('article[data-order^="0"]').first().waitFor();
	await page.locator('[role=grid] article').first().waitFor();
	return performance.now() - start;
}

/** Milliseconds from frame to frame while something is done. */
async function framesOf(page: Page, act: () => Promise<unknown>): Promise<number[]> {
	await page.evaluate(() => {
		const frames: number[] = [];
		let last = performance.now();
		const next = (now: number) => {
			frames.push(now - last);
			last = now;
			if ('frames' in window) requestAnimationFrame(next);
		};
		Object.assign(window, { frames });
		requestAnimationFrame(next);
	});
	await act();
	return page.evaluate(() => {
		const { frames } = window as unknown as { frames: number[] };
		delete (window as { frames?: unknown }).frames;
		return frames.slice(1);
	});
}

function report(what: string, frames: readonly number[]) {
	const sorted = frames.toSorted((a, b) => a - b);
	row(`${what}: worst of ${frames.length} frames`, ms(sorted.at(-1)!));
	row(`${what}: frame p95`, ms(sorted[Math.floor(sorted.length * 0.95)]!));
}

/** From the first card to the last, a screen in five turns of the wheel. */
async function scroll(page: Page) {
	const cards = page.getByRole('region', { name: 'No programadas' });
	const box = (await cards.boundingBox())!;
	await page.mouse.move(box.x + 120, box.y + box.height / 2);
	for (let turn = 0; turn < 150; turn++) {
		await page.mouse.wheel(0, turn % 30 === 29 ? 20_000 : 120);
		await page.waitForTimeout(16);
	}
}

/** A card over every row and back, then Esc. */
async function drag(page: Page) {
	const card = (await page.getByRole('region', { name: 'No programadas' }).getByRole('article').first().boundingBox())!;
	await page.mouse.move(card.x + 10, card.y + 10);
	await page.mouse.down();
	for (let step = 0; step < 150; step++) {
		await page.mouse.move(500 + ((step * 17) % 850), 200 + ((step * 11) % 550));
		await page.waitForTimeout(16);
	}
	await page.keyboard.press('Escape');
	await page.mouse.up();
}

const done = await setup();
const app = await startApp({ now: NOW });
const browser = await chromium.launch({ executablePath: chromiumPath(), args: BROWSER_ARGS });
try {
	await sellMany(app, WAITING);
	await fillWeek(app, TECHNICIANS);
	const page = await signedIn(browser, app.origin);
	row('board on a new device, with what it downloads', ms(await open(page, app.origin)));
	const all = page.getByRole('region', { name: 'No programadas' }).getByText(/^1\d\d\d$/);
	await all.waitFor({ timeout: 120_000 });
	await page.getByRole('status', { name: 'Sincronización' }).getByText('Sincronizado').waitFor({ timeout: 120_000 });
	const opened: number[] = [];
	for (let round = 0; round < ROUNDS; round++) opened.push(await open(page, app.origin));
	row(`board usable again, median of ${ROUNDS}`, ms(median(opened)));
	await all.waitFor();
	await page.waitForTimeout(3_000);
	row('elements on the screen', String(await page.evaluate(() => document.querySelectorAll('*').length)));
	report('at rest', await framesOf(page, () => page.waitForTimeout(2_000)));
	report('scrolling the cards', await framesOf(page, () => scroll(page)));
	await page.reload();
	await all.waitFor();
	await page.waitForTimeout(3_000);
	report('dragging a card', await framesOf(page, () => drag(page)));
} finally {
	await browser.close();
	await app.stop();
	await done();
}
