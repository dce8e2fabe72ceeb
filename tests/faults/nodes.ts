import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, listening, spawnStart, type Run } from '../support/app.ts';
import type { TestDb } from '../support/postgres.ts';
import { joinStock, until } from '../support/sync-client.ts';
import { DESK, NOW, SECRET, type Person } from '../support/sync-server.ts';

export type Node = { port: number; run: Run; address: string };

/** What every process of one company is told, whichever part of it it is. */
export const COMPANY = { AUTH_SECRET: SECRET, HILO_NOW: NOW.toISOString(), HILO_DEMO: '0' };

/** Several processes on one database: those that stand, and how to add one. */
export class Nodes {
	all: Node[] = [];
	readonly #base: TestDb;
	readonly #dataDir = mkdtempSync(join(tmpdir(), 'hilo-nodes-'));

	constructor(base: TestDb) {
		this.#base = base;
	}

	get ports(): number[] {
		return this.all.map(({ port }) => port);
	}

	async start(role = 'sync'): Promise<Node> {
		const port = await freePort();
		const env = { ROLE: role, PORT: String(port), DATA_DIR: this.#dataDir, DATABASE_URL: this.#base.url };
		const run = spawnStart({ ...COMPANY, ...env });
		await listening(run, `http://localhost:${port}`);
		const node = { port, run, address: `ws://127.0.0.1:${port}/sync` };
		this.all.push(node);
		return node;
	}

	/** Three that serve rooms, one of them the desk's. */
	async begin(person: Person) {
		await Promise.all([this.start(), this.start(), this.start()]);
		const first = joinStock(this.all[0]!, person, DESK);
		await until(() => first.provider.synced);
		first.leave();
	}

	/** Where the room is served, and the nodes that hand their sockets on to it. */
	async ownerAndOthers(room = DESK) {
		const { address } = await this.#base.db
			.selectFrom('rooms')
			.innerJoin('nodes', 'nodes.id', 'rooms.owner')
			.select('nodes.address')
			.where('rooms.name', '=', room)
			.executeTakeFirstOrThrow();
		const owner = this.all.find(({ port }) => address.endsWith(`:${port}`))!;
		return { owner, others: this.all.filter((node) => node !== owner) };
	}

	async kill(node: Node) {
		this.all = this.all.filter((other) => other !== node);
		node.run.child.kill('SIGKILL');
		await node.run.ended;
	}

	async end() {
		await Promise.all(this.all.map((node) => this.kill(node)));
		rmSync(this.#dataDir, { recursive: true });
	}
}
