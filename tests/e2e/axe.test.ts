import axe, { type RunOptions } from 'axe-core';
import type { Page } from '@playwright/test';
import { SCREENS, type Screen } from '../screens/table.ts';
import { arrive, expect, PHONE, stranger, test } from './people.ts';

// The slowest file by far: its tests share nothing, and both workers take of them.
test.describe.configure({ mode: 'parallel' });

const DESK = { width: 1440, height: 900 };
const THEMES = ['light', 'dark'] as const;

/** A theme changes colours alone: in the second one only what depends on them is asked again. */
const ASKED: Record<(typeof THEMES)[number], RunOptions> = {
	light: {},
	dark: { runOnly: ['color-contrast', 'link-in-text-block'] }
};

async function violations(page: Page, { name }: Screen, theme: (typeof THEMES)[number]) {
	const options: RunOptions = { ...ASKED[theme], resultTypes: ['violations'] };
	const found = await page.evaluate((asked) => (window as unknown as { axe: typeof axe }).axe.run(document, asked), options);
	return found.violations.map(({ id, nodes }) => `${name} ${page.viewportSize()?.width} ${theme}: ${id} ${nodes[0]?.html}`);
}

/** Opened once for each width, as layouts differ; a theme changes under the open page. */
async function everyLook(page: Page, origin: string, screen: Screen): Promise<string[]> {
	const wrong: string[] = [];
	for (const size of [DESK, PHONE]) {
		await page.setViewportSize(size);
		await page.goto(origin + screen.path);
		await expect(page.getByRole('heading').first()).toBeVisible();
		await screen.prepare?.(page);
		const scrollWidth = await page.evaluate(() => document.documentElement.scrollWidth);
		if (scrollWidth > size.width) wrong.push(`${screen.name} ${size.width}: ${scrollWidth} wide`);
		await page.evaluate(axe.source);
		for (const colorScheme of THEMES) {
			await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
			wrong.push(...(await violations(page, screen, colorScheme)));
		}
	}
	return wrong;
}

for (const [who, screens] of Map.groupBy(SCREENS, (screen) => screen.who))
	test(`everybody can use ${screens.map(({ name }) => name).join(', ')}`, async ({ app, browser }) => {
		test.setTimeout(screens.length * 30_000);
		const person = who ? await arrive(browser, app, who) : await stranger(browser, app);
		const wrong: string[] = [];
		for (const screen of screens) wrong.push(...(await everyLook(person.page, app.origin, screen)));
		expect(wrong).toEqual([]);
		await person.close();
	});
