import { afterAll, beforeAll, expect, test } from 'vitest';
import { deskRoom } from '#lib/docs/rooms.ts';
import { newCase } from '#lib/domain/care/help-case.ts';
import { writeBase, writeEntry, writeFact, writeMany } from '#lib/server/room-writes.ts';
import { act, aLeadOf, anOrderOf, AT, joinStock, until } from '../support/sync-client.ts';
import { anId, BRANCH, DESK, startSyncedServer, type Person, type SyncedServer } from '../support/sync-server.ts';
import { recordIn } from '../support/room-records.ts';

let server: SyncedServer;
let sofia: Person;
beforeAll(async () => {
	server = await startSyncedServer();
	sofia = await server.person('seller');
});
afterAll(() => server.stop());

const NEXT = deskRoom(BRANCH, '2026-04');
const rows = (id: string) => server.test.db.selectFrom('records').selectAll().where('id', '=', id).execute();

test('numbers are granted without gaps, also to what was made at once and to what the server itself made', async () => {
	const [one, two] = [joinStock(server, sofia, DESK), joinStock(server, sofia, NEXT)];
	await until(() => one.provider.synced && two.provider.synced);
	const made = Array.from({ length: 30 }, (_, i) => ({ id: anId(), at: i % 2 ? one : two }));
	for (const { id, at } of made) act(at.room, sofia, { base: id, value: anOrderOf(sofia) });
	const help = anId();
	await writeBase(server.test.db, DESK, help, {
		kind: 'case',
		at: AT,
		by: sofia.actor.user,
		fields: newCase({ title: 'Lento', lead: anId() })
	});
	const numberOf = ({ id, at }: (typeof made)[0]) => at.room.facts.get(`${id}/number`) as string | undefined;
	await until(() => made.every(numberOf) && one.room.facts.get(`${help}/number`));
	const expected = Array.from({ length: 30 }, (_, i) => `OR-${20401 + i}`);
	expect(made.map(numberOf).sort()).toEqual(expected);
	expect(one.room.facts.get(`${help}/number`)).toBe('S-901');
	await until(async () => (await rows(help))[0]?.facts['number'] === 'S-901');
	one.leave();
	two.leave();
});

test('records, entries, history and events say what was done', async () => {
	const one = joinStock(server, sofia, DESK);
	await until(() => one.provider.synced);
	const [lead, comment] = [anId(), anId()];
	act(one.room, sofia, { base: lead, value: aLeadOf(sofia) });
	await until(async () => (await rows(lead)).length === 1);
	const value = { text: 'Portón azul', at: AT, by: sofia.actor.user };
	const intent = act(
		one.room,
		sofia,
		{ edit: lead, field: 'phone', v: '1', over: null },
		{ entry: lead, list: 'comments', id: comment, value }
	);
	await until(async () => (await rows(lead))[0]?.fields['phone'] === '1');
	const { db } = server.test;
	expect(await db.selectFrom('record_entries').selectAll().where('record', '=', lead).execute()).toMatchObject([
		{ list: 'comments', id: comment, value, room: DESK }
	]);
	expect(await db.selectFrom('history').selectAll().where('record', '=', lead).orderBy('id').execute()).toMatchObject([
		{ field: '', by: sofia.actor.user },
		{ field: 'phone', old: '', new: '1', intent, by: sofia.actor.user, done_at: new Date(AT) },
		{ field: 'comments', new: value }
	]);
	const events = await db.selectFrom('events').select('data').orderBy('id').execute();
	expect(events.map(({ data }) => data).filter(({ record }) => record === lead)).toEqual([
		{ room: DESK, record: lead, kind: 'lead', fields: [], born: true },
		{ room: DESK, record: lead, kind: 'lead', fields: ['phone', 'comments'], born: false }
	]);
	one.leave();
});

