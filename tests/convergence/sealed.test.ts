import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { newOrder } from '#lib/domain/delivery/order.ts';
import { newLead } from '#lib/domain/sales/lead.ts';
import { writeFact } from '#lib/server/room-writes.ts';
import { ensureRoom } from '#lib/server/rooms.ts';
import { copyDatabase } from '../support/postgres.ts';
import { joinStock, until } from '../support/sync-client.ts';
import { NOW } from '../support/sync-server.ts';
import { doorOf } from './doors.ts';
import { agree, canonical, Hands, newId } from './people.ts';
import { startRestartable, type Restartable } from './restartable.ts';

const inDays = (days: number) => new Date(NOW.getTime() + days * 86_400_000);
const MONTHS = [
	'2025-01',
	'2025-02',
	'2025-03',
	'2025-04',
	'2025-05',
	'2025-06',
	'2025-07',
	'2025-08',
	'2025-09',
	'2025-10',
	'2025-11'
];
let DESK: string;
let lead: string;
let server: Restartable;
let ana: Hands;
let luis: Hands;
const open: Hands[] = [];

async function hands(online = true): Promise<Hands> {
	const person = await server.person('dispatcher', 'seller');
	const found = await new Hands(doorOf(server, person), person.actor).open(online);
	open.push(found);
	return found;
}
const desk = () => server.test.db.selectFrom('rooms').selectAll().where('name', '=', DESK).executeTakeFirstOrThrow();
const documentOf = ({ db }: Hands) => db.updates.where('room').equals(DESK).count();
const isSealedAt = (device: Hands) => vi.waitFor(async () => expect(await documentOf(device)).toBe(0), 15_000);
const delivered = (device: Hands) =>
	vi.waitFor(async () => expect(new Set(await device.states())).toEqual(new Set(['done'])), 20_000);
const comment = (by: Hands, text: string) =>
	by.writer.write(DESK, 'lead.comment', [{ entry: lead, list: 'comments', value: { text } }]);
const commentsAt = async ({ db }: Hands) => ((await db.rows.get(lead))?.entries['comments'] ?? []).map(({ text }) => text);

beforeAll(async () => void (server = await startRestartable()));
afterAll(() => server.stop());
/** An old month of each test's own, of which nothing is left to do. */
beforeEach(async () => {
	[DESK, lead] = [`desk/centro/${MONTHS.pop()}`, newId()];
	await server.setClock(NOW);
	await ensureRoom(server.test.db, DESK, NOW);
	[ana, luis] = [await hands(), await hands()];
	await ana.writer.write(DESK, 'lead.create', [
		{ base: lead, value: { kind: 'lead', fields: newLead({ name: 'Carmen Ruiz' }) } }
	]);
	await ana.edit(lead, { phone: '351' });
	await ana.sent();
	await agree(ana, luis, DESK);
});
afterEach(async () => void (await Promise.all(open.splice(0).map((device) => device.close()))));
async function seal() {
	await server.setClock(inDays(8));
	await server.sealOld();
	expect((await desk()).sealed_at).toEqual(inDays(8));
}

test('of a sealed month everybody keeps what it says but notes, and nobody its document', async () => {
	const before = (await canonical(ana, DESK)).replace('"notes":"",', '');
	await seal();
	await Promise.all([isSealedAt(ana), isSealedAt(luis)]);
	expect(ana.writer.connection(DESK)).toBeNull();
	const [late, stock] = [await hands(), joinStock(server, await server.person('dispatcher'), DESK)];
	await vi.waitFor(async () => expect(await late.db.rows.get(lead)).toBeDefined(), 5_000);
	for (const device of [ana, luis, late]) expect(await canonical(device, DESK)).toBe(before);
	expect(await documentOf(late)).toBe(0);
	expect(await stock.closed).toBe(4423);
	stock.leave();
	await ana.close();
	await ana.open();
	expect(await canonical(ana, DESK)).toBe(before);
	expect(await documentOf(ana)).toBe(0);
});

test('the notes of a sealed month are on no device, and whole again when it is opened', async () => {
	const write = (from: string, to: string) => ana.writer.write(DESK, 'lead.notes', [{ text: lead, field: 'notes', from, to }]);
	const notes = async ({ db }: Hands) => (await db.rows.get(lead))?.fields['notes'];
	await write('', 'Portón azul');
	await write('Portón azul', 'Portón');
	await ana.sent();
	await vi.waitFor(async () => expect(await notes(luis)).toBe('Portón'));
	const { fields } = await server.test.db.selectFrom('records').select('fields').where('id', '=', lead).executeTakeFirstOrThrow();
	expect(fields).toMatchObject({ notes: 'Portón' });
	await seal();
	for (const device of [ana, luis]) {
		await isSealedAt(device);
		expect(await notes(device)).toBeUndefined();
		expect((await device.db.rows.get(lead))!.text).not.toContain('porton');
	}
	await comment(luis, 'Otra vez');
	await delivered(luis);
	for (const device of [ana, luis]) await vi.waitFor(async () => expect(await notes(device)).toBe('Portón'), 15_000);
});

