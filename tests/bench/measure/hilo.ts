import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cookieName, sealSession } from '#lib/server/auth/auth.ts';
import { createSession } from '#lib/server/auth/session.ts';
import type { Context } from '#lib/server/context.ts';
import { dbOver, openPool } from '#lib/server/db/db.ts';
import { migrate } from '#lib/server/db/migrate.ts';
import { compact } from '#lib/server/compact.ts';
import { ensureRoom } from '#lib/server/rooms.ts';
import { startCluster } from '../../../scripts/embedded-postgres.ts';
import { saveSnapshot } from '../../../sync-server/store.ts';
import { BRANCH, contextOn, makeBranches, NOW, signedInAt } from '../../support/sync-server.ts';
import { Light } from './light.ts';
import type { Month } from './month.ts';
import { cpuOfFamily, end, freePort, launch } from './processes.ts';
import type { Subject } from './subjects.ts';
import { hiloWire } from './wire.ts';

export type Hilo = Subject & { user: string; snapshot(room: string, device: number): Promise<Buffer> };

/** Hilo's server on a PostgreSQL of its own that waits for the disk. `profile`: a folder for the CPU profile of each process. */
export async function startHilo({ profile }: { profile?: string } = {}): Promise<Hilo> {
	const folder = mkdtempSync(join(tmpdir(), 'hilo-bench-'));
	const cluster = await startCluster(join(folder, 'data'), { durable: true });
	await migrate(cluster.url);
	const pool = openPool(cluster.url);
	pool.on('error', () => {});
	const db = dbOver(pool);
	await makeBranches({ db });
	const port = await freePort();
	const context = contextOn({ db, pool }, port);
	const { actor } = await signedInAt(context, BRANCH, 'owner');
	const cookies = new Map<number, Promise<string>>();
	/** Each device has signed in by itself. */
	const cookieOf = (device: number) => {
		const known = cookies.get(device) ?? signInAgain(context, actor.user);
		cookies.set(device, known);
		return known;
	};
	const args = profile ? ['--cpu-prof', `--cpu-prof-dir=${profile}`] : [];
	const start = () =>
		launch(join(import.meta.dirname, 'hilo-process.ts'), { DATABASE_URL: cluster.url, PORT: String(port) }, args);
	let child: ChildProcess = await start();
	const postmaster = Number(readFileSync(join(cluster.folder, 'cluster/postmaster.pid'), 'utf8').split('\n')[0]);

	return {
		name: 'hilo',
		wire: hiloWire,
		keeps: 'on disk',
		port,
		user: actor.user,
		databaseCpu: () => cpuOfFamily(postmaster),
		get pid() {
			return child.pid!;
		},
		async open(room, device) {
			const { epoch } = await db.selectFrom('rooms').select('epoch').where('name', '=', room).executeTakeFirstOrThrow();
			return Light.open(port, `/sync/${room}?ack=1&epoch=${epoch}&device=device-${device}`, {
				cookie: await cookieOf(device)
			});
		},
		async seed(room, month) {
			await ensureRoom(db, room, NOW);
			await pool.query('select hilo_window($1::jsonb, $2)', [JSON.stringify([partOf(room, month)]), NOW]);
			await saveSnapshot(db, { fullName: room, epoch: 1 }, 1, compact([month.update]));
		},
		async snapshot(room, device) {
			const cookie = await cookieOf(device);
			const answer = await fetch(`http://127.0.0.1:${port}/api/rooms/${room}/1/1`, { headers: { cookie } });
			if (!answer.ok) throw new Error(`no snapshot of ${room}`);
			return Buffer.from(await answer.arrayBuffer());
		},
		async restart(signal = 'SIGKILL') {
			await end(child, signal);
			child = await start();
		},
		async stop() {
			await end(child, profile ? 'SIGINT' : 'SIGKILL');
			await pool.end();
			await cluster.stop();
			rmSync(cluster.folder, { recursive: true, force: true });
			rmSync(folder, { recursive: true, force: true });
		}
	};
}

async function signInAgain({ db, settings }: Context, user: string): Promise<string> {
	const session = await createSession(db, { user }, NOW);
	return `${cookieName('staff', settings)}=${await sealSession(session, 'staff', settings)}`;
}

/** The month as one entry of the journal, with its records. */
function partOf(room: string, { update, records, clients }: Month) {
	const nobody = { intent: null, name: null, gesture: null, by: null, device: null, done: NOW.getTime() };
	return {
		room,
		epoch: 1,
		seq: 0,
		updates: [{ ...nobody, update: Buffer.from(update).toString('base64') }],
		clients: clients.map((client) => ({ client, user: 'month', device: 'month' })),
		births: records.map(([id, record]) => ({ ...record, id })),
		changes: [],
		entries: [],
		history: [],
		events: [],
		numbers: [],
		wishes: [],
		writes: []
	};
}
