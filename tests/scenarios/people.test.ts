import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Payload } from '#lib/domain/commands.ts';
import { cookieName, sealSession } from '#lib/server/auth/auth.ts';
import { peekLink } from '#lib/server/auth/links.ts';
import { hashPassword } from '#lib/server/auth/password.ts';
import { createSession, renewSession, sessionFromCookie, signOut } from '#lib/server/auth/session.ts';
import { signIn } from '#lib/server/auth/sign-in.ts';
import { makeFirstOwnerLink, welcomeOwner } from '#lib/server/people/first-owner.ts';
import { inviteUser } from '#lib/server/people/invite-user.ts';
import { askForReset, choosePassword, resetUser } from '#lib/server/people/reset-user.ts';
import { saveUser } from '#lib/server/people/save-user.ts';
import { readSettings, type Settings } from '#lib/server/settings.ts';
import { ANA, HUGO, JULIA, NOW, PASSWORD, SOFIA } from '../cast.ts';
import { testDb, type TestDb } from '../support/postgres.ts';
import { aCompany, actorOf } from '../support/records.ts';

const now = new Date(NOW);
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
const HOUR = 60;
const DAY = 24 * HOUR;
const settings: Settings = { ...readSettings({}), authSecret: 'a secret of at least thirty-two letters' };
const owner = actorOf(JULIA);
const at = (minutes = 0) => ({ now: later(minutes), zone: 'America/Argentina/Cordoba', command: '', settings });

let base: TestDb;
beforeAll(async () => {
	base = await testDb();
	await aCompany(base.db, now);
	const password_hash = await hashPassword(PASSWORD);
	await base.db.updateTable('users').set({ password_hash }).execute();
});
afterAll(() => base.drop());

async function cookieOf(session: string, keys = settings) {
	return `other=1; ${cookieName('staff', keys)}=${await sealSession(session, 'staff', keys)}`;
}
const open = async (session: string, minutes = 0) =>
	sessionFromCookie(base.db, await cookieOf(session), settings, later(minutes));
const tokenOf = (link: string | null) => link!.split('/').at(-1)!;
const invite = (some: Partial<Payload<'user.invite'>> = {}) =>
	base.db
		.transaction()
		.execute((tx) =>
			inviteUser(
				tx,
				owner,
				{ name: 'Nora Quiroga', email: 'nora@hilo.example', roles: ['seller'], branch: 'central', ...some },
				at()
			)
		);

let addresses = 0;
const from = () => `10.0.0.${++addresses}`;
const tryIn = (email: string, password: string, address = from()) => signIn(base.db, { email, password, address }, now);

test('the right password opens a session, however the e-mail is written', async () => {
	const answer = await tryIn(' Sofia@Hilo.Example ', PASSWORD);
	if (!answer.ok) throw new Error(answer.code);
	expect(await open(answer.session)).toMatchObject({
		actor: { user: SOFIA.id, roles: ['seller'], branch: 'central' },
		thread: 'rosa'
	});
});

test('a wrong password, nobody and somebody who left hear the same', async () => {
	await base.db.updateTable('users').set({ active: false }).where('id', '=', HUGO.id).execute();
	expect(await tryIn(SOFIA.email, 'hilo-demos')).toEqual({ ok: false, code: 'wrong' });
	expect(await tryIn('nobody@hilo.example', PASSWORD)).toEqual({ ok: false, code: 'wrong' });
	expect(await tryIn(HUGO.email, PASSWORD)).toEqual({ ok: false, code: 'wrong' });
});

test('whoever guesses is held up, from his address alone', async () => {
	const address = from();
	for (let guess = 0; guess < 8; guess++)
		expect(await tryIn(ANA.email, `guess ${guess}`, address)).toMatchObject({ code: 'wrong' });
	expect(await tryIn(ANA.email, PASSWORD, address)).toEqual({ ok: false, code: 'too-often' });
	expect(await tryIn(ANA.email, PASSWORD)).toMatchObject({ ok: true });
});

