import { Room } from '#lib/docs/room.ts';
import * as Y from 'yjs';
import { aLeadOf, AT, jsonFrame, RawClient, syncFrame, updateOf } from './sync-client.ts';
import { anId, DESK, type Person } from './sync-server.ts';

/** A device whose page is never closed: it says again whatever was not acknowledged. */
export class SyncWriter {
	readonly doc = new Y.Doc();
	readonly leads: string[] = [];
	acknowledged = 0;
	readonly #person: Person;
	readonly #device: string;
	#frames: Uint8Array[][] = [];

	constructor(person: Person, device = 'phone') {
		[this.#person, this.#device] = [person, device];
	}

	/** @throws {Error} when nobody answers there */
	async connect(port: number): Promise<RawClient> {
		const query = { ack: '1', epoch: '1', device: this.#device };
		const client = new RawClient({ address: `ws://127.0.0.1:${port}/sync` }, DESK, { cookie: this.#person.cookie }, query);
		await client.send(syncFrame(0, Y.encodeStateVector(this.doc)));
		await client.heard(100);
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
