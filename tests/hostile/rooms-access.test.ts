import { afterAll, beforeAll, expect, test } from 'vitest';
import { ROLES, type Role } from '#lib/domain/catalog.ts';
import { RECORDS } from '#lib/domain/records.ts';
import { parseRoom, type RoomName } from '#lib/docs/rooms.ts';
import { openDb, type Db } from '#lib/server/db/db.ts';
import { newId } from '#lib/server/new-id.ts';
import { ensureMonths } from '#lib/server/rooms.ts';
import { readSettings } from '#lib/server/settings.ts';
import * as Y from 'yjs';
import { NOW } from '../cast.ts';
import { startApp, type App } from '../support/app.ts';
import { RawClient, syncFrame } from '../support/sync-client.ts';
import { signedInAt, type Person } from '../support/sync-server.ts';

const OFFICE: readonly Role[] = ['owner', 'supervisor', 'seller', 'dispatcher', 'helpdesk', 'billing', 'cashier', 'network'];
const BRANCHES = ['central', 'norte'] as const;
type Branch = (typeof BRANCHES)[number];
type Named = Person & { name: string };

let app: App;
let db: Db;
let people: Named[];
const named = (name: string) => people.find((one) => one.name === name)!;
const is = (person: Named, role: Role) => person.actor.roles.includes(role);

type Row = { room: string; opens: (person: Named) => boolean };
const desk = (branch: Branch): Row => ({
	room: `desk/${branch}/2026-03`,
	opens: (person) => OFFICE.some((role) => is(person, role)) && (is(person, 'owner') || person.actor.branch === branch)
});
const own = (room: string, who: string): Row => ({
	room: room.replace('*', named(who).actor.user),
	opens: (person) => person.name === who
});

/** Who opens which room, of every family; a family without a row does not compile, and one that the server makes fails below. */
const TABLE: Record<RoomName['family'], () => Row[]> = {
	catalog: () => [{ room: 'catalog', opens: () => true }],
	desk: () => BRANCHES.map(desk),
	agenda: () => [
		own('agenda/*', 'technician of central'),
		own('agenda/*', 'second technician of central'),
		own('agenda/*', 'technician of norte'),
		{ room: `agenda/${named('seller of central').actor.user}`, opens: () => false }
	],
	report: () => [
		own('report/*/2026-03', 'technician of central'),
		own('report/*/2026-03', 'second technician of central'),
		own('report/*/2026-03', 'technician of norte'),
		{ room: `report/${named('owner of central').actor.user}/2026-03`, opens: () => false }
	],
	me: () => ['owner of central', 'seller of central', 'technician of norte'].map((who) => own('me/*', who))
};
const rows = () => Object.values(TABLE).flatMap((row) => row());

beforeAll(async () => {
	const secret = 'a secret of at least thirty-two letters';
	app = await startApp({ now: new Date(NOW).toISOString(), env: { AUTH_SECRET: secret } });
	db = openDb(app.databaseUrl!);
	await db.insertInto('branches').values({ id: 'norte', name: 'Norte' }).execute();
	await ensureMonths(db, new Date(NOW));
	const settings = { ...readSettings({ ORIGIN: app.origin }), authSecret: secret };
	people = [];
	for (const branch of BRANCHES)
		for (const [name, role] of [...ROLES.map((role) => [role, role] as const), ['second technician', 'technician'] as const])
			people.push({ ...(await signedInAt({ db, settings }, branch, role)), name: `${name} of ${branch}` });
});
afterAll(async () => {
	await db?.destroy();
	await app?.stop();
});

const get = (path: string, { cookie }: { cookie: string }) => fetch(app.origin + path, { headers: { cookie } });

/** What a socket says to whoever knocks: the room, or the code it is closed with. */
async function knock(room: string, { cookie }: { cookie: string }): Promise<'open' | number> {
	const client = new RawClient({ address: `ws://localhost:${app.port}/sync` }, room, { cookie });
	await client.opened;
	void client.send(syncFrame(0, Y.encodeStateVector(new Y.Doc())));
	const answer = await Promise.race([client.heard(0).then(() => 'open' as const), client.closed]);
	client.ws.terminate();
	return answer;
}