test('a session ends by signing out, by time, and with the person', async () => {
	const session = await createSession(base.db, { user: SOFIA.id }, now);
	expect(await open(session, 59 * DAY)).not.toBeNull();
	expect(await open(session, 61 * DAY)).toBeNull();
	await renewSession(base.db, session, later(59 * DAY));
	expect(await open(session, 61 * DAY)).not.toBeNull();
	await signOut(base.db, session, now);
	expect(await open(session)).toBeNull();
});

test('a cookie that was altered, sealed by another server or meant for the portal opens nothing', async () => {
	const session = await createSession(base.db, { user: SOFIA.id }, now);
	const other = { ...settings, authSecret: 'another secret, just as long as ours' };
	const cookie = await cookieOf(session);
	const ask = (header: string | undefined) => sessionFromCookie(base.db, header, settings, now);
	expect(await ask(await cookieOf(session, other))).toBeNull();
	expect(await ask(cookie.slice(0, -4) + 'AAAA')).toBeNull();
	expect(await ask(`${cookieName('staff', settings)}=${await sealSession(session, 'portal', settings)}`)).toBeNull();
	expect(await ask(`${cookieName('staff', settings)}=${session}`)).toBeNull();
	expect(await ask(undefined)).toBeNull();
	expect(await ask(cookie)).not.toBeNull();
});

test('an invitation lets one person choose one password, within a week', async () => {
	const { user, link } = await invite();
	const token = tokenOf(link);
	expect(await tryIn('nora@hilo.example', '')).toMatchObject({ ok: false });
	expect(await peekLink(base.db, 'invite', token, later(8 * DAY))).toBeNull();
	expect(await peekLink(base.db, 'reset', token, now)).toBeNull();
	const chosen = await Promise.all(
		['una frase larga', 'otra frase larga'].map((password) =>
			choosePassword(base.db, { purpose: 'invite', token, password }, now)
		)
	);
	expect(chosen.filter((who) => who === user)).toHaveLength(1);
	expect(chosen.filter((who) => who === null)).toHaveLength(1);
	const notice = await base.db
		.selectFrom('notices')
		.selectAll()
		.where('recipient', '=', 'nora@hilo.example')
		.executeTakeFirstOrThrow();
	expect(notice).toMatchObject({ event: 'invite', secret: true, state: 'kept' });
	expect(notice.text).toContain(link);
	const links = await base.db.selectFrom('links').selectAll().execute();
	expect(JSON.stringify(links)).not.toContain(token);
});

test('nobody is invited twice, nor into a branch that does not exist', async () => {
	await expect(invite({ email: 'SOFIA@hilo.example' })).rejects.toMatchObject({ code: 'user.email-taken' });
	await expect(invite({ email: 'x@hilo.example', branch: 'nowhere' })).rejects.toMatchObject({
		code: 'value.wrong',
		detail: { field: 'branch' }
	});
	await expect(
		base.db
			.transaction()
			.execute((tx) =>
				inviteUser(tx, actorOf(SOFIA), { name: 'X', email: 'y@hilo.example', roles: ['owner'], branch: 'central' }, at())
			)
	).rejects.toMatchObject({ code: 'right.missing' });
});

test('a reset ends the sessions of before; only the newest link works, for an hour', async () => {
	const session = await createSession(base.db, { user: ANA.id }, now);
	const reset = () => base.db.transaction().execute((tx) => resetUser(tx, owner, { user: ANA.id }, at()));
	const first = tokenOf((await reset()).link);
	const token = tokenOf((await base.db.transaction().execute((tx) => resetUser(tx, owner, { user: ANA.id }, at(1)))).link);
	expect(await peekLink(base.db, 'reset', first, now)).toBeNull();
	expect(await peekLink(base.db, 'reset', token, later(HOUR + 2))).toBeNull();
	expect(await choosePassword(base.db, { purpose: 'reset', token, password: 'la nueva de Ana' }, later(2))).toBe(ANA.id);
	expect(await open(session)).toBeNull();
	expect(await tryIn(ANA.email, PASSWORD)).toMatchObject({ code: 'wrong' });
	expect(await tryIn(ANA.email, 'la nueva de Ana')).toMatchObject({ ok: true });
});

