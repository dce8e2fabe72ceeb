import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

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