test('a device is not whole before it has the rows of sealed months too', async () => {
	await seal();
	const person = await server.person('seller');
	const door = doorOf(server, person);
	let release = () => {};
	const held = new Promise<void>((resolve) => (release = resolve));
	const fetch: typeof door.fetch = (path, init) =>
		path.includes(DESK) ? held.then(() => door.fetch(path, init)) : door.fetch(path, init);
	const late = new Hands({ ...door, fetch }, person.actor);
	open.push(late);
	let early = false;
	late.around.tell.status = () => void (early ||= late.writer.ready);
	await late.open();
	expect(early).toBe(false);
	release();
	await vi.waitFor(() => expect(late.writer.ready).toBe(true), 5_000);
	expect(await late.db.rows.get(lead)).toBeDefined();
});

test('the work of a device that was away opens the month again and arrives, beside that of one that had given it up', async () => {
	luis.writer.online(false);
	for (let n = 0; n < 3; n++) await comment(luis, `de Luis ${n}`);
	await seal();
	await isSealedAt(ana);
	luis.writer.online(true);
	await delivered(luis);
	expect(await desk()).toMatchObject({ sealed_at: null, epoch: 3 });
	await vi.waitFor(async () => expect(await documentOf(ana)).toBeGreaterThan(0), 15_000);
	await comment(ana, 'de Ana');
	await delivered(ana);
	await agree(ana, luis, DESK);
	expect(await commentsAt(ana)).toEqual(['de Luis 0', 'de Luis 1', 'de Luis 2', 'de Ana']);
});

test('who edits a sealed month without network sees it at once, also after a restart, and it arrives when there is one', async () => {
	await seal();
	await Promise.all([isSealedAt(ana), isSealedAt(luis)]);
	ana.writer.online(false);
	await ana.edit(lead, { phone: '352' });
	await ana.edit(lead, { phone: '353' });
	await comment(ana, 'sin red');
	await ana.close();
	await ana.open(false);
	expect(await ana.db.rows.get(lead)).toMatchObject({ tick: 'device', fields: { phone: '353' } });
	expect(await commentsAt(ana)).toEqual(['sin red']);
	expect(await ana.states()).toEqual(expect.arrayContaining(['queued']));
	await server.restart();
	ana.writer.online(true);
	await delivered(ana);
	await agree(ana, luis, DESK);
	expect(await luis.field(lead, 'phone')).toBe('353');
	expect(await commentsAt(luis)).toEqual(['sin red']);
});

test('two who bring something at the same moment open it once, and what another wrote meanwhile is not undone', async () => {
	await seal();
	await Promise.all([isSealedAt(ana), isSealedAt(luis)]);
	for (const device of [ana, luis]) device.writer.online(false);
	await ana.edit(lead, { phone: 'de Ana' });
	await luis.edit(lead, { email: 'de-luis@example.com' });
	for (const device of [ana, luis]) device.writer.online(true);
	await Promise.all([delivered(ana), delivered(luis)]);
	await agree(ana, luis, DESK);
	expect(await luis.db.rows.get(lead)).toMatchObject({ fields: { phone: 'de Ana', email: 'de-luis@example.com' } });
	expect(await desk()).toMatchObject({ sealed_at: null, epoch: 3 });
});

test('who has nothing to bring does not open a month by coming too late for its document', async () => {
	const person = await server.person('dispatcher');
	const door = doorOf(server, person);
	let broken = false;
	const fetch: typeof door.fetch = (path, init) =>
		broken && path.includes(DESK) ? Promise.reject(new Error('cut')) : door.fetch(path, init);
	const late = await new Hands({ ...door, fetch }, person.actor).open();
	open.push(late);
	await seal();
	await Promise.all([isSealedAt(late), isSealedAt(luis)]);
	broken = true;
	await comment(luis, 'una cosa más');
	await delivered(luis);
	await vi.waitFor(() => expect(late.writer.connection(DESK)).not.toBeNull(), 5_000);
	await server.setClock(inDays(16));
	await server.sealOld();
	expect((await desk()).sealed_at).toEqual(inDays(16));
	broken = false;
	await vi.waitFor(async () => expect(await commentsAt(late)).toEqual(['una cosa más']), 15_000);
	await isSealedAt(luis);
	expect(late.writer.connection(DESK)).toBeNull();
	expect(await documentOf(late)).toBe(0);
	expect(await desk()).toMatchObject({ sealed_at: inDays(16), epoch: 4 });
});

