import { setTimeout as pause } from 'node:timers/promises';
import { Room } from '#lib/docs/room.ts';
import * as Y from 'yjs';
import { aLeadOf, AT, jsonFrame, RawClient, syncFrame, until, updateOf } from './sync-client.ts';
import { anId, DESK, type Person } from './sync-server.ts';

/** A device whose page is never closed: it says again whatever was not acknowledged. */
export class SyncWriter {
	readonly doc = new Y.Doc();
	readonly leads: string[] = [];
	acknowledged = 0;
	/** By what each of its sockets was closed. */
	readonly closes: number[] = [];
	readonly #person: Person;
	readonly #device: string;
	#frames: Uint8Array[][] = [];

	constructor(person: Person, device = 'phone') {
		[this.#person, this.#device] = [person, device];
	}

	/** What shows "on the server". */
	get kept(): string[] {
		return this.leads.slice(0, this.acknowledged);
	}

	/** @throws {Error} when nobody answers there */
	async connect(port: number): Promise<RawClient> {
		const query = { ack: '1', epoch: '1', device: this.#device };
		const client = new RawClient({ address: `ws://127.0.0.1:${port}/sync` }, DESK, { cookie: this.#person.cookie }, query);
		client.ws.once('close', (code) => this.closes.push(code));
		await client.send(syncFrame(0, Y.encodeStateVector(this.doc)));
		const answered = () => client.said.some(({ type }) => type === 100);
		await until(() => answered() || client.ws.readyState === client.ws.CLOSED);
		if (!answered()) throw new Error(`closed before it was answered: ${await client.closed}`);
		client.ws.on('message', () => this.#hear(client));
		this.#hear(client);
		for (const frames of this.#frames.slice(this.acknowledged)) await client.send(...frames);
		return client;
	}
	#hear({ said }: RawClient) {
		for (const { type, value } of said.splice(0))
			if (type === 100)
				this.acknowledged = Math.max(
					this.acknowledged,
					(value as { clocks: Record<string, number> }).clocks[this.doc.clientID] ?? 0
				);
	}
	/** Works through whichever of these ports answers, as somebody who does not know what happens to machines; in the end says the rest. */
	async work(ports: () => readonly number[], done: AbortSignal, everyMs = 50) {
		for (let turn = 0; !done.aborted || this.acknowledged < this.leads.length; turn++) {
			const [port = 0] = ports().slice(turn % ports().length);
			const client = await this.connect(port).catch(() => pause(everyMs, null));
			if (client) await this.#workOn(client, done, everyMs);
		}
	}
	async #workOn(client: RawClient, done: AbortSignal, everyMs: number) {
		while (client.ws.readyState === client.ws.OPEN && (!done.aborted || this.acknowledged < this.leads.length)) {
			if (!done.aborted) await client.send(...this.write());
			await pause(everyMs);
		}
		client.ws.terminate();
	}
	write(): Uint8Array[] {
		const [intent, lead] = [anId(), anId()];
		const update = updateOf(this.doc, () =>
			new Room(this.doc).apply([{ base: lead, value: aLeadOf(this.#person) }], { intent, by: this.#person.actor.user, at: AT })
		);
		const frames = [jsonFrame(102, { id: intent, name: 'test', at: AT, gesture: null }), syncFrame(2, update)];
		this.leads.push(lead);
		this.#frames.push(frames);
		return frames;
	}
}
