import { startSync } from '../../sync-server/sync.ts';
import { testDb } from '../support/postgres.ts';
import { contextOn, listenOn, makeBranches, signedIn, type SyncedServer } from '../support/sync-server.ts';

export type Restartable = Pick<SyncedServer, 'test' | 'address' | 'person' | 'stop'> & { restart(): Promise<void> };

/** The real sync server, which can lose its memory and come back on the same database and address. */
export async function startRestartable(): Promise<Restartable> {
	const test = await testDb();
	const { server, port } = await listenOn(0);
	const context = contextOn(test, port);
	await makeBranches(test);
	let sync = startSync(context);
	server.on('upgrade', (req, socket, head) => sync.handleUpgrade(req, socket, head));
	return {
		test,
		address: `ws://127.0.0.1:${port}/sync`,
		person: (...roles) => signedIn(context, ...roles),
		async restart() {
			await sync.close();
			sync = startSync(context);
		},
		async stop() {
			await sync.close();
			server.closeAllConnections();
			await new Promise((done) => server.close(done));
			await test.drop();
		}
	};
}
