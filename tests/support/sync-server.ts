import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { deskRoom } from '#lib/docs/rooms.ts';
import type { Role } from '#lib/domain/catalog.ts';
import type { Actor } from '#lib/domain/permissions.ts';
import { mintId } from '#lib/domain/shared/ids.ts';
import { cookieName, sealSession } from '#lib/server/auth/auth.ts';
import { createSession } from '#lib/server/auth/session.ts';
import { makeClock } from '#lib/server/clock.ts';
import type { Context } from '#lib/server/context.ts';
import { makeLog } from '#lib/server/log.ts';
import { ensureMonths } from '#lib/server/rooms.ts';
import { readSettings } from '#lib/server/settings.ts';
import { randomBytes } from 'node:crypto';
import { compactAside } from '../../sync-server/aside.ts';
import { startSync } from '../../sync-server/sync.ts';
import { testDb, type TestDb } from './postgres.ts';

export const BRANCH = 'centro';
/** Monday 2 March 2026, nine in the morning. */
export const NOW = new Date('2026-03-02T12:00:00Z');
export const DESK = deskRoom(BRANCH, '2026-03');
export const SECRET = 'a secret of thirty-two characters';

export const anId = () => mintId(Date.now(), randomBytes(10));

export type Person = { actor: Actor; session: string; cookie: string };

/** The real sync server on a real database and a port of its own, without the pages. */
export type SyncedServer = {
	context: Context;
	test: TestDb;
	http: Server;
	/** `ws://…/sync` */
	address: string;
	origin: string;
	person(...roles: Role[]): Promise<Person>;
	stop(): Promise<void>;
};

export async function listenOn(port: number) {
	const server = createServer((_, res) => res.writeHead(404).end());
	await new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
	return { server, port: (server.address() as AddressInfo).port };
}

/** What a server needs around it; `port` is that of its address. */
export function contextOn(base: Pick<TestDb, 'db' | 'pool'>, port: number): Context {
	const settings = { ...readSettings({ PORT: String(port) }), authSecret: SECRET };
	return { ...base, settings, clock: makeClock(NOW), log: makeLog('silent'), sync: { wake() {} }, compact: compactAside };
}

export async function makeBranches({ db }: Pick<TestDb, 'db'>) {
	const branches = [
		{ id: BRANCH, name: 'Centro' },
		{ id: 'norte', name: 'Norte' }
	];
	await db.insertInto('branches').values(branches).execute();
	await ensureMonths(db, NOW);
}

type Around = Pick<Context, 'db' | 'settings'>;

/** Somebody of the branch, signed in. */
export const signedIn = (around: Around, ...roles: Role[]): Promise<Person> => signedInAt(around, BRANCH, ...roles);

export async function signedInAt({ db, settings }: Around, branch: string, ...roles: Role[]): Promise<Person> {
	const id = anId();
	const row = {
		id,
		email: `${id}@hilo.example`,
		name: roles.join(),
		password_hash: null,
		roles,
		branch,
		thread: 'a',
		created_at: NOW
	};
	await db.insertInto('users').values(row).execute();
	const session = await createSession(db, { user: id }, NOW);
	const cookie = `${cookieName('staff', settings)}=${await sealSession(session, 'staff', settings)}`;
	return { actor: { user: id, roles, branch }, session, cookie };
}

export async function startSyncedServer(): Promise<SyncedServer> {
	const test = await testDb();
	const { server, port } = await listenOn(0);
	const context = contextOn(test, port);
	await makeBranches(test);
	const sync = startSync(context);
	server.on('upgrade', (req, socket, head) => sync.handleUpgrade(req, socket, head));
	return {
		context,
		test,
		http: server,
		address: `ws://127.0.0.1:${port}/sync`,
		origin: `http://127.0.0.1:${port}`,
		person: (...roles) => signedIn(context, ...roles),
		async stop() {
			await sync.close();
			server.closeAllConnections();
			await new Promise((done) => server.close(done));
			await test.drop();
		}
	};
}
