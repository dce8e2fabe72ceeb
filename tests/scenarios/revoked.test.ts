import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import type { CommandName } from '#lib/domain/commands.ts';
import { HELD_AT_ONCE, type HeldIntent } from '#lib/domain/quarantine.ts';
import { createSession, signOut } from '#lib/server/auth/session.ts';
import { cookieName, sealSession } from '#lib/server/auth/auth.ts';
import { execute } from '#lib/server/commands/execute.ts';
import { forgetHeld } from '#lib/server/quarantine/hold.ts';
import { answerRead } from '#lib/server/reads/answer-read.ts';
import type { AnswerTo } from '#lib/server/reads/queries.ts';
import { POST as handIn } from '../../src/routes/api/quarantine/+server.ts';
import { act, aLeadOf, AT, joinStock, until, type Stock } from '../support/sync-client.ts';
import {
	anId,
	BRANCH,
	DESK,
	NOW,
	signedInAt,
	startSyncedServer,
	type Person,
	type SyncedServer
} from '../support/sync-server.ts';
import { recordIn } from '../support/room-records.ts';

const FIVE_SECONDS = 5_000;
const DAY = 24 * 3_600_000;

let server: SyncedServer;
let julia: Person;
const joined: Stock[] = [];
beforeAll(async () => {
	// The minute's look is the only interval of a minute: the test turns it on by hand.
	server = await startSyncedServer();
	julia = await server.person('owner');
});
afterEach(() => joined.splice(0).forEach((stock) => stock.leave()));
afterAll(() => server.stop());

async function join(person: Person) {
	const stock = joinStock(server, person, DESK);
	joined.push(stock);
	await until(() => stock.provider.synced);
	const closed = new Promise<number>((done) => stock.provider.on('closed', ({ code }) => done(code)));
	return { ...stock, closed };
}
async function tell(name: CommandName, payload: unknown, actor = julia.actor, rests: string[] = []) {
	return execute(server.context, actor, { id: anId(), name, payload, rests });
}
const save = (person: Person, some: object) =>
	tell('user.save', { user: person.actor.user, name: 'Sofía', roles: person.actor.roles, branch: BRANCH, active: true, ...some });
const soon = (closed: Promise<number>, ms = FIVE_SECONDS) =>
	Promise.race([closed, new Promise((done) => setTimeout(done, ms, `still open after ${ms} ms`))]);
async function anotherDevice(person: Person): Promise<Person> {
	const { db, settings } = server.context;
	const session = await createSession(db, { user: person.actor.user, device: 'Firefox/1 Linux' }, NOW);
	return { ...person, session, cookie: `${cookieName('staff', settings)}=${await sealSession(session, 'staff', settings)}` };
}
async function inJournal(person: Person): Promise<number> {
	return (await server.test.db.selectFrom('journal').select('seq').where('by', '=', person.actor.user).execute()).length;
}

test('who is dismissed is out in a moment, on every device, and what he still types reaches nobody', async () => {
	const sofia = await server.person('seller');
	const devices = [await join(sofia), await join(await anotherDevice(sofia))];
	act(devices[0]!.room, sofia, { base: anId(), value: aLeadOf(sofia) });
	await until(async () => (await inJournal(sofia)) === 1);
	expect(await save(sofia, { active: false })).toMatchObject({ ok: true });
	expect(await Promise.all(devices.map(({ closed }) => soon(closed)))).toEqual([4401, 4401]);
	act(devices[0]!.room, sofia, { base: anId(), value: aLeadOf(sofia) });
	const again = joinStock(server, sofia, DESK);
	joined.push(again);
	expect(await soon(new Promise((done) => again.provider.on('closed', ({ code }) => done(code))))).toBe(4401);
	expect(await inJournal(sofia)).toBe(1);
});

test('a role that is taken away closes the rooms it opened, and ends what it allowed in those that stay open', async () => {
	const [becomesTechnician, becomesBilling] = [await server.person('seller'), await server.person('seller')];
	const [leaves, stays] = [await join(becomesTechnician), await join(becomesBilling)];
	await save(becomesTechnician, { roles: ['technician'] });
	expect(await soon(leaves.closed)).toBe(4404);
	await save(becomesBilling, { roles: ['billing'] });
	// Until the changed role has arrived an attempt may still be taken: it is tried until it no longer is.
	const refused = soon(stays.closed);
	const trying = setInterval(() => act(stays.room, becomesBilling, { base: anId(), value: aLeadOf(becomesBilling) }), 50);
	expect(await refused).toBe(4409);
	clearInterval(trying);
});

