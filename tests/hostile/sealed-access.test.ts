import { afterAll, beforeAll, expect, test } from 'vitest';
import { ROLES } from '#lib/domain/catalog.ts';
import { deskRoom } from '#lib/docs/rooms.ts';
import { ensureRoom } from '#lib/server/rooms.ts';
import { RawClient } from '../support/sync-client.ts';
import { BRANCH, NOW, signedInAt, type Person } from '../support/sync-server.ts';
import { startRestartable, type Restartable } from '../convergence/restartable.ts';

const ROOM = deskRoom(BRANCH, '2025-11');
const OFFICE = ROLES.filter((role) => role !== 'technician');
const LATER = new Date(NOW.getTime() + 8 * 86_400_000);
let server: Restartable;
beforeAll(async () => {
	server = await startRestartable();
	await ensureRoom(server.test.db, ROOM, NOW);
	await server.setClock(LATER);
	await server.sealOld();
});
afterAll(() => server.stop());

const room = () =>
	server.test.db.selectFrom('rooms').select(['epoch', 'sealed_at']).where('name', '=', ROOM).executeTakeFirstOrThrow();

/** Knocks with exactly these words. @returns the code that it is sent away with */
async function knock({ cookie }: Pick<Person, 'cookie'>, query: Record<string, string>): Promise<number> {
	const client = new RawClient(server, ROOM, { cookie }, query);
	const code = await client.closed;
	client.ws.terminate();
	return code;
}
const ours = { ack: '1', epoch: '2', device: 'phone' };
const late = { ...ours, late: '1' };

test('a sealed month is opened by nobody who may not open its room', async () => {
	const before = await room();
	expect(before).toMatchObject({ epoch: 2, sealed_at: LATER });
	const strangers = [
		[await server.person('technician'), 4404],
		[await signedInAt(server.context, 'norte', 'seller'), 4404],
		[await signedInAt(server.context, 'norte', 'supervisor'), 4404],
		[{ cookie: '' }, 4401],
		[{ cookie: 'hilo.staff=forged' }, 4401]
	] as const;
	for (const [stranger, code] of strangers) expect(await knock(stranger, late)).toBe(code);
	expect(await room()).toEqual(before);
});

test('nor by whoever brings no work, or does not speak as our devices do', async () => {
	const before = await room();
	const seller = await server.person('seller');
	const words: Record<string, string>[] = [
		ours,
		{ ...ours, epoch: '1' },
		{ ...ours, epoch: '0' },
		{},
		{ late: '1' },
		{ late: '1', epoch: '2' }
	];
	for (const query of [...words, { ...ours, late: 'true' }, { ...ours, late: '11' }])
		expect([query, await knock(seller, query)]).toEqual([query, 4423]);
	expect(await room()).toEqual(before);
});

test('everybody of the office who brings work opens it, once each time', async () => {
	const office = await Promise.all(OFFICE.map((role) => server.person(role)));
	for (const [n, person] of office.entries()) {
		const { epoch } = await room();
		expect(epoch).toBe(2 + 2 * n);
		expect(await knock(person, { ...late, epoch: String(epoch) })).toBe(4410);
		expect(await room()).toEqual({ epoch: epoch + 1, sealed_at: null });
		await server.setClock(new Date(LATER.getTime() + (n + 1) * 8 * 86_400_000));
		await server.sealOld();
	}
});
