import { chromium, type Page } from '@playwright/test';
import { ensureBuild } from '../../scripts/build.ts';
import { NOW, PASSWORD, SOFIA } from '../cast.ts';
import { startApp } from '../support/app.ts';
import { BROWSER_ARGS, chromiumPath } from '../support/chromium.ts';

/**
 * How long typing in «Buscar» or sorting by a header keeps the page from answering, and how long an answer takes, with
 * this many leads on the device.
 */
const LEADS = Number(process.argv[2] ?? 50_000);
const TYPED = ['zapala', 'Apellido 49', '351 555'];

/** Straight into the browser's database, as if the rooms had brought them. */
async function fill(page: Page, count: number) {
	await page.evaluate(async (count) => {
		const { name } = (await indexedDB.databases()).find((each) => each.name?.startsWith('hilo-'))!;
		const db = await new Promise<IDBDatabase>((resolve) => {
			const asked = indexedDB.open(name!);
			asked.onsuccess = () => resolve(asked.result);
		});
		const fields = {
			personType: 'person',
			document: null,
			email: '',
			contactChannel: null,
			vatCondition: 'final',
			legalName: ''
		};
		const rest = { taxId: '', observations: 'Llamar por la tarde', owner: null, lost: null, archived: false };
		const row = {
			kind: 'lead',
			room: 'desk/central/2026-03',
			number: null,
			by: 'sofia',
			facts: {},
			entries: {},
			seen: {},
			wrote: {}
		};
		for (let from = 0; from < count; from += 5_000) {
			const writing = db.transaction('rows', 'readwrite');
			for (let i = from; i < from + 5_000; i++) {
				const [id, person, phone] = [`bench-${i}`, `Nombre ${i} Apellido ${i % 997}`, `351 555-${i}`];
				const text = `${person.toLowerCase()} 351555${i}`;
				const named = { ...fields, ...rest, name: person, phone };
				writing.objectStore('rows').put({ ...row, id, at: i, tick: 'server', text, refs: [], fields: named });
			}
			await new Promise((done) => (writing.oncomplete = done));
		}
		db.close();
	}, count);
}

/** @returns milliseconds: the longest pause of the page, and from the last thing done to the list standing still */
async function measure(page: Page, act: () => Promise<void>) {
	await page.evaluate(() => {
		const found = globalThis as unknown as { pauses: number[]; changed: number };
		found.pauses = [];
		found.changed = performance.now();
		new PerformanceObserver((list) => found.pauses.push(...list.getEntries().map(({ duration }) => duration))).observe({
			type: 'longtask'
		});
		new MutationObserver(() => (found.changed = performance.now())).observe(document.querySelector('main')!, {
			subtree: true,
			childList: true,
			characterData: true
		});
	});
	await act();
	const last = await page.evaluate(() => performance.now());
	await page.waitForTimeout(12_000);
	return page.evaluate((last) => {
		const { pauses, changed } = globalThis as unknown as { pauses: number[]; changed: number };
		return { longest: Math.max(0, ...pauses), pauses: pauses.length, answer: changed - last };
	}, last);
}

async function open(page: Page) {
	await page.goto(`${app.origin}/leads`);
	await page.locator('[data-row="0"]').waitFor();
	await page.waitForTimeout(3_000);
}
const told = ({ longest, pauses, answer }: Awaited<ReturnType<typeof measure>>) =>
	`longest pause ${longest.toFixed(0)} ms (${pauses} over 50), answer ${answer.toFixed(0)} ms`;

await ensureBuild(() => console.log('building the pages'));
const app = await startApp({ database: 'own', now: NOW, profile: 'tiny' });
const browser = await chromium.launch({ executablePath: chromiumPath(), args: BROWSER_ARGS });
const page = await (await browser.newContext({ locale: 'es-AR' })).newPage();
await page.goto(`${app.origin}/ingresar`);
await page.getByLabel('E-mail').fill(SOFIA.email);
await page.getByLabel('Contraseña', { exact: true }).fill(PASSWORD);
await page.getByRole('button', { name: 'Ingresar' }).click();
await page.getByRole('status', { name: 'Sincronización' }).getByText('Sincronizado').waitFor();
await fill(page, LEADS);
for (const words of TYPED) {
	await open(page);
	const search = page.getByRole('searchbox', { name: 'Buscar' });
	console.log(`«${words}» in ${LEADS} leads: ${told(await measure(page, () => search.pressSequentially(words, { delay: 90 })))}`);
}
await open(page);
for (const header of ['Nombre', 'Estado']) {
	const press = page.getByRole('columnheader', { name: header }).getByRole('button');
	console.log(`by ${header} in ${LEADS} leads: ${told(await measure(page, () => press.click()))}`);
}
await browser.close();
await app.stop();