test('one lost device is refused; the same person works on with the other', async () => {
	const sofia = await server.person('seller');
	const lost = await anotherDevice(sofia);
	const [here, there] = [await join(sofia), await join(lost)];
	const listed = (await answerRead(server.context, julia.actor, 'sessions', {
		user: sofia.actor.user
	})) as AnswerTo<'sessions'>;
	expect(listed.map(({ id, device }) => [id, device])).toEqual(
		expect.arrayContaining([
			[sofia.session, null],
			[lost.session, 'Firefox/1 Linux']
		])
	);
	expect(await tell('session.revoke', { session: lost.session })).toMatchObject({ ok: true });
	expect(await soon(there.closed)).toBe(4401);
	expect(await tell('session.revoke', { session: lost.session })).toMatchObject({ code: 'session.unknown' });
	act(here.room, sofia, { base: anId(), value: aLeadOf(sofia) });
	await until(async () => (await inJournal(sofia)) === 1);
});

type Asked = { person: Person | null; body?: unknown; raw?: string };
async function post({ person, body, raw }: Asked): Promise<{ status: number; code?: string; wipe?: boolean }> {
	const request = new Request('http://hilo/api/quarantine', {
		method: 'POST',
		headers: person ? { cookie: person.cookie } : {},
		body: raw ?? JSON.stringify(body)
	});
	const answer = await handIn({ locals: server.context, request } as never);
	return { status: answer.status, ...((await answer.json()) as object) };
}
const held = (some: Partial<HeldIntent> = {}): HeldIntent => ({
	...{ id: anId(), room: DESK, name: 'lead.edit', at: AT },
	...{ ops: [{ edit: anId(), field: 'phone', v: '351 555-0101', over: null }] },
	...some
});
const waiting = async (actor = julia.actor) =>
	(await answerRead(server.context, actor, 'quarantine', {})) as AnswerTo<'quarantine'>;

test('what a device had when it was taken away is handed in once, seen by its supervisor, and applied as his own edit', async () => {
	const [sofia, boss] = [await server.person('seller'), await server.person('supervisor')];
	const desk = await join(boss);
	const lead = anId();
	act(desk.room, boss, { base: lead, value: aLeadOf(boss) });
	await tell('session.revoke', { session: sofia.session });
	const [good, bad] = [held({ ops: [{ edit: lead, field: 'phone', v: '351', over: null }] }), held()];
	for (let twice = 0; twice < 2; twice++)
		expect(await post({ person: sofia, body: { intents: [good, bad] } })).toEqual({ status: 200, ok: true, wipe: true });
	const rows = (await waiting(boss.actor)).filter(({ session }) => session === sofia.session);
	expect(rows.map(({ intent, who }) => [intent, who]).sort()).toEqual(
		[
			[good.id, 'seller'],
			[bad.id, 'seller']
		].sort()
	);
	// Nothing of it is in any room.
	expect(recordIn(desk.room, lead)?.fields['phone']).not.toBe('351');

	const own = act(desk.room, boss, { edit: lead, field: 'phone', v: '351', over: null });
	await until(async () => (await inJournal(boss)) === 2);
	const settle = (intent: string, outcome: string, actor = boss.actor, rests: string[] = []) =>
		tell('quarantine.settle', { session: sofia.session, intent, outcome }, actor, rests);
	expect(await settle(good.id, 'applied', boss.actor, [anId()])).toMatchObject({ ok: false, code: 'command.not-yet' });
	void own;
	expect(await settle(good.id, 'applied')).toMatchObject({ ok: true });
	expect(await settle(bad.id, 'discarded')).toMatchObject({ ok: true });
	expect(await settle(bad.id, 'applied')).toMatchObject({ code: 'quarantine.unknown' });
	expect((await waiting(boss.actor)).filter(({ session }) => session === sofia.session)).toEqual([]);
});