test('what a month was opened for comes again to a restored server that has it sealed still', async () => {
	const person = await server.person('dispatcher');
	const door = doorOf(server, person);
	let isCut = false;
	class Line extends door.WebSocket {
		constructor(url: string) {
			super(isCut ? 'ws://127.0.0.1:1' : url);
		}
	}
	const late = await new Hands({ ...door, WebSocket: Line as typeof WebSocket }, person.actor).open();
	open.push(late);
	await seal();
	await isSealedAt(late);
	const backup = `${server.test.url}_backup`;
	await server.restart(() => copyDatabase(server.test.url, backup));
	await comment(late, 'después de la copia');
	await delivered(late);
	await vi.waitFor(async () => expect(await commentsAt(luis)).toEqual(['después de la copia']), 15_000);
	for (const device of open) device.writer.online(false);
	await server.restart(() => copyDatabase(backup, server.test.url));
	expect((await desk()).sealed_at).toEqual(inDays(8));
	// It hears which months are sealed before it hears of an epoch.
	isCut = true;
	late.writer.online(true);
	await late.writer.refresh();
	isCut = false;
	await vi.waitFor(async () => expect(await desk()).toMatchObject({ sealed_at: null }), 20_000);
	for (const device of [ana, luis]) device.writer.online(true);
	await vi.waitFor(async () => expect(await commentsAt(ana)).toEqual(['después de la copia']), 20_000);
	await agree(late, luis, DESK);
	await delivered(late);
});

test('what a restored server has lost before it seals a month comes again', async () => {
	const backup = `${server.test.url}_backup`;
	await server.restart(() => copyDatabase(server.test.url, backup));
	await vi.waitFor(() => expect(luis.writer.connected).toBe(true), 20_000);
	await comment(luis, 'después de la copia');
	await delivered(luis);
	await vi.waitFor(async () => expect(await commentsAt(ana)).toEqual(['después de la copia']), 15_000);
	for (const device of [ana, luis]) device.writer.online(false);
	await server.restart(async () => {
		await copyDatabase(backup, server.test.url);
		await server.setClock(inDays(8));
	});
	await until(async () => (await desk()).sealed_at);
	luis.writer.online(true);
	await vi.waitFor(async () => expect(await desk()).toMatchObject({ sealed_at: null, epoch: 3 }), 20_000);
	ana.writer.online(true);
	await agree(ana, luis, DESK);
	expect(await commentsAt(ana)).toEqual(['después de la copia']);
	await delivered(luis);
});

test('what the server itself has to say opens the month too, and everybody hears it', async () => {
	await seal();
	await Promise.all([isSealedAt(ana), isSealedAt(luis)]);
	await writeFact(server.test.db, DESK, lead, 'coverage', { fiber: true });
	await vi.waitFor(async () => expect((await ana.db.rows.get(lead))?.facts['coverage']).toEqual({ fiber: true }), 15_000);
	await agree(ana, luis, DESK);
});

test('open work and a week of quiet keep a month open', async () => {
	const order = newId();
	const fields = newOrder({ kind: 'installation', lead });
	await ana.writer.write(DESK, 'order.create', [{ base: order, value: { kind: 'order', fields } }]);
	await ana.sent();
	const sealedAt = async (now: Date) => {
		await server.setClock(now);
		await server.sealOld();
		return (await desk()).sealed_at;
	};
	expect(await sealedAt(inDays(20))).toBeNull();
	await ana.edit(order, { cancelled: { reason: 'Se muda', at: NOW.getTime() } });
	await ana.sent();
	expect(await sealedAt(inDays(26))).toBeNull();
	expect(await sealedAt(inDays(28))).toEqual(inDays(28));
	await isSealedAt(luis);
	await comment(luis, 'una cosa más');
	await delivered(luis);
	expect(await sealedAt(inDays(30))).toBeNull();
	await server.restart(() => server.setClock(inDays(36)));
	expect(await until(async () => (await desk()).sealed_at)).toEqual(inDays(36));
	await isSealedAt(luis);
	expect(await commentsAt(luis)).toEqual(['una cosa más']);
});
