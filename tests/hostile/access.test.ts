import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cookieName, sealSession } from '#lib/server/auth/auth.ts';
import { createSession } from '#lib/server/auth/session.ts';
import { openDb, type Db } from '#lib/server/db/db.ts';
import { newId } from '#lib/server/new-id.ts';
import { readSettings } from '#lib/server/settings.ts';
import { ANA, ELENA, HUGO, JULIA, NOW, PAULA, SOFIA } from '../cast.ts';
import { startApp, type App } from '../support/app.ts';
import { aCustomer, type ACustomer } from '../support/customers.ts';

const WHO = ['nobody', 'owner', 'seller', 'dispatcher', 'technician', 'billing', 'helpdesk', 'customer', 'neighbour'] as const;
type Who = (typeof WHO)[number];
type Row = {
	path: string;
	method?: 'GET' | 'POST';
	body?: string;
	open: readonly Who[];
	yes?: number;
	no?: number;
	nobody?: number;
	neighbour?: number;
};

const STAFF: readonly Who[] = ['owner', 'seller', 'dispatcher', 'technician', 'billing', 'helpdesk'];
const OFFICE: readonly Who[] = ['owner', 'seller', 'dispatcher', 'billing', 'helpdesk'];
const CUSTOMERS: readonly Who[] = ['customer', 'neighbour'];
const ALL = WHO;

/** A screen that carries no data: whoever opens it sees nothing until his device has asked for something. */
const screen = (path: string): Row => ({ path, open: ALL });
/** A page of the portal: everybody but customers is led to its sign-in. */
const portal = (path: string, open: readonly Who[] = CUSTOMERS): Row => ({ path, open, no: 303 });
const api = (path: string, open: readonly Who[], no = 403): Row => ({ path, open, no, nobody: 401 });

/** Ids that exist, so that "not yours" is what is tested and not "not there". */
let carmen: ACustomer;
let app: App;
let db: Db;
const cookies = new Map<Who, string>();
const SECRET = 'a secret of at least thirty-two letters';

/**
 * Who gets what from every route, one row or more a route of `src/routes`. `open` get `yes` (200), nobody gets `nobody`
 * (else `no`), the neighbour `neighbour` where that differs, all others `no`. A customer of `/api` and a member of staff of `/portal` are nobody there: other cookies.
 */
const TABLE: Record<string, () => Row[]> = {
	'/': () => [{ path: '/', open: [], no: 303 }],
	'/shell': () => [screen('/shell')],
	'/ingresar': () => [{ path: '/ingresar', open: ['nobody', ...CUSTOMERS], no: 303 }],
	'/salir': () => [{ path: '/salir', method: 'POST', open: [], no: 303 }],
	'/clave': () => [screen('/clave')],
	'/clave/[token]': () => [screen('/clave/invented')],
	'/invitacion/[token]': () => [screen('/invitacion/invented')],
	'/bienvenida/[token]': () => [screen('/bienvenida/invented')],
	'/api/session': () => [api('/api/session', STAFF)],
	'/api/commands': () => [{ path: '/api/commands', method: 'POST', body: '{}', open: STAFF, nobody: 401 }],
	// Open to a session that an administrator took away, and to no other: scenarios/revoked.
	'/api/quarantine': () => [{ path: '/api/quarantine', method: 'POST', body: '{"intents":[]}', open: [], no: 401 }],
	'/api/rooms': () => [api('/api/rooms', STAFF)],
	'/api/rooms/[...room]': () => [
		api('/api/rooms/catalog/1/0', STAFF, 404),
		api('/api/rooms/desk/central/2026-03/1/0', OFFICE, 404),
		api(`/api/rooms/me/${SOFIA.id}/1/0`, ['seller'], 404)
	],
	'/api/read/[query]': () => [
		api('/api/read/contracts', OFFICE),
		api('/api/read/users', ['owner']),
		api('/api/read/quarantine', ['owner']),
		api('/api/read/sendings', ['owner', 'billing', 'helpdesk']),
		api('/api/read/invoices', ['owner', 'billing', 'helpdesk']),
		api('/api/read/invented', [], 404)
	],
	'/api/invoices/[invoice]/pdf': () => [api(`/api/invoices/${carmen.invoice}/pdf`, ['owner', 'billing', 'helpdesk'], 404)],
	'/portal/ingresar': () => [{ path: '/portal/ingresar', open: ['nobody', ...STAFF], no: 303 }],
	'/portal/entrar/[token]': () => [screen('/portal/entrar/invented')],
	'/portal/salir': () => [{ path: '/portal/salir', method: 'POST', open: [], no: 303 }],
	'/portal': () => [portal('/portal')],
	'/portal/facturas': () => [portal('/portal/facturas')],
	'/portal/facturas/[invoice]': () => ofCarmen(`/portal/facturas/${carmen.invoice}`),
	'/portal/facturas/[invoice]/pdf': () => ofCarmen(`/portal/facturas/${carmen.invoice}/pdf`),
	'/portal/pagos': () => [portal('/portal/pagos')],
	'/portal/tickets': () => [portal('/portal/tickets')],
	'/portal/tickets/nuevo': () => [portal('/portal/tickets/nuevo')],
	'/portal/tickets/[ticket]': () => [{ path: `/portal/tickets/${newId(new Date(NOW))}`, open: CUSTOMERS, yes: 404, no: 303 }],
	'/portal/baja': () => [portal('/portal/baja')],
	'/portal/mis-datos': () => [portal('/portal/mis-datos')]
};

