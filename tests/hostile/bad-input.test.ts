import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { newId } from '#lib/server/new-id.ts';
import { cookieName, sealSession } from '#lib/server/auth/auth.ts';
import { createSession } from '#lib/server/auth/session.ts';
import { openDb, type Db } from '#lib/server/db/db.ts';
import { readSettings } from '#lib/server/settings.ts';
import { ANA, JULIA, NOW, SOFIA } from '../cast.ts';
import { startApp, type App } from '../support/app.ts';
import { actorOf } from '../support/records.ts';
import { act, aLeadOf, joinStock, until, type Stock } from '../support/sync-client.ts';
import { anId, type Person } from '../support/sync-server.ts';
import { recordIn } from '../support/room-records.ts';

const DESK = 'desk/central/2026-03';
const SECRET = 'a secret of at least thirty-two letters';
const MIB = 1024 * 1024;

let app: App;
let db: Db;
let [sofia, ana, julia]: Person[] = [];
let [writer, reader]: Stock[] = [];
const address = () => ({ address: `ws://localhost:${app.port}/sync` });

async function signIn(who: typeof SOFIA): Promise<Person> {
	const settings = { ...readSettings({ ORIGIN: app.origin }), authSecret: SECRET };
	const session = await createSession(db, { user: who.id }, new Date(NOW));
	return {
		actor: actorOf(who),
		session,
		cookie: `${cookieName('staff', settings)}=${await sealSession(session, 'staff', settings)}`
	};
}

beforeAll(async () => {
	app = await startApp({ now: new Date(NOW).toISOString(), env: { AUTH_SECRET: SECRET } });
	db = openDb(app.databaseUrl!);
	[sofia, ana, julia] = await Promise.all([SOFIA, ANA, JULIA].map(signIn));
});
afterAll(async () => {
	await db?.destroy();
	await app?.stop();
});
beforeEach(async () => {
	[writer, reader] = [joinStock(address(), sofia!, DESK), joinStock(address(), ana!, DESK)];
	await until(() => writer!.provider.synced && reader!.provider.synced);
});
/** Whatever was sent: the server answers, and a colleague's edit arrives over the connections that were open. */
afterEach(async () => {
	let lost = false;
	for (const { provider } of [writer!, reader!]) provider.on('connection-close', () => (lost = true));
	expect(await (await fetch(`${app.origin}/api/health`)).json()).toEqual({ ok: true });
	const lead = anId();
	act(writer!.room, sofia!, { base: lead, value: aLeadOf(sofia!) });
	await until(() => recordIn(reader!.room, lead));
	expect(lost).toBe(false);
	writer!.leave();
	reader!.leave();
});

type Sent = { status: number; body: unknown };
async function send(path: string, { who = sofia!, ...init }: RequestInit & { who?: Person } = {}): Promise<Sent> {
	const headers = { cookie: who.cookie, 'content-type': 'application/json', ...(init.headers as Record<string, string>) };
	const answer = await fetch(app.origin + path, { redirect: 'manual', ...init, headers });
	const text = await answer.text();
	return { status: answer.status, body: answer.headers.get('content-type')?.includes('json') ? JSON.parse(text) : text };
}
const post = (path: string, body: BodyInit, who?: Person) => send(path, { method: 'POST', body, ...(who ? { who } : {}) });
const command = (payload: unknown, name = 'payment.record', who = julia!) =>
	post('/api/commands', JSON.stringify({ id: newId(new Date(NOW)), name, payload, rests: [] }), who);

test.each<[string, () => string, string]>([
	['no JSON', () => '{"id":', ''],
	['nothing', () => '', ''],
	['null', () => 'null', ''],
	['a list', () => '[]', 'id'],
	['words', () => '"hola"', ''],
	['an id that is none', () => '{"id":"1","name":"x","payload":{},"rests":[]}', 'id'],
	['a name that is no word', () => `{"id":"${anId()}","name":7,"payload":{},"rests":[]}`, 'name'],
	[
		'too much to rest on',
		() => JSON.stringify({ id: anId(), name: 'x', payload: 1, rests: Array.from({ length: 51 }, anId) }),
		'rests'
	]
])('a command of %s is answered by name', async (_, body, field) => {
	expect(await post('/api/commands', body())).toEqual({
		status: 200,
		body: { ok: false, code: 'value.wrong', detail: { field } }
	});
});

test('a command that nobody knows, and names that every object has', async () => {
	for (const name of ['contract.destroy', '__proto__', 'constructor', 'toString', ''])
		expect((await command({}, name)).body).toEqual({ ok: false, code: 'command.unknown', detail: {} });
});

test('payloads that are wrong are named by their field, whatever stands in them', async () => {
	const good = { contract: anId(), amount: 100, method: 'efectivo', on: '2026-03-02', note: '' };
	const wrong: [object, string][] = [
		[{ ...good, contract: '../x' }, 'contract'],
		[{ ...good, amount: '100' }, 'amount'],
		[{ ...good, on: '2026-02-30x' }, 'on'],
		[{ ...good, note: 'a\u0000b' }, 'note'],
		[{ ...good, note: '\ud800' }, 'note'],
		[{ ...good, note: 'x'.repeat(201) }, 'note'],
		[{ ...good, method: { toString: 1 } }, 'method']
	];
	for (const [payload, field] of wrong)
		expect((await command(payload)).body).toEqual({ ok: false, code: 'value.wrong', detail: { field } });
	for (const amount of [-1, 0, 1.5, 1e300, Number.MAX_SAFE_INTEGER])
		expect((await command({ ...good, amount })).body).toMatchObject({ ok: false, code: 'payment.amount' });
});

test('a body of 2 MiB is no command and no form', async () => {
	const big = JSON.stringify({ id: anId(), name: 'x', payload: 'x'.repeat(2 * MIB), rests: [] });
	expect((await post('/api/commands', big)).body).toMatchObject({ ok: false, code: 'value.wrong' });
	const form = new URLSearchParams({ email: 'x'.repeat(2 * MIB), password: 'y' });
	const answer = await send('/ingresar', {
		method: 'POST',
		body: form.toString(),
		headers: { 'content-type': 'application/x-www-form-urlencoded' }
	});
	expect(answer.status).toBe(413);
});

test('a read that nobody knows, and values that are none', async () => {
	for (const name of ['secrets', '__proto__', 'constructor', 'hasOwnProperty'])
		expect(await send(`/api/read/${name}`, { who: julia! })).toEqual({ status: 404, body: { code: 'read.unknown' } });
	for (const query of [
		'contracts?search=%00',
		'contracts?page=-1',
		'contract?id=------------------------------------',
		'invoices?month=2026-13'
	])
		expect(await send(`/api/read/${query}`, { who: julia! })).toMatchObject({ status: 400, body: { code: 'value.wrong' } });
	expect((await send('/api/read/contracts?__proto__=1&search=%ff%fe', { who: julia! })).status).toBe(200);
});