test('over a socket each room opens to whom it belongs, and to nobody else', async () => {
	const wrong: string[] = [];
	for (const { room, opens } of rows())
		for (const person of people) {
			const [is, should] = [await knock(room, person), opens(person) ? 'open' : 4404];
			if (is !== should) wrong.push(`${room} to the ${person.name}: ${is} instead of ${should}`);
		}
	expect(wrong).toEqual([]);
});

test('over HTTP the same, and the list of rooms names no other', async () => {
	const wrong: string[] = [];
	for (const person of people) {
		const { rooms } = (await (await get('/api/rooms', person)).json()) as { rooms: { name: string }[] };
		const listed = new Set(rooms.map(({ name }) => name));
		for (const { room, opens } of rows()) {
			const { status } = await get(`/api/rooms/${room}/1/0`, person);
			const should = opens(person);
			if (status !== (should ? 200 : 404)) wrong.push(`${room} to the ${person.name}: ${status}`);
			if (listed.has(room) !== should) wrong.push(`${room} ${should ? 'is not' : 'is'} listed for the ${person.name}`);
		}
	}
	expect(wrong).toEqual([]);
});

test('every room that the server has is of a family in the table, and so is every kind of record', async () => {
	const made = await db.selectFrom('rooms').select('name').execute();
	expect(made.filter(({ name }) => !((parseRoom(name)?.family ?? '') in TABLE))).toEqual([]);
	expect(new Set(made.map(({ name }) => parseRoom(name)!.family))).toEqual(new Set(Object.keys(TABLE)));
	expect(Object.values(RECORDS).filter(({ room }) => !(room in TABLE))).toEqual([]);
});

test('another spelling is another room, which is not there', async () => {
	const seller = named('seller of central');
	for (const room of [
		'desk/central/2026-03/',
		'desk//central/2026-03',
		'/desk/norte/2026-03',
		'DESK/norte/2026-03',
		'desk/norte/2026-3',
		'desk/norte/2026-03%00',
		'desk%2Fnorte%2F2026-03',
		'me',
		`me/${seller.actor.user}/..`,
		`me%2f${named('owner of central').actor.user}`,
		'__proto__',
		'constructor'
	]) {
		expect([room, await knock(room, seller)]).toEqual([room, 4404]);
		const { status } = await get(`/api/rooms/${room}/1/0`, seller);
		expect([room, status]).toEqual([room, 404]);
	}
});

test('what an owner takes away closes the sockets that are open, at once', async () => {
	const person = named('seller of norte');
	const room = 'desk/norte/2026-03';
	const open = async (name: string) => {
		const client = new RawClient({ address: `ws://localhost:${app.port}/sync` }, name, { cookie: person.cookie });
		await client.send(syncFrame(0, Y.encodeStateVector(new Y.Doc())));
		await client.heard(0);
		return client;
	};
	const save = async (some: { branch: string; active: boolean }) => {
		const payload = { user: person.actor.user, name: person.name, roles: ['seller'], ...some };
		const body = JSON.stringify({ id: newId(new Date(NOW)), name: 'user.save', payload, rests: [] });
		const { cookie } = named('owner of central');
		const headers = { cookie, 'content-type': 'application/json' };
		expect(await (await fetch(`${app.origin}/api/commands`, { method: 'POST', body, headers })).json()).toMatchObject({
			ok: true
		});
	};
	const [desk, catalog] = [await open(room), await open('catalog')];
	await save({ branch: 'central', active: true });
	expect(await desk.closed).toBe(4404);
	expect(await knock(room, person)).toBe(4404);
	expect((await get(`/api/rooms/${room}/1/0`, person)).status).toBe(404);
	expect(await knock('desk/central/2026-03', person)).toBe('open');
	await save({ branch: 'central', active: false });
	expect(await catalog.closed).toBe(4401);
	expect(await knock('catalog', person)).toBe(4401);
	expect((await get('/api/rooms', person)).status).toBe(401);
});