test("the server's own writes reach everybody, once, and nothing of them waits any more", async () => {
	const one = joinStock(server, sofia, DESK);
	await until(() => one.provider.synced);
	const [lead, note] = [anId(), anId()];
	await server.test.db.transaction().execute(async (tx) => {
		await writeBase(tx, DESK, lead, aLeadOf(sofia));
		await writeEntry(tx, DESK, lead, 'comments', note, { text: 'x', at: AT, by: sofia.actor.user });
		await writeFact(tx, DESK, lead, 'contract', { id: lead, number: 'C-1042' });
	});
	await until(() => recordIn(one.room, lead)?.facts['contract']);
	expect(recordIn(one.room, lead)).toMatchObject({
		entries: { comments: [{ id: note }] },
		facts: { contract: { number: 'C-1042' } }
	});
	await writeFact(server.test.db, DESK, lead, 'contract', { id: lead, number: 'C-1042' });
	await writeFact(server.test.db, DESK, lead, 'contract', null);
	await until(() => recordIn(one.room, lead)?.facts['contract'] === null);
	expect((await rows(lead))[0]!.facts).toEqual({ contract: null });
	expect(await server.test.db.selectFrom('room_writes').selectAll().execute()).toEqual([]);
	one.leave();
});

test('a write that breaks its room is set aside; what came with it, and other rooms, are not held up', async () => {
	const [one, two] = [joinStock(server, sofia, DESK), joinStock(server, sofia, NEXT)];
	await until(() => one.provider.synced && two.provider.synced);
	const lost: string[] = [];
	two.provider.on('connection-close', () => lost.push('two'));
	const [before, after, other] = [anId(), anId(), anId()];
	await writeMany(server.test.db, [
		{ room: DESK, map: 'base', key: before, value: aLeadOf(sofia) },
		{ room: DESK, map: 'base', key: 'no id at all', value: aLeadOf(sofia) },
		{ room: DESK, map: 'base', key: after, value: aLeadOf(sofia) },
		{ room: 'no/room/at/all', map: 'facts', key: 'x/y', value: 1 },
		{ room: NEXT, map: 'base', key: other, value: aLeadOf(sofia) }
	]);
	await until(() => recordIn(one.room, before) && recordIn(one.room, after) && recordIn(two.room, other));
	expect(lost).toEqual([]);
	expect(one.room.base.has('no id at all')).toBe(false);
	expect(await server.test.db.selectFrom('room_writes').select('room').orderBy('id').execute()).toEqual([
		{ room: DESK },
		{ room: 'no/room/at/all' }
	]);
	await server.test.db.deleteFrom('room_writes').execute();
	one.leave();
	two.leave();
});

test('when the journal has gone on without this process, memory is thrown away and read back', async () => {
	const [one, two] = [joinStock(server, sofia, DESK), joinStock(server, sofia, NEXT)];
	await until(() => one.provider.synced && two.provider.synced);
	await server.test.db
		.updateTable('rooms')
		.set(({ eb }) => ({ seq: eb('seq', '+', 1) }))
		.where('name', '=', DESK)
		.execute();
	const [here, there] = [anId(), anId()];
	act(one.room, sofia, { base: here, value: aLeadOf(sofia) });
	act(two.room, sofia, { base: there, value: aLeadOf(sofia) });
	expect(await one.closed).toBe(4500);
	await until(async () => (await rows(here)).length + (await rows(there)).length === 2);
	one.leave();
	two.leave();
});

test('months are announced in the catalogue, and a new branch gets its desks at once', async () => {
	const one = joinStock(server, sofia, 'catalog');
	await until(() => one.room.facts.get('desk.norte.2026-04/item'));
	expect(one.room.facts.get('desk.centro.2026-03/item')).toEqual({
		kind: 'room',
		id: 'desk.centro.2026-03',
		name: DESK,
		branch: BRANCH
	});
	await server.test.db.transaction().execute(async (tx) => {
		await tx.insertInto('branches').values({ id: 'sur', name: 'Sur' }).execute();
		await writeFact(tx, 'catalog', 'sur', 'item', { kind: 'branch', id: 'sur', name: 'Sur', locality: '' });
	});
	await until(() => one.room.facts.get('desk.sur.2026-03/item'));
	one.leave();
});
