import { sql } from 'kysely';
import type { Snapshot } from '#lib/server/compact.ts';
import type { Db } from '#lib/server/db/db.ts';
import { announceSealing } from '#lib/server/rooms.ts';
import type { Clocks } from './messages.ts';
import type { Owner } from './room.ts';
import type { Vector } from './room-bytes.ts';

/** The oldest backup that a restore may bring back. */
const KEPT_DAYS = 7;

/** A room's epoch as it closes, and the one that begins, open to writers or sealed. `fence` where several processes serve rooms. */
export type Refounding = {
	room: string;
	closed: { epoch: number; seq: number; vector: Vector; sealed: boolean };
	opened: { epoch: number; client: number; snapshot: Snapshot; sealed: boolean };
	at: Date;
	fence?: number;
};

/** Opens a new epoch, whole or not at all. @returns false when somebody has written the room meanwhile */
export function openEpoch(db: Db, { room, closed, opened, at, fence }: Refounding): Promise<boolean> {
	return db.transaction().execute(async (tx) => {
		let update = tx.updateTable('rooms').where('name', '=', room);
		update = update.where('epoch', '=', closed.epoch).where('seq', '=', closed.seq);
		if (fence !== undefined) update = update.where('fence', '=', fence);
		const { packed, vector } = opened.snapshot;
		const { numUpdatedRows } = await update
			.set({
				epoch: opened.epoch,
				server_client: opened.client,
				snapshot: Buffer.from(packed),
				snapshot_vector: Buffer.from(vector),
				snapshot_seq: closed.seq,
				sealed_at: opened.sealed ? at : null,
				...(closed.sealed && !opened.sealed && { reopened_at: at })
			})
			.executeTakeFirstOrThrow();
		if (numUpdatedRows === 0n) return false;
		if (closed.sealed !== opened.sealed) await announceSealing(tx, room, opened.sealed, at);
		const clocks = JSON.stringify([...closed.vector].map(([client, clock]) => ({ client, clock })));
		await sql`update client_ids set epoch = ${closed.epoch}, clock = coalesce(c.clock, 0)
			from client_ids mine left join jsonb_to_recordset(${clocks}::jsonb) c(client bigint, clock bigint) using (client)
			where mine.room = ${room} and mine.epoch is null and client_ids.room = mine.room and client_ids.client = mine.client`.execute(tx);
		return true;
	});
}

/** How far a device's own ids had got in the epochs that are over. An id that is not named was never heard of: it was lost. */
export async function closedClocks(db: Db, room: string, { user, device }: Owner): Promise<Clocks> {
	const rows = await db
		.selectFrom('client_ids')
		.select(['client', 'clock'])
		.where('room', '=', room)
		.where('epoch', 'is not', null)
		.where('user_id', '=', user)
		.where('device', '=', device)
		.execute();
	return Object.fromEntries(rows.map(({ client, clock }) => [client, clock ?? 0]));
}

/** Empties what closed epochs said; which intents they took, and when, stays known. */
export async function emptyClosedEpochs(db: Db, now: Date): Promise<void> {
	await sql`update journal set update = '' from rooms
		where rooms.epoch > 1 and journal.room = rooms.name and journal.epoch < rooms.epoch
			and journal.received_at < ${now}::timestamptz - make_interval(days => ${KEPT_DAYS}) and octet_length(update) > 0`.execute(db);
}
