import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Context } from '#lib/server/context.ts';
import { MOST_BYTES } from '#lib/server/photos/store.ts';
import { photosHandler } from '../../sync-server/photos.ts';
import { testDb, type TestDb } from '../support/postgres.ts';
import { anId, contextOn, makeBranches, signedIn, type Person } from '../support/sync-server.ts';

const JPEG = [0xff, 0xd8, 0xff, 0xe0];

let base: TestDb;
let server: Server;
let context: Context;
let dataDir: string;
let paula: Person;
let martin: Person;
let ana: Person;

beforeAll(async () => {
	base = await testDb();
	dataDir = mkdtempSync(join(tmpdir(), 'hilo-photos-'));
	server = createServer(async (req, res) => void ((await handler(req, res)) || res.writeHead(404).end()));
	await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
	const made = contextOn(base, (server.address() as AddressInfo).port);
	context = { ...made, settings: { ...made.settings, dataDir } };
	const handler = photosHandler(context);
	await makeBranches(base);
	[paula, martin, ana] = [
		await signedIn(context, 'technician'),
		await signedIn(context, 'technician'),
		await signedIn(context, 'dispatcher')
	];
});
beforeEach(async () => {
	await base.db.deleteFrom('photos').execute();
	rmSync(join(dataDir, 'photos'), { recursive: true, force: true });
});
afterAll(async () => {
	await new Promise((done) => server.close(done));
	await base.drop();
	rmSync(dataDir, { recursive: true, force: true });
});

type Asked = { method?: string; body?: unknown; as?: Person | null; origin?: string };
type Answer = { status: number; text: string; json: () => unknown };

/** As a browser or a worse client would ask; the path goes out exactly as it is written. */
function ask(path: string, { method = 'POST', body, as = paula, origin }: Asked = {}): Promise<Answer> {
	const { port } = server.address() as AddressInfo;
	const headers = { ...(as ? { cookie: as.cookie } : {}), ...(origin ? { origin } : {}), 'content-type': 'application/json' };
	return new Promise((done, failed) => {
		const req = request({ port, host: '127.0.0.1', path, method, headers, agent: false }, (res) => {
			const parts: Buffer[] = [];
			res.on('data', (part: Buffer) => parts.push(part));
			res.on('end', () => {
				const text = Buffer.concat(parts).toString();
				done({ status: res.statusCode ?? 0, text, json: () => JSON.parse(text) as unknown });
			});
		});
		req.on('error', failed);
		req.end(typeof body === 'string' ? body : body === undefined ? undefined : JSON.stringify(body));
	});
}

const aPicture = (size = 2000, magic = JPEG) => Buffer.concat([Buffer.from(magic), Buffer.alloc(size, anId())]);
const hashOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

function docOf(bytes: Buffer, some: { _id?: string; order?: unknown; visit?: unknown } = {}) {
	const _attachments = { photo: { content_type: 'image/jpeg', data: bytes.toString('base64') } };
	return { _id: hashOf(bytes), _rev: '1-a', order: anId(), visit: anId(), _attachments, ...some };
}
const bulk = (docs: unknown[], some: Asked = {}) =>
	ask(`/photos/${(some.as ?? paula).actor.user}/_bulk_docs`, { body: { docs, new_edits: false }, ...some });
async function accepted() {
	const { length } = await base.db.selectFrom('photos').select('sha256').execute();
	const folder = join(dataDir, 'photos');
	const blobs = existsSync(folder)
		? readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
		: [];
	return { rows: length, blobs: blobs.length };
}
const NONE = { rows: 0, blobs: 0 };

test('a sound picture is taken whole, twice is once, and its receipt is given to its owner alone', async () => {
	const bytes = aPicture();
	expect((await bulk([docOf(bytes)])).json()).toEqual([]);
	expect((await bulk([docOf(bytes)])).json()).toEqual([]);
	expect(await accepted()).toEqual({ rows: 1, blobs: 1 });
	const hashes = { hashes: [hashOf(bytes)] };
	expect((await ask('/photos/receipts', { body: hashes })).json()).toEqual({ received: hashes.hashes });
	expect((await ask('/photos/receipts', { body: hashes, as: martin })).json()).toEqual({ received: [] });
	expect((await ask(`/photos/${hashOf(bytes)}`, { method: 'GET' })).status).toBe(200);
	expect((await ask(`/photos/${hashOf(bytes)}`, { method: 'GET', as: martin })).status).toBe(404);
});

test('two technicians who send the same bytes each get a receipt, and there is one blob', async () => {
	const bytes = aPicture();
	const hashes = { hashes: [hashOf(bytes)] };
	await bulk([docOf(bytes)]);
	await bulk([docOf(bytes)], { as: martin });
	for (const as of [paula, martin]) {
		expect((await ask('/photos/receipts', { body: hashes, as })).json()).toEqual({ received: hashes.hashes });
		expect((await ask(`/photos/${hashOf(bytes)}`, { method: 'GET', as })).status).toBe(200);
	}
	expect(await accepted()).toEqual({ rows: 2, blobs: 1 });
});