test('asking for a password of somebody unknown writes no mail', async () => {
	const count = async () => (await base.db.selectFrom('notices').select('id').execute()).length;
	const before = await count();
	await askForReset(base.db, 'nobody@hilo.example', at());
	expect(await count()).toBe(before);
	await askForReset(base.db, 'SOFIA@hilo.example', at());
	expect(await count()).toBe(before + 1);
});

test('where mail leaves, staff never see the link', async () => {
	const mailing = { ...at(), settings: { ...settings, smtpUrl: 'smtp://127.0.0.1:1' } };
	const { link } = await base.db.transaction().execute((tx) => resetUser(tx, owner, { user: SOFIA.id }, mailing));
	expect(link).toBeNull();
});

test('there is always an owner, also when two dismiss each other at once', async () => {
	const save = (user: string, some: Partial<Payload<'user.save'>>) =>
		base.db
			.transaction()
			.execute((tx) =>
				saveUser(tx, owner, { user, name: 'Alguien', roles: ['owner'], branch: 'central', active: true, ...some }, at())
			);
	await expect(save(JULIA.id, { roles: ['seller'] })).rejects.toMatchObject({ code: 'user.last-owner' });
	await expect(save(JULIA.id, { active: false })).rejects.toMatchObject({ code: 'user.last-owner' });
	await save(SOFIA.id, { roles: ['owner', 'seller'] });
	// Two connections that are open already meet; one that has to be made comes too late.
	await Promise.all([1, 2, 3].map(() => base.db.selectFrom('users').select('id').execute()));
	const both = await Promise.allSettled([save(JULIA.id, { roles: ['seller'] }), save(SOFIA.id, { roles: ['seller'] })]);
	expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
});

test('who left is signed out for good, and the catalogue says so', async () => {
	const session = await createSession(base.db, { user: ANA.id }, now);
	const left = { user: ANA.id, name: ANA.name, roles: ['dispatcher' as const], branch: 'central', active: false };
	await base.db.transaction().execute((tx) => saveUser(tx, owner, left, at()));
	expect(await open(session)).toBeNull();
	await base.db.transaction().execute((tx) => saveUser(tx, owner, { ...left, active: true }, at()));
	expect(await open(session)).toBeNull();
	const facts = await base.db
		.selectFrom('room_writes')
		.select('value')
		.where('key', '=', `${ANA.id}/item`)
		.orderBy('id')
		.execute();
	expect(facts.at(-2)?.value).toMatchObject({ kind: 'staff', name: ANA.name, active: false });
});

test('open sockets of somebody whose role changes are asked again at once', async () => {
	const session = await createSession(base.db, { user: HUGO.id }, now);
	const client = await base.pool.connect();
	const told: (string | undefined)[] = [];
	client.on('notification', ({ payload }) => told.push(payload));
	await client.query('listen session_revoked');
	const other = { user: HUGO.id, name: HUGO.name, roles: ['billing' as const], branch: 'central', active: true };
	await base.db.transaction().execute((tx) => saveUser(tx, owner, other, at()));
	await client.query('select 1');
	client.release(true);
	expect(told).toContain(session);
	expect(await open(session)).not.toBeNull();
});

test('a Hilo without people has one way in, and it closes behind the first', async () => {
	const empty = await testDb();
	try {
		const first = await makeFirstOwnerLink(empty.db, now);
		const token = (await makeFirstOwnerLink(empty.db, now))!;
		const who = { name: 'Rosa Díaz', email: 'rosa@hilo.example', password: 'una frase larga' };
		expect(await welcomeOwner(empty.db, { token: first!, ...who }, now)).toBeNull();
		const made = await Promise.all([
			welcomeOwner(empty.db, { token, ...who }, now),
			welcomeOwner(empty.db, { token, ...who }, now)
		]);
		expect(made.filter(Boolean)).toHaveLength(1);
		expect(await makeFirstOwnerLink(empty.db, now)).toBeNull();
		const users = await empty.db.selectFrom('users').select(['roles', 'branch']).execute();
		expect(users).toEqual([{ roles: ['owner'], branch: 'central' }]);
		const rooms = await empty.db.selectFrom('rooms').select('name').orderBy('name').execute();
		expect(rooms.map(({ name }) => name)).toEqual(['catalog', 'desk/central/2026-03', 'desk/central/2026-04']);
	} finally {
		await empty.drop();
	}
});