/** Carmen's alone: her neighbour, a customer too, learns nothing. */
const ofCarmen = (path: string): Row[] => [{ ...portal(path, ['customer']), neighbour: 404 }];

/** Route ids of the folder; groups in brackets are no part of an address. */
function routes(folder = join(import.meta.dirname, '../../src/routes'), path = ''): string[] {
	const entries = readdirSync(folder, { withFileTypes: true });
	const here = entries.some(({ name }) => /^\+(page\.svelte|server\.ts)$/.test(name)) ? [path || '/'] : [];
	const below = entries.filter((entry) => entry.isDirectory());
	return [...here, ...below.flatMap(({ name }) => routes(join(folder, name), /^\(.*\)$/.test(name) ? path : `${path}/${name}`))];
}

/** Office and field: screens of the device, which no server renders. */
function isScreen(route: string): boolean {
	return !/^\/(api|portal)(\/|$)/.test(route) && !(route in TABLE);
}

beforeAll(async () => {
	app = await startApp({ now: new Date(NOW).toISOString(), env: { AUTH_SECRET: SECRET } });
	db = openDb(app.databaseUrl!);
	const now = new Date(NOW);
	const settings = { ...readSettings({ ORIGIN: app.origin }), authSecret: SECRET };
	carmen = await aCustomer(db, now);
	const neighbour = await aCustomer(db, now, { name: 'Omar Lema', email: 'omar@example.com' });
	const sign = async (who: Who, owner: { user: string } | { customer: string }) => {
		const audience = 'user' in owner ? 'staff' : 'portal';
		cookies.set(
			who,
			`${cookieName(audience, settings)}=${await sealSession(await createSession(db, owner, now), audience, settings)}`
		);
	};
	const staff = { owner: JULIA, seller: SOFIA, dispatcher: ANA, technician: PAULA, billing: ELENA, helpdesk: HUGO };
	for (const [who, { id }] of Object.entries(staff)) await sign(who as Who, { user: id });
	await sign('customer', { customer: carmen.customer });
	await sign('neighbour', { customer: neighbour.customer });
});
afterAll(async () => {
	await db?.destroy();
	await app?.stop();
});

const ask = ({ path, method = 'GET', body }: Row, who: Who) =>
	fetch(app.origin + path, {
		method,
		body: method === 'POST' ? (body ?? '') : undefined,
		redirect: 'manual',
		headers: {
			cookie: who === 'nobody' ? '' : cookies.get(who)!,
			accept: 'text/html',
			'content-type': body ? 'application/json' : 'application/x-www-form-urlencoded'
		}
	});

