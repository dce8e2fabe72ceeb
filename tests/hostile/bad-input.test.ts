import { connect } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { newId } from '#lib/server/new-id.ts';
import { cookieName, sealSession } from '#lib/server/auth/auth.ts';
import { createSession } from '#lib/server/auth/session.ts';
import { openDb, type Db } from '#lib/server/db/db.ts';
import { readSettings } from '#lib/server/settings.ts';
import * as Y from 'yjs';
import { ANA, JULIA, NOW, PAULA, SOFIA } from '../cast.ts';
import { startApp, type App } from '../support/app.ts';
import { actorOf } from '../support/records.ts';
import { act, aLeadOf, joinStock, jsonFrame, RawClient, syncFrame, until, updateOf, type Stock } from '../support/sync-client.ts';
import { anId, type Person } from '../support/sync-server.ts';
import { Room } from '#lib/docs/room.ts';

const DESK = 'desk/central/2026-03';
const SECRET = 'a secret of at least thirty-two letters';
const MIB = 1024 * 1024;

let app: App;
let db: Db;
let [sofia, ana, julia, paula]: Person[] = [];
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
	[sofia, ana, julia, paula] = await Promise.all([SOFIA, ANA, JULIA, PAULA].map(signIn));
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
	await until(() => reader!.room.record(lead));
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
const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);

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

test('a payload without bottom is refused, not a broken page', async () => {
	const body = `{"id":"${anId()}","name":"catalog.save","payload":${nested(100_000)},"rests":[]}`;
	expect(await post('/api/commands', body, julia)).toMatchObject({ status: 200, body: { ok: false, code: 'value.wrong' } });
	const logo = { ...(await companyNow()), logo: 'data:image/png;base64,\u0000' };
	expect((await command({ item: logo }, 'company.save')).body).toMatchObject({ ok: false, code: 'value.wrong' });
});
async function companyNow(): Promise<object> {
	const row = await db.selectFrom('catalog_items').select('data').where('kind', '=', 'company').executeTakeFirstOrThrow();
	return row.data as object;
}

