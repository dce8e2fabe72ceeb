import { createServer } from 'node:http';
import { sessionFromCookie } from '#lib/server/auth/session.ts';
import { dbOver, openPool } from '#lib/server/db/db.ts';
import { roomSnapshot } from '#lib/server/room-snapshot.ts';
import { compactAside } from '../../../sync-server/aside.ts';
import { startSync } from '../../../sync-server/sync.ts';
import { contextOn } from '../../support/sync-server.ts';

/** The sync server as it is, gate and journal on, and the snapshots that the app serves beside it; without the pages. */
const port = Number(process.env['PORT']);
const pool = openPool(process.env['DATABASE_URL']!);
const db = dbOver(pool);
const context = contextOn({ pool, db }, port);
const sync = startSync(context);

const SNAPSHOT = /^\/api\/rooms\/(.+)\/(\d+)\/(\d+)$/;
const server = createServer(async (req, res) => {
	const session = await sessionFromCookie(db, req.headers.cookie, context.settings, context.clock.now());
	const [, name = '', epoch, seq] = SNAPSHOT.exec(req.url ?? '') ?? [];
	const bytes = session && (await roomSnapshot({ db, compact: compactAside }, { name, epoch: Number(epoch), seq: Number(seq) }));
	res.writeHead(bytes ? 200 : 404).end(bytes);
});
server.on('upgrade', (req, socket, head) => sync.handleUpgrade(req, socket, head));
server.listen(port, '127.0.0.1', () => console.log('listening'));
// Only who ends by himself leaves a profile behind.
process.on('SIGINT', () => process.exit());
