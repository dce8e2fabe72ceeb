import { createHash } from 'node:crypto';
import { newId } from '#lib/server/new-id.ts';
import type { Context } from '#lib/server/context.ts';
import type { Db } from '#lib/server/db/db.ts';
import { sql } from 'kysely';

export type Node = { id: string; address: string };

/** How long a silent node still counts as alive, and how often a living one says that it is. */
export const LEASE_MS = 5_000;
const RENEW_MS = 1_000;

/** Another node serves the room. */
export class Elsewhere extends Error {
	override readonly name = 'Elsewhere';
}

const inTime = sql<Date>`now() + make_interval(secs => ${LEASE_MS / 1000})`;

/** This process among others that serve rooms of one database. The lease is timed by PostgreSQL's clock alone. */
export class OwnNode {
	id = '';
	/** Called when others may have taken the rooms: nothing here may be trusted any more. */
	onlost: () => void = () => {};
	readonly #db: Db;
	readonly #log: Context['log'];
	readonly #address: string;
	readonly #fences = new Map<string, number>();
	#timer: NodeJS.Timeout | null = null;
	#renewed = performance.now();

	private constructor({ db, log }: Pick<Context, 'db' | 'log'>, address: string) {
		[this.#db, this.#log, this.#address] = [db, log, address];
	}

	/** @param address where the other nodes reach this one: `host:port` */
	static async join(context: Pick<Context, 'db' | 'log'>, address: string): Promise<OwnNode> {
		const node = new OwnNode(context, address);
		await node.#register();
		node.#timer = setInterval(() => void node.#renew().catch((err: unknown) => node.#failed(err)), RENEW_MS);
		return node;
	}

	/** Makes this node the room's owner. @returns false for a room that is not there @throws {Elsewhere} while another one is alive and is it */
	async claim(room: string): Promise<boolean> {
		const mine = sql<boolean>`owner is not distinct from ${this.id}::uuid`;
		const dead = sql<boolean>`not exists (select from nodes where nodes.id = rooms.owner and nodes.expires_at > now())`;
		const row = await this.#db
			.updateTable('rooms')
			.set({ owner: this.id, fence: sql`fence + case when ${mine} then 0 else 1 end` })
			.where('name', '=', room)
			.where(({ or }) => or([mine, dead]))
			.returning('fence')
			.executeTakeFirst();
		if (!row && !(await this.#db.selectFrom('rooms').select('name').where('name', '=', room).executeTakeFirst())) return false;
		if (!row) throw new Elsewhere(`another node serves ${room}`);
		this.#fences.set(room, row.fence);
		return true;
	}
	/** @returns -1, which no room has, for one that was never claimed */
	fence(room: string): number {
		return this.#fences.get(room) ?? -1;
	}

	/** Its rooms are free at once. */
	async close(): Promise<void> {
		if (this.#timer) clearInterval(this.#timer);
		await this.#db.deleteFrom('nodes').where('id', '=', this.id).execute();
	}

	async #register(): Promise<void> {
		const id = newId(new Date());
		await this.#db
			.deleteFrom('nodes')
			.where('expires_at', '<', sql<Date>`now()`)
			.execute();
		await this.#db.insertInto('nodes').values({ id, address: this.#address, expires_at: inTime }).execute();
		[this.id, this.#renewed] = [id, performance.now()];
	}
	async #renew(): Promise<void> {
		const begun = performance.now();
		const { numUpdatedRows } = await this.#db
			.updateTable('nodes')
			.set({ expires_at: inTime })
			.where('id', '=', this.id)
			.where('expires_at', '>', sql<Date>`now()`)
			.executeTakeFirstOrThrow();
		if (numUpdatedRows > 0n) return void (this.#renewed = begun);
		this.#lose();
		await this.#register();
	}
	#failed(err: unknown) {
		this.#log.warn({ err }, 'the lease of this node could not be renewed');
		if (performance.now() - this.#renewed > LEASE_MS) this.#lose();
	}
	#lose() {
		this.#fences.clear();
		this.onlost();
	}
}

/**
 * Who serves a room, or who is to: every node makes the same choice while all see the same nodes.
 * @returns null while no node that serves rooms is alive
 */
export async function ownerOf(db: Db, room: string): Promise<Node | null> {
	const living = await db
		.selectFrom('nodes')
		.select(['id', 'address'])
		.where('expires_at', '>', sql<Date>`now()`)
		.execute();
	const row = await db.selectFrom('rooms').select('owner').where('name', '=', room).executeTakeFirst();
	return living.find(({ id }) => id === row?.owner) ?? chosen(living, room);
}

/** Nobody listens where it was: its rooms are free before its lease is over. If it lives after all, it learns of it as after a sleep. */
export async function forgetNode(db: Db, { id }: Node): Promise<void> {
	await db.deleteFrom('nodes').where('id', '=', id).execute();
}

/** Rendezvous hashing: when a node comes or goes, only its own rooms move. */
export function chosen(nodes: readonly Node[], room: string): Node | null {
	const weight = ({ id }: Node) => createHash('sha256').update(`${id} ${room}`).digest('hex');
	return nodes.toSorted((a, b) => (weight(a) < weight(b) ? 1 : -1))[0] ?? null;
}
