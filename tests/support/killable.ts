import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { freePort } from './app.ts';
import { testDb } from './postgres.ts';
import { contextOn, makeBranches, signedIn } from './sync-server.ts';

/** A sync server in a process of its own, on a database that outlives it. */
export class Killable {
	#server: ChildProcess | null = null;

	async start(url: string, port: number): Promise<void> {
		this.#server = spawn(process.execPath, [join(import.meta.dirname, 'sync-process.ts'), url, String(port)], {
			stdio: ['ignore', 'pipe', 'inherit']
		});
		await once(this.#server.stdout!, 'data');
	}
	/** The 99th percentile of its event loop's delay since it was last asked, milliseconds. */
	async delay(): Promise<number> {
		this.#server!.kill('SIGUSR2');
		const [said] = await once(this.#server!.stdout!, 'data');
		return Number(said) / 1e6;
	}
	/** As a power cut would; nothing is said to it before. */
	async kill(): Promise<void> {
		const server = this.#server;
		this.#server = null;
		if (!server) return;
		const ended = once(server, 'exit');
		server.kill('SIGKILL');
		await ended;
	}
}

/** One on a database and port of its own, and so many sellers of its branch, signed in. */
export async function startKillable(sellers: number) {
	const [base, port] = [await testDb(), await freePort()];
	await makeBranches(base);
	const people = await Promise.all(Array.from({ length: sellers }, () => signedIn(contextOn(base, port), 'seller')));
	const server = new Killable();
	await server.start(base.url, port);
	const stop = async () => {
		await server.kill();
		await base.drop();
	};
	return { server, port, people, stop };
}
