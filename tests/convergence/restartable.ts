import { startSync, type SyncServer } from '../../sync-server/sync.ts';
import { testDb } from '../support/postgres.ts';
import { contextOn, listenOn, makeBranches, NOW, signedIn, type SyncedServer } from '../support/sync-server.ts';

const DAY_MS = 86_400_000;

export type Restartable = Pick<SyncedServer, 'test' | 'context' | 'address' | 'person' | 'stop'> & {
	/** @param meanwhile while no server runs */
	restart(meanwhile?: () => Promise<void>): Promise<void>;
	/** Turns the server's clock; whoever was signed in has been here meanwhile. */
	setClock(now: Date): Promise<void>;
	sealOld(): Promise<void>;
};

/** The real sync server, which can lose its memory and come back on the same database and address. */
export async function startRestartable(): Promise<Restartable> {
	const test = await testDb();
	const { server, port } = await listenOn(0);
	let now = NOW;
	const context = { ...contextOn(test, port), clock: { now: () => now } };
	await makeBranches(test);
	let sync: SyncServer | null = startSync(context);
	server.on('upgrade', (req, socket, head) => (sync ? sync.handleUpgrade(req, socket, head) : socket.destroy()));
	return {
		test,
		context,
		address: `ws://127.0.0.1:${port}/sync`,
		person: (...roles) => signedIn(context, ...roles),
		async restart(meanwhile) {
			const closing = sync?.close();
			sync = null;
			await closing;
			await meanwhile?.();
			sync = startSync(context);
		},
		async setClock(to) {
			now = to;
			await test.db
				.updateTable('sessions')
				.set({ expires_at: new Date(to.getTime() + DAY_MS) })
				.execute();
		},
		sealOld: async () => sync?.sealOld(),
		async stop() {
			await sync?.close();
			server.closeAllConnections();
			await new Promise((done) => server.close(done));
			await test.drop();
		}
	};
}
