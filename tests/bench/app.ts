import { chromium, type Browser, type Page } from '@playwright/test';
import { readFileSync, readdirSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { ensureBuild } from '../../scripts/build.ts';
import { ANA, NOW, PASSWORD, SOFIA } from '../cast.ts';
import { BROWSER_ARGS, chromiumPath } from '../support/chromium.ts';
import { startApp, type App } from '../support/app.ts';
import { firstLoads } from '../support/first-load.ts';

const ROUNDS = 5;
const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
const row = (figure: string, value: string) => console.log(`${figure.padEnd(58)}${value.padStart(12)}`);

async function signedIn(browser: Browser, app: App, email: string): Promise<Page> {
	const page = await (await browser.newContext({ serviceWorkers: 'block', locale: 'es-AR' })).newPage();
	await page.goto(`${app.origin}/ingresar`);
	await page.getByLabel('E-mail').fill(email);
	await page.getByLabel('Contraseña', { exact: true }).fill(PASSWORD);
	await page.getByRole('button', { name: 'Ingresar' }).click();
	await page.waitForURL((url) => !url.pathname.startsWith('/ingresar'));
	return page;
}

async function bytesByRoute() {
	for (const area of ['office', 'field'] as const) {
		const loads = await firstLoads(area);
		row(`JS of every screen of the ${area}, gz`, `${loads[0]!.shell.toFixed(0)} kB`);
		for (const { route, own } of loads) row(`JS that ${route.replace(/^\/\(\w+\)/, '')} adds, gz`, `${own.toFixed(0)} kB`);
	}
}

/** From the key that saves a field in one browser to the text in another's list. */
async function editToVisible(browser: Browser, app: App): Promise<number> {
	const [writer, reader] = [await signedIn(browser, app, SOFIA.email), await signedIn(browser, app, ANA.email)];
	await writer.goto(`${app.origin}/leads`);
	await reader.goto(`${app.origin}/leads`);
	for (const page of [writer, reader]) await page.getByRole('searchbox', { name: 'Buscar' }).fill('Graciela Peralta');
	const cell = (page: Page, name: string) => page.getByRole('gridcell', { name, exact: true }).first();
	await cell(writer, 'Graciela Peralta').click();
	const name = writer.getByLabel('Nombre').last();
	await cell(reader, 'Graciela Peralta').waitFor();
	const times: number[] = [];
	for (let round = 0; round < ROUNDS; round++) {
		const text = `Graciela Peralta ${round}`;
		await name.fill(text);
		const seen = cell(reader, text).waitFor();
		const start = performance.now();
		await name.press('Tab');
		await seen;
		times.push(performance.now() - start);
	}
	return median(times);
}

/** Resident MB of a process and of all it started, named by their programs. */
function residents(pid: number): { name: string; mb: number }[] {
	const parents = new Map<number, { parent: number; name: string; mb: number }>();
	for (const id of readdirSync('/proc').map(Number).filter(Boolean)) {
		try {
			const status = readFileSync(`/proc/${id}/status`, 'utf8');
			const field = (key: string) => new RegExp(`^${key}:\\s+(\\S+)`, 'm').exec(status)?.[1] ?? '0';
			parents.set(id, { parent: Number(field('PPid')), name: field('Name'), mb: Number(field('VmRSS')) / 1024 });
		} catch {
			// It ended while we looked.
		}
	}
	const isOurs = (id: number): boolean =>
		id === pid || (parents.has(id) && parents.get(id)!.parent > 1 && isOurs(parents.get(id)!.parent));
	return [...parents].filter(([id]) => isOurs(id)).map(([, { name, mb }]) => ({ name, mb }));
}

async function secondStart(app: App): Promise<number> {
	const times: number[] = [];
	for (let round = 0; round < ROUNDS; round++) {
		const start = performance.now();
		await app.restart();
		times.push(performance.now() - start);
	}
	return median(times);
}

await ensureBuild(() => console.log('building the pages'));
const app = await startApp({ database: 'own', profile: 's', now: NOW });
const browser = await chromium.launch({ executablePath: chromiumPath(), args: BROWSER_ARGS });
try {
	row(`stop and second start to listening, median of ${ROUNDS}`, `${((await secondStart(app)) / 1000).toFixed(2)} s`);
	for (const { name, mb } of residents(app.pid())) row(`RSS at rest: ${name}`, `${mb.toFixed(0)} MB`);
	await bytesByRoute();
	row(`edit to visible in a second browser, median of ${ROUNDS}`, `${(await editToVisible(browser, app)).toFixed(0)} ms`);
} finally {
	await browser.close();
	await app.stop();
}