test('what is wrong with a picture is said of it alone, and the sound one beside it is taken', async () => {
	const sound = aPicture();
	const damaged = docOf(aPicture(), { _id: hashOf(aPicture()) });
	const text = docOf(Buffer.from('<script>alert(1)</script>'));
	const big = docOf(aPicture(MOST_BYTES + 1));
	const empty = docOf(Buffer.alloc(0));
	const nameless = docOf(aPicture(), { _id: '../../etc/passwd' });
	const homeless = docOf(aPicture(), { order: 'no order', visit: { $ne: null } });
	const answer = (await bulk([damaged, text, empty, nameless, homeless, docOf(sound)])).json() as {
		id: string;
		name: string;
		reason: string;
	}[];
	expect(answer.map(({ id, name, reason }) => [id, name, reason])).toEqual([
		[damaged._id, 'forbidden', 'hash'],
		[text._id, 'forbidden', 'type'],
		[empty._id, 'forbidden', 'size'],
		[nameless._id, 'forbidden', 'shape'],
		[homeless._id, 'forbidden', 'shape']
	]);
	expect((await bulk([big])).json()).toMatchObject([{ reason: 'size' }]);
	expect(await accepted()).toEqual({ rows: 1, blobs: 1 });
});

test('without a session, with a foreign Origin or in somebody else’s name nothing is taken, and the whole request says so', async () => {
	const doc = docOf(aPicture());
	const mine = `/photos/${paula.actor.user}/_bulk_docs`;
	expect((await ask(mine, { body: { docs: [doc] }, as: null })).status).toBe(401);
	expect((await ask(mine, { body: { docs: [doc] }, origin: 'https://evil.example' })).status).toBe(403);
	expect((await ask(mine, { body: { docs: [doc] }, origin: 'null' })).status).toBe(403);
	expect((await ask(mine, { body: { docs: [doc] }, as: martin })).status).toBe(404);
	expect((await ask(`/photos/${ana.actor.user}/_bulk_docs`, { body: { docs: [doc] }, as: ana })).status).toBe(404);
	expect(await accepted()).toEqual(NONE);
});

test('shapes that no PouchDB sends are refused as a whole', async () => {
	const mine = `/photos/${paula.actor.user}/_bulk_docs`;
	const many = Array.from({ length: 51 }, () => docOf(aPicture(10)));
	for (const body of [
		'',
		'{',
		'[]',
		{ docs: 7 },
		{ docs: [{ _id: 7 }] },
		{ docs: [{ ...docOf(aPicture()), _attachments: { photo: { data: 7 } } }] },
		{ docs: many }
	])
		expect((await ask(mine, { body })).status).toBe(400);
	expect((await ask(mine, { body: 'x'.repeat(MOST_BYTES * 2) })).status).toBe(413);
	expect(await accepted()).toEqual(NONE);
});

test('tombstones delete nothing', async () => {
	const bytes = aPicture();
	await bulk([docOf(bytes)]);
	expect((await bulk([{ _id: hashOf(bytes), _rev: '2-b', _deleted: true }])).json()).toEqual([]);
	expect(await accepted()).toEqual({ rows: 1, blobs: 1 });
});

test('no path leads out of the pictures', async () => {
	const tricks = [
		'..%2f..%2fetc%2fpasswd',
		'../../etc/passwd',
		'%2e%2e/%2e%2e/etc/passwd',
		'aa/../../database-password',
		`${'a'.repeat(64)}`,
		`${'A'.repeat(64)}`,
		'%00',
		'%E0%A4%A',
		'_all_docs',
		'_session'
	];
	for (const trick of tricks)
		for (const method of ['GET', 'HEAD', 'DELETE']) expect((await ask(`/photos/${trick}`, { method })).status).toBe(404);
	for (const rest of ['_local/%E0%A4%A', '_all_docs', '_changes', '%2e%2e/_bulk_docs'])
		expect((await ask(`/photos/${paula.actor.user}/${rest}`, { method: 'PUT', body: {} })).status).toBeGreaterThanOrEqual(400);
	expect(await accepted()).toEqual(NONE);
});

test('a disk that cannot take it now fails the whole request, so that the phone sends it again', async () => {
	const broken = createServer(
		(req, res) => void photosHandler({ ...context, settings: { ...context.settings, dataDir: '/dev/null' } })(req, res)
	);
	await new Promise<void>((done) => broken.listen(0, '127.0.0.1', done));
	const { port } = broken.address() as AddressInfo;
	const body = JSON.stringify({ docs: [docOf(aPicture())] });
	const answer = await fetch(`http://127.0.0.1:${port}/photos/${paula.actor.user}/_bulk_docs`, {
		method: 'POST',
		headers: { cookie: paula.cookie },
		body
	});
	expect(answer.status).toBe(503);
	expect(await accepted()).toEqual(NONE);
	await new Promise((done) => broken.close(done));
});