test('a body of 2 MiB is no command, no form and no photo', async () => {
	const big = JSON.stringify({ id: anId(), name: 'x', payload: 'x'.repeat(2 * MIB), rests: [] });
	expect((await post('/api/commands', big)).body).toMatchObject({ ok: false, code: 'value.wrong' });
	const form = new URLSearchParams({ email: 'x'.repeat(2 * MIB), password: 'y' });
	const answer = await send('/ingresar', {
		method: 'POST',
		body: form.toString(),
		headers: { 'content-type': 'application/x-www-form-urlencoded' }
	});
	expect(answer.status).toBe(413);
	expect((await post(`/photos/${PAULA.id}/_bulk_docs`, 'x'.repeat(13 * MIB), paula)).status).toBe(413);
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

test('addresses that lead around the doors', async () => {
	for (const path of ['/%61pi/read/users', '/api/read/users', '/a%70i/rooms', '/api/commands'])
		expect([path, (await send(path, { headers: { cookie: '' } })).status]).toEqual([path, 401]);
	for (const path of ['/portal/facturas', '/%70ortal/facturas', '/portal/../%70ortal/pagos', '/%70ortal/facturas/__data.json'])
		for (const cookie of ['', julia!.cookie]) {
			const { status, body } = await send(path, { headers: { cookie } });
			expect([path, status === 303 || JSON.stringify(body).includes('/portal/ingresar')]).toEqual([path, true]);
		}
	for (const path of ['/%E0%A4%A', '/api/read/%E0%A4%A', '/%c0%ae%c0%ae/etc/passwd']) {
		const { status } = await send(path);
		expect([path, status >= 400 && status < 500]).toEqual([path, true]);
	}
});

test('paths that climb reach no file', async () => {
	const paths = [
		'/photos/../../etc/passwd',
		'/photos/..%2f..%2fetc%2fpasswd',
		'/photos/%2e%2e/%2e%2e/etc/passwd',
		`/photos/${'a'.repeat(63)}/`,
		`/photos/${'A'.repeat(64)}`,
		'/photos/' + 'é'.repeat(64),
		'/_app/..%2f..%2f..%2fpackage.json',
		'/..%5c..%5cpackage.json',
		'/api/rooms/..%2f..%2fetc%2fpasswd/1/0',
		'/api/rooms/catalog/1/99999999999999999999',
		'/api/rooms/catalog/-1/0',
		'/api/invoices/..%2f..%2fetc/pdf'
	];
	for (const path of paths) {
		const answer = await rawGet(path, julia!.cookie);
		expect([path, answer.slice(9, 12)]).toEqual([path, expect.stringMatching(/^4\d\d$/)]);
		expect(answer).not.toMatch(/root:x|"devDependencies"/);
	}
});

/** Without a client that tidies the path before it is sent. */
function rawGet(path: string, cookie: string, ...headers: string[]): Promise<string> {
	return new Promise((done) => {
		let back = '';
		const socket = connect(app.port, 'localhost', () => {
			const lines = [
				`GET ${encodeURI(path).replaceAll('%25', '%')} HTTP/1.1`,
				`Host: localhost:${app.port}`,
				'Connection: close',
				`Cookie: ${cookie}`
			];
			socket.write([...lines, ...headers, '', ''].join('\r\n'));
		});
		socket.on('data', (part) => (back += part));
		socket.on('error', () => {});
		socket.on('close', () => done(back));
	});
}

test('headers without end are cut off', async () => {
	const flood = Array.from({ length: 3_000 }, (_, n) => `X-Flood-${n}: ${'x'.repeat(40)}`);
	expect(await rawGet('/api/session', sofia!.cookie, ...flood)).toMatch(/^HTTP\/1\.1 431/);
	expect(await rawGet('/api/session', `a=${'x'.repeat(32 * 1024)}`)).toMatch(/^HTTP\/1\.1 431/);
	expect(await rawGet('/api/session', sofia!.cookie, 'X: a\u0000b')).toMatch(/^HTTP\/1\.1 400/);
});

test('photos: wrong JSON, another’s door and another page are each told so', async () => {
	const mine = `/photos/${PAULA.id}`;
	expect(await post(`${mine}/_bulk_docs`, '{', paula)).toMatchObject({ status: 400 });
	expect(await post(`${mine}/_bulk_docs`, `{"docs":${nested(50_000)}}`, paula)).toMatchObject({ status: 400 });
	expect(await post(`${mine}/_revs_diff`, '[]', paula)).toMatchObject({ status: 400 });
	expect(await post('/photos/receipts', '{"hashes":"all"}', paula)).toMatchObject({ status: 400 });
	expect(await post(`${mine}/_bulk_docs`, '{"docs":[]}', sofia)).toMatchObject({ status: 404 });
	for (const origin of ['https://evil.example', 'null'])
		expect(
			(await send(`${mine}/_bulk_docs`, { method: 'POST', body: '{"docs":[]}', who: paula!, headers: { origin } })).status
		).toBe(403);
	expect((await send(`${mine}/_local/%E0%A4%A`, { method: 'PUT', body: '{}', who: paula! })).status).toBe(400);
});

test('sockets over the real address: each closed by its name', async () => {
	const close = async (room: string, headers: Record<string, string>, ...frames: (Uint8Array | string)[]) => {
		const enemy = new RawClient(address(), room, headers, { ack: '1', epoch: '1', device: 'x' });
		await enemy.send(...frames);
		return enemy.closed;
	};
	const as = ({ cookie }: Person) => ({ cookie });
	expect(await close(DESK, {})).toBe(4401);
	expect(await close(DESK, as(paula!))).toBe(4404);
	expect(await close(DESK, as(sofia!), 'hola')).toBe(4400);
	expect(await close(DESK, as(sofia!), new Uint8Array([0, 2, 255, 255, 255, 127]))).toBe(4400);
	expect(await close(DESK, as(sofia!), new Uint8Array(MIB + 1))).toBe(4413);
	for (const origin of ['https://evil.example', 'null'])
		await expect(new RawClient(address(), DESK, { ...as(sofia!), origin }).opened).rejects.toThrow('403');
	for (const epoch of ['99999999999', '1e300', '-1', 'NaN', ''])
		expect(await new RawClient(address(), DESK, as(sofia!), { ack: '1', epoch, device: 'x' }).closed).toBe(4410);
});

test('who asks for the whole room a thousand times gets it once', async () => {
	const enemy = new RawClient(address(), DESK, { cookie: sofia!.cookie });
	const question = syncFrame(0, Y.encodeStateVector(new Y.Doc()));
	await enemy.send(...Array.from({ length: 1_000 }, () => question));
	await enemy.heard(0);
	const lead = anId();
	act(writer!.room, sofia!, { base: lead, value: aLeadOf(sofia!) });
	await until(() => reader!.room.record(lead));
	// Each answer is two messages of sync: what the room has, and what it asks in return.
	expect(enemy.said.filter(({ type }) => type === 0).length).toBeLessThan(50);
	enemy.ws.terminate();
});

test('who borrows a colleague’s intent harms neither him nor the room', async () => {
	const lead = anId();
	const intent = act(writer!.room, sofia!, { base: lead, value: aLeadOf(sofia!) });
	await until(() => reader!.room.record(lead));
	const doc = new Y.Doc();
	const enemy = new RawClient(address(), DESK, { cookie: julia!.cookie }, { ack: '1', epoch: '1', device: 'x' });
	await enemy.send(syncFrame(0, Y.encodeStateVector(doc)));
	await enemy.heard(100);
	const other = anId();
	const update = updateOf(doc, () =>
		new Room(doc).apply([{ base: other, value: aLeadOf(julia!) }], { intent, by: julia!.actor.user, at: 1 })
	);
	await enemy.send(jsonFrame(102, { id: intent, name: 'x', at: 1, gesture: null }), syncFrame(2, update));
	await until(() => reader!.room.record(other));
	expect(reader!.room.record(lead)).not.toBeNull();
	enemy.ws.terminate();
});

test('an hour at the end of time is planned or refused, and what comes after it is done', async () => {
	const dispatcher = joinStock(address(), ana!, DESK);
	await until(() => dispatcher.provider.synced);
	const order = dispatcher.room.records().find(({ kind, fields }) => kind === 'order' && fields['plan'] === null)!;
	const plan = { id: anId(), crew: [PAULA.id], start: 8_640_000_000_000_000, minutes: 24 * 60 };
	act(dispatcher.room, ana!, { edit: order.id, field: 'plan', v: plan, over: dispatcher.room.standing(order.id, 'plan') });
	await until(() =>
		db.selectFrom('history').select('id').where('record', '=', order.id).where('field', '=', 'plan').executeTakeFirst()
	);
	await until(async () => (await db.selectFrom('events').select('id').where('handled_at', 'is', null).execute()).length === 0);
	dispatcher.leave();
});
