import type { Page } from '@playwright/test';
import { LeadsPage } from './pages/sales.ts';
import { expect, test } from './people.ts';

const CLOSINGS = Number(process.env['HILO_CLOSINGS'] ?? 20);
const SEED = Number(process.env['HILO_SEED'] ?? 1);
/** The longest that anybody looks at what he has just made. */
const LOOK_MS = 250;

/** The same row of numbers for the same seed. */
function* chances(seed: number) {
	for (let state = seed; ;) {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		yield state / 4_294_967_296;
	}
}

/** Tells of every row that says where its record is, the moment it says it. */
function watchTicks() {
	const say = (globalThis as unknown as { ticked: (name: string) => void }).ticked;
	new MutationObserver(() => {
		for (const row of document.querySelectorAll<HTMLElement>('[role=row]'))
			if (/En este equipo|En el servidor|Visto por/.test(row.innerText)) say(/Cierre \d+/.exec(row.innerText)?.[0] ?? '');
	}).observe(document, { subtree: true, childList: true, characterData: true });
}

test(`${CLOSINGS} tabs are closed at any moment: what showed its first tick is there`, async ({ seller, app }) => {
	test.setTimeout(CLOSINGS * 10_000);
	const ticked = new Set<string>();
	await seller.context.exposeFunction('ticked', (name: string) => void (name && ticked.add(name)));
	await seller.context.addInitScript(watchTicks);
	const chance = chances(SEED);
	const wait = () => Math.floor((chance.next().value ?? 0) * LOOK_MS);
	for (let round = 0; round < CLOSINGS; round++) {
		const page = await seller.context.newPage();
		await page.goto(`${app.origin}/leads?nuevo`);
		// Of one length: a row is found by any part of its name.
		await makeAndClose(page, `Cierre ${String(round).padStart(3, '0')}`, wait());
	}
	console.log(`seed ${SEED}: ${ticked.size} of ${CLOSINGS} had shown their tick`);
	expect(ticked.size).toBeGreaterThan(0);
	await seller.open('/leads');
	const leads = new LeadsPage(seller);
	for (const name of ticked) {
		await leads.search(name);
		await expect(leads.row(name).first()).toBeVisible();
	}
});

async function makeAndClose(page: Page, name: string, ms: number) {
	const dialog = page.getByRole('dialog', { name: 'Crear lead' });
	await dialog.getByLabel('Nombre').fill(name);
	await dialog.getByRole('button', { name: 'Crear lead' }).click();
	await page.waitForTimeout(ms);
	await page.close();
}
