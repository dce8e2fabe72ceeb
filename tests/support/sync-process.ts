import { monitorEventLoopDelay } from 'node:perf_hooks';
import { dbOver, openPool } from '#lib/server/db/db.ts';
import { startSync } from '../../sync-server/sync.ts';
import { contextOn, listenOn } from './sync-server.ts';

/** A sync server in a process of its own, so that it can be killed: `node sync-process.ts <database> <port>`. */
const [, , url = '', port = '0'] = process.argv;
const pool = openPool(url);
const { server } = await listenOn(Number(port));
const sync = startSync(contextOn({ pool, db: dbOver(pool) }, Number(port)));
server.on('upgrade', (req, socket, head) => sync.handleUpgrade(req, socket, head));
const delays = monitorEventLoopDelay();
delays.enable();
process.on('SIGUSR2', () => {
	console.log(delays.percentile(99));
	delays.reset();
});
console.log('listening');
