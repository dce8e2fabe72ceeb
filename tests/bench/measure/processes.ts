import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import { performance } from 'node:perf_hooks';

const TICKS_A_SECOND = 100;
/** User and system time are rounded each. */
const STEPS_MS = 20;
const IDLE = { ms: 500, cpu: 8 };
const PATIENCE_MS = 60_000;

export const pause = (ms: number) => new Promise<void>((later) => setTimeout(later, ms));

/** The fields of `/proc/<pid>/stat` behind the name, which may hold anything. */
const statOf = (pid: number) =>
	readFileSync(`/proc/${pid}/stat`, 'utf8')
		.replace(/^.*\) /s, '')
		.split(' ');

/** Milliseconds of CPU that a process has used, in steps of ten. */
export function cpuOf(pid: number): number {
	const stat = statOf(pid);
	return ((Number(stat[11]) + Number(stat[12])) * 1000) / TICKS_A_SECOND;
}

/**
 * Milliseconds of CPU that a process uses from now on: to the nanosecond of the threads that live, which is taken unless those that
 * have ended meanwhile count for more.
 */
export function cpuMeter(pid: number): () => number {
	const [counted, living] = [cpuOf(pid), cpuOfThreads(pid)];
	return () => {
		const [inSteps, exact] = [cpuOf(pid) - counted, cpuOfThreads(pid) - living];
		return Math.abs(inSteps - exact) > STEPS_MS ? inSteps : exact;
	};
}

const cpuOfThreads = (pid: number) =>
	readdirSync(`/proc/${pid}/task`).reduce((sum, thread) => sum + cpuOfThread(`/proc/${pid}/task/${thread}/schedstat`), 0);

function cpuOfThread(file: string): number {
	try {
		return Number(readFileSync(file, 'utf8').split(' ')[0]) / 1e6;
	} catch {
		return 0;
	}
}

/** Until a process has done what it does by itself, as after a start or when the last client has left. */
export async function atRest(pid: number): Promise<void> {
	const end = performance.now() + PATIENCE_MS;
	for (let used = Infinity; used > IDLE.cpu && performance.now() < end;) {
		const meter = cpuMeter(pid);
		await pause(IDLE.ms);
		used = meter();
	}
}

/** The same of a process, its children and those of them that have ended: PostgreSQL with its backends. */
export function cpuOfFamily(pid: number): number {
	const stat = statOf(pid);
	const ended = ((Number(stat[13]) + Number(stat[14])) * 1000) / TICKS_A_SECOND;
	return childrenOf(pid).reduce((sum, child) => sum + cpuOf(child), cpuOf(pid) + ended);
}

function childrenOf(parent: number): number[] {
	return readdirSync('/proc')
		.filter((name) => /^\d+$/.test(name))
		.map(Number)
		.filter((pid) => {
			try {
				return Number(statOf(pid)[1]) === parent;
			} catch {
				return false;
			}
		});
}

/** Resident MiB. */
export const rssOf = (pid: number) => Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) / 1024;

export async function freePort(): Promise<number> {
	const probe = createServer().listen(0, '127.0.0.1');
	await once(probe, 'listening');
	const { port } = probe.address() as AddressInfo;
	probe.close();
	return port;
}

/** A server's process, once it says that it listens. */
export async function launch(script: string, env: Record<string, string>, args: string[] = []): Promise<ChildProcess> {
	const child = spawn(process.execPath, [...args, script], {
		stdio: ['ignore', 'pipe', 'inherit'],
		env: { ...process.env, NODE_ENV: 'production', ...env }
	});
	const ended = once(child, 'exit').then(() => Promise.reject(new Error(`${script} ended at its start`)));
	await Promise.race([once(child.stdout!, 'data').then(() => reachable(Number(env['PORT']))), ended]);
	ended.catch(() => {});
	child.stdout!.resume();
	return child;
}

/** Some say something before they listen. */
async function reachable(port: number) {
	for (;;) {
		const probe = connect(port, '127.0.0.1');
		const open = await once(probe, 'connect').catch(() => null);
		probe.destroy();
		if (open) return;
		await pause(10);
	}
}

export async function end(child: ChildProcess, signal: NodeJS.Signals = 'SIGKILL') {
	if (child.exitCode !== null || child.signalCode !== null) return;
	const ended = once(child, 'exit');
	child.kill(signal);
	await ended;
}
