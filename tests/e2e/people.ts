import { test as base, expect, type Browser, type BrowserContext, type Page } from '@playwright/test';
import { ANA, ELENA, HUGO, JULIA, LUIS, NOW, PASSWORD, PAULA, SOFIA } from '../cast.ts';
import { startApp, type App } from '../support/app.ts';

const DESK = { width: 1440, height: 900 };
export const PHONE = { width: 390, height: 844 };

/** Somebody at a browser of their own: their cookies, their storage, their network. */
export class Person {
	readonly page: Page;
	readonly context: BrowserContext;
	readonly app: App;
	constructor(page: Page, app: App) {
		this.page = page;
		this.context = page.context();
		this.app = app;
	}
	/** What the sync status says, in words. */
	get sync() {
		return this.page.getByRole('status', { name: 'Sincronización' });
	}
	async open(path: string) {
		await this.page.goto(this.app.origin + path);
	}
	/** Where he lands, as long as he has opened nothing else. */
	async home() {
		if (this.page.url() === 'about:blank') await this.open('/');
	}
	async signIn(email: string, password = PASSWORD) {
		await this.open('/ingresar');
		await this.page.getByLabel('E-mail').fill(email);
		await this.page.getByLabel('Contraseña', { exact: true }).fill(password);
		await this.page.getByRole('button', { name: 'Ingresar' }).click();
		await this.page.waitForURL((url) => !url.pathname.startsWith('/ingresar'));
	}
	/** What the form sends, without its page: a test opens the one it is about. */
	async enter(email: string) {
		const form = { email, password: PASSWORD };
		const headers = { origin: this.app.origin, accept: 'text/html' };
		const answer = await this.context.request.post(`${this.app.origin}/ingresar`, { form, headers, maxRedirects: 0 });
		expect(answer.status()).toBe(303);
	}
	/** The browser itself cuts: sockets, requests and the worker's too. */
	async goOffline() {
		await this.context.setOffline(true);
		// Sockets end when the page hears of it: what is typed before would still be sent.
		await this.page.waitForFunction(() => !navigator.onLine);
	}
	async goOnline() {
		await this.context.setOffline(false);
	}
	/** Until the server has everything and says so. */
	async settled() {
		await expect(this.sync).toContainText('Sincronizado');
	}
	async close() {
		await this.context.close();
	}
}

/** A fresh browser profile, nobody signed in. */
export async function stranger(browser: Browser, app: App, viewport = DESK): Promise<Person> {
	const context = await browser.newContext({ viewport, hasTouch: viewport === PHONE, isMobile: viewport === PHONE });
	return new Person(await context.newPage(), app);
}

export async function arrive(browser: Browser, app: App, email: string, viewport = DESK): Promise<Person> {
	const person = await stranger(browser, app, viewport);
	await person.enter(email);
	return person;
}

type Staff = 'owner' | 'seller' | 'dispatcher' | 'secondDispatcher' | 'technician' | 'billing' | 'helpdesk';
const person =
	(email: string, viewport = DESK) =>
	async ({ browser, app }: { browser: Browser; app: App }, use: (person: Person) => Promise<void>) => {
		const somebody = await arrive(browser, app, email, viewport);
		await use(somebody);
		await somebody.close();
	};

/** Tests of one worker share an app, as colleagues do: each test brings customers of its own. */
export const test = base.extend<Record<Staff | 'customer', Person>, { app: App }>({
	app: [
		async ({}, use) => {
			const app = await startApp({ now: NOW, profile: 'tiny' });
			await use(app);
			await app.stop();
		},
		{ scope: 'worker', timeout: 120_000 }
	],
	owner: person(JULIA.email),
	seller: person(SOFIA.email),
	dispatcher: person(ANA.email),
	secondDispatcher: person(LUIS.email),
	technician: person(PAULA.email, PHONE),
	billing: person(ELENA.email),
	helpdesk: person(HUGO.email),
	customer: async ({ browser, app }, use) => {
		const somebody = await stranger(browser, app, PHONE);
		await use(somebody);
		await somebody.close();
	}
});

export { expect };
