import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Light } from './light.ts';
import type { Month } from './month.ts';
import { atRest, end, freePort, launch, pause } from './processes.ts';
import { hocuspocusWire, yWire, type Wire } from './wire.ts';

/** One server under measurement. A room's name is the same for all. */
export type Subject = {
	name: string;
	wire: Wire;
	/** Whether it has documents at all, and whether they outlive its process. */
	keeps: 'nothing' | 'in memory' | 'on disk';
	pid: number;
	port: number;
	/** Milliseconds of CPU that its database has used; null when it has none of its own. */
	databaseCpu: (() => number) | null;
	open(room: string, device: number): Promise<Light>;
	/** Puts a month into a room that nobody has open. */
	seed(room: string, month: Month): Promise<void>;
	restart(signal?: NodeJS.Signals): Promise<void>;
	stop(): Promise<void>;
};

const here = (path: string) => join(import.meta.dirname, '../sync', path);

type Peer = {
	name: string;
	wire: Wire;
	keeps: Subject['keeps'];
	script: string;
	env?: (folder: string) => Record<string, string>;
};

const PEERS: Peer[] = [
	{ name: 'relay', wire: yWire, keeps: 'nothing', script: here('relay.mjs') },
	{
		name: '@y/websocket-server 0.1.1',
		wire: yWire,
		keeps: 'on disk',
		script: here('node_modules/y-websocket-server-leveldb/src/server.js'),
		env: (folder) => ({ YPERSISTENCE: folder })
	},
	{
		name: '@y/websocket-server 0.1.5',
		wire: yWire,
		keeps: 'in memory',
		script: here('node_modules/y-websocket-server-memory/src/server.js')
	},
	{ name: '@hocuspocus/server 4', wire: hocuspocusWire, keeps: 'on disk', script: here('hocuspocus.mjs') }
];

async function startPeer({ name, wire, keeps, script, env }: Peer): Promise<Subject> {
	const folder = mkdtempSync(join(tmpdir(), 'hilo-bench-'));
	const port = await freePort();
	const start = () => launch(script, { HOST: '127.0.0.1', PORT: String(port), FOLDER: folder, ...env?.(folder) });
	let child: ChildProcess = await start();
	const open = (room: string) => Light.open(port, `/${room.replaceAll('/', '-')}`);
	const named: Wire = {
		hello: (room, vector) => wire.hello(room.replaceAll('/', '-'), vector),
		gesture: (room, gesture) => wire.gesture(room.replaceAll('/', '-'), gesture),
		answer: (room, update) => wire.answer(room.replaceAll('/', '-'), update),
		kindOf: wire.kindOf,
		updateIn: wire.updateIn
	};
	return {
		name,
		wire: named,
		keeps,
		port,
		databaseCpu: null,
		get pid() {
			return child.pid!;
		},
		open,
		async seed(room, { update, vector }) {
			if (keeps === 'nothing') return;
			const light = await open(room);
			light.send(...named.hello(room, vector));
			await pause(300);
			light.send(named.answer(room, update));
			// Its debounce is two seconds long.
			await pause(3_000);
			await atRest(child.pid!);
			light.end();
			await atRest(child.pid!);
		},
		async restart(signal = 'SIGKILL') {
			await end(child, signal);
			child = await start();
		},
		async stop() {
			await end(child);
			rmSync(folder, { recursive: true, force: true });
		}
	};
}

export const startPeers = () => Promise.all(PEERS.map(startPeer));
