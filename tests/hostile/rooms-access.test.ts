import { afterAll, beforeAll, expect, test } from 'vitest';
import { ROLES, type Role } from '#lib/domain/catalog.ts';
import { RECORDS } from '#lib/domain/records.ts';
import { parseRoom, type RoomName } from '#lib/docs/rooms.ts';
import * as Y from 'yjs';
import { GET as list } from '../../src/routes/api/rooms/+server.ts';
import { GET as snapshot } from '../../src/routes/api/rooms/[...room]/+server.ts';
import { RawClient, syncFrame } from '../support/sync-client.ts';
import { signedInAt, startSyncedServer, type Person, type SyncedServer } from '../support/sync-server.ts';

const OFFICE: readonly Role[] = ['owner', 'supervisor', 'seller', 'dispatcher', 'helpdesk', 'billing', 'cashier', 'network'];
const BRANCHES = ['centro', 'norte'] as const;
type Branch = (typeof BRANCHES)[number];
type Named = Person & { name: string };

let server: SyncedServer;
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
		own('agenda/*', 'technician of centro'),
		own('agenda/*', 'second technician of centro'),
		own('agenda/*', 'technician of norte'),
		{ room: `agenda/${named('seller of centro').actor.user}`, opens: () => false }
	],
	report: () => [
		own('report/*/2026-03', 'technician of centro'),
		own('report/*/2026-03', 'second technician of centro'),
		own('report/*/2026-03', 'technician of norte'),
		{ room: `report/${named('owner of centro').actor.user}/2026-03`, opens: () => false }
	],
	me: () => ['owner of centro', 'seller of centro', 'technician of norte'].map((who) => own('me/*', who))
};
const rows = () => Object.values(TABLE).flatMap((row) => row());

beforeAll(async () => {
	server = await startSyncedServer();
	people = [];
	for (const branch of BRANCHES)
		for (const [name, role] of [...ROLES.map((role) => [role, role] as const), ['second technician', 'technician'] as const])
			people.push({ ...(await signedInAt(server.context, branch, role)), name: `${name} of ${branch}` });
});
afterAll(() => server.stop());

type Asked = { locals: object; params: { room?: string } };
/** The route itself, as Kit would call it for this person. */
async function ask(route: (event: never) => unknown, { actor }: Named, room?: string): Promise<Response> {
	const { db, clock, settings, compact } = server.context;
	const event: Asked = { locals: { db, clock, settings, compact, actor }, params: { room } };
	try {
		return (await route(event as never)) as Response;
	} catch (refused) {
		return new Response(null, { status: (refused as { status: number }).status });
	}
}

/** What a socket says to whoever knocks: the room, or the code it is closed with. */
async function knock(room: string, { cookie }: { cookie: string }): Promise<'open' | number> {
	const client = new RawClient(server, room, { cookie });
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
		const { rooms } = (await (await ask(list, person)).json()) as { rooms: { name: string }[] };
		const listed = new Set(rooms.map(({ name }) => name));
		for (const { room, opens } of rows()) {
			const { status } = await ask(snapshot, person, `${room}/1/0`);
			const should = opens(person);
			if (status !== (should ? 200 : 404)) wrong.push(`${room} to the ${person.name}: ${status}`);
			if (listed.has(room) !== should) wrong.push(`${room} ${should ? 'is not' : 'is'} listed for the ${person.name}`);
		}
	}
	expect(wrong).toEqual([]);
});

test('every room that the server has is of a family in the table, and so is every kind of record', async () => {
	const made = await server.test.db.selectFrom('rooms').select('name').execute();
	expect(made.filter(({ name }) => !((parseRoom(name)?.family ?? '') in TABLE))).toEqual([]);
	expect(new Set(made.map(({ name }) => parseRoom(name)!.family))).toEqual(new Set(Object.keys(TABLE)));
	expect(Object.values(RECORDS).filter(({ room }) => !(room in TABLE))).toEqual([]);
});

test('another spelling is another room, which is not there', async () => {
	const seller = named('seller of centro');
	for (const room of [
		'desk/centro/2026-03/',
		'desk//centro/2026-03',
		'/desk/norte/2026-03',
		'DESK/norte/2026-03',
		'desk/norte/2026-3',
		'desk/norte/2026-03%00',
		'desk%2Fnorte%2F2026-03',
		'me',
		`me/${seller.actor.user}/..`,
		`me%2f${named('owner of centro').actor.user}`,
		'__proto__',
		'constructor'
	]) {
		expect([room, await knock(room, seller)]).toEqual([room, 4404]);
		const { status } = await ask(snapshot, seller, `${room}/1/0`);
		expect([room, status]).toEqual([room, 404]);
	}
});

test('of a room nothing stays in a browser’s cache, where it would outlive the sign-out', async () => {
	const { db, clock, compact } = server.context;
	const { actor } = named('seller of centro');
	const asked = { locals: { db, clock, compact, actor }, params: { room: 'catalog/1/0' } } as never;
	expect((await snapshot(asked)).headers.get('cache-control')).toBe('private, no-store');
});
