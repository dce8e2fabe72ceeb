import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { newOrder } from '#lib/domain/delivery/order.ts';
import { deskRoom } from '#lib/docs/rooms.ts';
import { doorOf } from '../convergence/doors.ts';
import { Hands, newId } from '../convergence/people.ts';
import { startRestartable, type Restartable } from '../convergence/restartable.ts';
import { BRANCH, DESK, signedInAt } from '../support/sync-server.ts';
import { BadNetwork, type Way } from './proxy.ts';

/** GUARANTEES C1: at most so long after a lost message everybody sees the same. */
const TOGETHER_MS = 60_000;
const PORT = /:(\d+)\//;

type OnBadLine = { hands: Hands; network: BadNetwork; sockets: () => number };

let server: Restartable;
let ends: (() => Promise<void>)[] = [];
beforeAll(async () => void (server = await startRestartable()));
afterEach(async () => {
	for (const end of ends.reverse()) await end();
	ends = [];
});
afterAll(() => server.stop());

/** A dispatcher's device behind a network of its own. */
async function aDevice(branch = BRANCH): Promise<OnBadLine> {
	const network = await BadNetwork.before(Number(PORT.exec(server.address)![1]));
	const person = await signedInAt(server.context, branch, 'dispatcher');
	const door = doorOf({ ...server, address: network.address }, person);
	let sockets = 0;
	const Counted = class extends door.WebSocket {
		constructor(url: string | URL) {
			super(url);
			sockets++;
		}
	};
	const hands = await new Hands({ ...door, WebSocket: Counted }, person.actor).open();
	ends.push(
		() => network.close(),
		() => hands.close()
	);
	return { hands, network, sockets: () => sockets };
}

async function anOrder({ hands }: OnBadLine, room = DESK): Promise<string> {
	const id = newId();
	const fields = newOrder({ kind: 'installation', lead: newId() });
	await hands.writer.write(room, 'create', [{ base: id, value: { kind: 'order', fields } }]);
	return id;
}
const inTime = (check: () => Promise<void>) => vi.waitFor(check, { timeout: TOGETHER_MS, interval: 50 });
const sent = ({ hands }: OnBadLine) => inTime(async () => expect(new Set(await hands.states())).toEqual(new Set(['done'])));
const sees = ({ hands }: OnBadLine, ids: readonly string[], observations: string) =>
	inTime(async () => {
		for (const id of ids) expect(await hands.field(id, 'observations')).toBe(observations);
	});

/** Each intent is in the journal once, and the records say what was written last. */
async function expectJournalled(ids: readonly string[], observations: string) {
	const { rows } = await server.test.pool.query(
		'select intent from journal where intent is not null group by 1 having count(*) > 1'
	);
	expect(rows).toEqual([]);
	const stored = await server.test.db.selectFrom('records').select('fields').where('id', 'in', ids).execute();
	expect(stored.map(({ fields }) => (fields as { observations: string }).observations)).toEqual(ids.map(() => observations));
}

test('a line that breaks in the middle of messages, again and again, loses nothing, doubles nothing, and others notice nothing', async () => {
	const [ana, luis] = [await aDevice(), await aDevice()];
	let messages = 0;
	let cuts = 0;
	ana.network.fate = () => (++messages % 17 === 0 && ++cuts <= 25 ? 'cut' : 'pass');
	const calm = luis.sockets();
	const ids: string[] = [];
	for (let n = 0; n < 40; n++) {
		ids.push(await anOrder(ana));
		await ana.hands.edit(ids[n]!, { observations: 'borrador' });
		await ana.hands.edit(ids[n]!, { observations: 'Portón azul' });
		await pause(10);
	}
	await sent(ana);
	await sees(luis, ids, 'Portón azul');
	await expectJournalled(ids, 'Portón azul');
	expect(cuts).toBeGreaterThan(5);
	expect(luis.sockets()).toBe(calm);
});

/** What is lost on its way, once, while Ana writes and Luis reads. */
type Lost = { what: string; of: 'ana' | 'luis'; way: Way; kind: string };
const LOST: Lost[] = [
	{ what: 'an edit on its way to a reader', of: 'luis', way: 'down', kind: '0/2' },
	{ what: 'an acknowledgement', of: 'ana', way: 'down', kind: '100' },
	{ what: 'the name of an intent', of: 'ana', way: 'up', kind: '102' },
	{ what: 'an edit on its way to the server', of: 'ana', way: 'up', kind: '0/2' }
];
/** A room for each, so that nobody else's work says that something is missing. */
const PLACES = [BRANCH, 'norte'].flatMap((branch) =>
	['2026-03', '2026-04'].map((month) => ({ branch, room: deskRoom(branch, month) }))
);

async function lose({ what, of, way, kind }: Lost, { branch, room }: { branch: string; room: string }) {
	const [ana, luis] = [await aDevice(branch), await aDevice(branch)];
	const id = await anOrder(ana, room);
	await sees(luis, [id], '');
	await sent(ana);
	let lost = 0;
	const isIt = (went: Way, seen: string, where: string) => went === way && seen === kind && where === room;
	({ ana, luis })[of].network.fate = (...message) => (isIt(...message) && ++lost === 1 ? 'lose' : 'pass');
	const from = performance.now();
	await ana.hands.edit(id, { observations: what });
	await sent(ana);
	await sees(luis, [id], what);
	console.log(`${what} was lost: together again after ${((performance.now() - from) / 1000).toFixed(1)} s`);
	expect(lost).toBeGreaterThan(0);
	await expectJournalled([id], what);
}

test(`one message is lost, whichever: ${LOST.map(({ what }) => what).join(', ')}; within 60 s everybody sees the same`, async () => {
	await Promise.all(LOST.map((lost, n) => lose(lost, PLACES[n]!)));
});

test('while one line stands still the others work on, and what waited on it arrives', async () => {
	const [ana, luis, hugo] = [await aDevice(), await aDevice(), await aDevice()];
	const [hers, his] = [await anOrder(ana), await anOrder(luis)];
	await Promise.all([sees(luis, [hers], ''), sees(ana, [his], '')]);
	ana.network.stall(true);
	await ana.hands.edit(hers, { observations: 'de Ana' });
	for (let n = 0; n < 20; n++) await luis.hands.edit(his, { observations: `de Luis ${n}` });
	await sent(luis);
	await sees(hugo, [his], 'de Luis 19');
	expect(await luis.hands.field(hers, 'observations')).toBe('');
	ana.network.stall(false);
	await sent(ana);
	await Promise.all([sees(luis, [hers], 'de Ana'), sees(ana, [his], 'de Luis 19')]);
	await expectJournalled([hers], 'de Ana');
});