test('another branch’s supervisor neither sees nor settles it, and a seller does neither', async () => {
	const sofia = await server.person('seller');
	const north = await signedInAt(server.context, 'norte', 'supervisor');
	await tell('session.revoke', { session: sofia.session });
	const one = held();
	await post({ person: sofia, body: { intents: [one] } });
	expect((await waiting(north.actor)).some(({ intent }) => intent === one.id)).toBe(false);
	expect((await waiting()).some(({ intent }) => intent === one.id)).toBe(true);
	const asked = { session: sofia.session, intent: one.id, outcome: 'applied' };
	expect(await tell('quarantine.settle', asked, north.actor)).toMatchObject({ code: 'quarantine.unknown' });
	expect(await tell('quarantine.settle', asked, sofia.actor)).toMatchObject({ code: 'right.missing' });
	await expect(waiting(sofia.actor)).rejects.toMatchObject({ code: 'right.missing' });
});

test('only a session that an administrator took away opens it: not one that stands, ended by itself, invented or 30 days gone', async () => {
	const { db } = server.context;
	const [stands, left, late] = [await server.person('seller'), await server.person('seller'), await server.person('seller')];
	await signOut(db, left.session, NOW);
	await db
		.updateTable('sessions')
		.set({ wipe: true, revoked_at: new Date(NOW.getTime() - 31 * DAY) })
		.where('id', '=', late.session)
		.execute();
	const before = await db.selectFrom('quarantine').select('intent').execute();
	for (const person of [stands, left, late, null, { ...stands, cookie: 'hilo.staff=invented' }])
		expect(await post({ person, body: { intents: [held()] } })).toMatchObject({ status: 401, code: 'session' });
	expect(await db.selectFrom('quarantine').select('intent').execute()).toEqual(before);
});

test('too much, too often, too deep and shapeless are refused, and nothing of it is kept', async () => {
	const sofia = await server.person('seller');
	await tell('session.revoke', { session: sofia.session });
	const ask = (body: unknown) => post({ person: sofia, body });
	expect(await ask({ intents: [held({ name: 'x'.repeat(300) })] })).toMatchObject({ status: 400 });
	expect(await ask({ intents: [held({ ops: [{ edit: 'no id', field: 'phone', v: 1, over: null }] as never })] })).toMatchObject({
		status: 400
	});
	expect(await ask({ intents: Array.from({ length: HELD_AT_ONCE + 1 }, () => held()) })).toMatchObject({ status: 400 });
	expect(await ask({ intents: [held({ name: 'y' })], more: 'z'.repeat(300_000) })).toMatchObject({ status: 413 });
	expect(await post({ person: sofia, raw: '['.repeat(100_000) + ']'.repeat(100_000) })).toMatchObject({ status: 400 });
	expect(await post({ person: sofia, raw: 'no JSON' })).toMatchObject({ status: 400 });
	expect((await waiting()).filter(({ session }) => session === sofia.session)).toEqual([]);
	expect(
		await ask({ intents: [held({ ops: [{ edit: anId(), field: 'name', v: 'a\u0000b\ud800', over: null }] })] })
	).toMatchObject({
		status: 200
	});
	let status = 200;
	for (let i = 0; i < 70 && status === 200; i++) ({ status } = await ask({ intents: [] }));
	expect(status).toBe(429);
});

test('after 30 days it is gone', async () => {
	const sofia = await server.person('seller');
	await tell('session.revoke', { session: sofia.session });
	await post({ person: sofia, body: { intents: [held()] } });
	const { db } = server.context;
	const left = () => db.selectFrom('quarantine').select('intent').where('session', '=', sofia.session).execute();
	await forgetHeld(db, new Date(NOW.getTime() + 29 * DAY));
	expect(await left()).toHaveLength(1);
	await forgetHeld(db, new Date(NOW.getTime() + 31 * DAY));
	expect(await left()).toHaveLength(0);
});

test('without a word from PostgreSQL it takes a minute at most', async () => {
	vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
	const other = await startSyncedServer();
	try {
		const sofia = await other.person('seller');
		const stock = joinStock(other, sofia, DESK);
		await until(() => stock.provider.synced);
		const closed = new Promise<number>((done) => stock.provider.on('closed', ({ code }) => done(code)));
		await other.test.db.updateTable('sessions').set({ revoked_at: NOW }).where('id', '=', sofia.session).execute();
		await vi.advanceTimersByTimeAsync(60_000);
		expect(await soon(closed)).toBe(4401);
		stock.leave();
	} finally {
		vi.useRealTimers();
		await other.stop();
	}
});