function expected({ path, open, yes = 200, no = 200, nobody = no, neighbour }: Row, who: Who): number {
	if (open.includes(who)) return yes;
	if (who === 'neighbour' && neighbour) return neighbour;
	const stranger = who === 'nobody' || (path.startsWith('/api') && CUSTOMERS.includes(who));
	return stranger ? nobody : no;
}

test('every route has its row', () => {
	const missing = routes().filter((route) => !(route in TABLE) && !isScreen(route));
	expect(missing).toEqual([]);
	expect(Object.keys(TABLE).filter((route) => !routes().includes(route))).toEqual([]);
});

test('everybody gets what the table says, and nothing else', async () => {
	const wrong: string[] = [];
	for (const row of Object.values(TABLE).flatMap((rows) => rows()))
		for (const who of WHO) {
			// Tried at the end: it would close the session that the rows after it need.
			if (row.path.endsWith('/salir') && who !== 'nobody') continue;
			const { status } = await ask(row, who);
			if (status !== expected(row, who)) wrong.push(`${row.path} for ${who}: ${status} instead of ${expected(row, who)}`);
		}
	expect(wrong).toEqual([]);
});

test('screens of office and field carry nobody and nothing, whoever opens them', async () => {
	for (const route of routes().filter(isScreen)) {
		const path = route.replace(/\[[^\]]+\]/g, 'some');
		const [open, closed] = await Promise.all([ask(screen(path), 'owner'), ask(screen(path), 'nobody')]);
		expect([route, open.status, closed.status]).toEqual([route, 200, 200]);
		const bare = (html: string) => html.replace(/nonce="[^"]*"|__sveltekit_\w+/g, '');
		expect(bare(await open.text())).toBe(bare(await closed.text()));
	}
});

test('the portal leads strangers to its sign-in and stores nothing on the way', async () => {
	const answer = await ask(portal('/portal/facturas'), 'seller');
	expect(answer.headers.get('location')).toBe('/portal/ingresar');
	expect((await ask(portal('/portal/facturas'), 'customer')).headers.get('cache-control')).toMatch(/no-store/);
});

test('every page forbids frames, foreign scripts and guessing of types', async () => {
	for (const path of ['/ingresar', '/portal/ingresar', '/ventas', '/shell', '/favicon.svg', '/api/session']) {
		const { headers } = await ask(screen(path), 'nobody');
		expect(headers.get('x-content-type-options')).toBe('nosniff');
		expect(headers.get('x-frame-options')).toBe('DENY');
		expect(headers.get('referrer-policy')).toBe('same-origin');
	}
	for (const path of ['/ingresar', '/portal/ingresar', '/ventas']) {
		const policy = (await ask(screen(path), 'nobody')).headers.get('content-security-policy');
		expect(policy).toMatch(/frame-ancestors 'none'/);
		expect(policy).not.toMatch(/script-src[^;]*'unsafe-inline'/);
	}
});

test('a foreign page cannot send in the name of who is signed in', async () => {
	for (const origin of ['https://evil.example', 'null'])
		for (const path of ['/api/commands', '/salir', '/ingresar']) {
			const headers = { cookie: cookies.get('owner')!, origin, 'content-type': 'text/plain' };
			expect((await fetch(app.origin + path, { method: 'POST', body: '{}', redirect: 'manual', headers })).status).toBe(403);
		}
	expect((await ask(api('/api/session', STAFF), 'owner')).status).toBe(200);
});

test('signing out closes the session for good', async () => {
	expect((await ask({ path: '/salir', method: 'POST', open: [] }, 'helpdesk')).status).toBe(303);
	expect((await ask(api('/api/session', STAFF), 'helpdesk')).status).toBe(401);
	expect((await ask({ path: '/portal/salir', method: 'POST', open: [] }, 'neighbour')).status).toBe(303);
	expect((await ask(portal('/portal'), 'neighbour')).status).toBe(303);
});
