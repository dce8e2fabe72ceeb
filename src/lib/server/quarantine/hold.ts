import { HELD_DAYS, type HeldIntent } from '#lib/domain/quarantine.ts';
import { parseRoom } from '#lib/docs/rooms.ts';
import type { Db } from '../db/db.ts';

/** More than a device has unsent after weeks of work. */
const MOST = 5_000;
const DAY = 24 * 60 * 60 * 1000;

export type Revoked = { session: string; user: string; branch: string };

/** What nobody has taken up in 30 days goes, and so does what was settled that long ago. */
export async function forgetHeld(db: Db, now: Date): Promise<void> {
	const since = new Date(now.getTime() - HELD_DAYS * DAY);
	await db.deleteFrom('quarantine').where('received_at', '<', since).execute();
}

/**
 * Keeps what a revoked device had not sent; twice is once.
 * @returns false when that device has handed in too much already
 */
export async function hold(
	db: Db,
	{ session, user, branch }: Revoked,
	intents: readonly HeldIntent[],
	now: Date
): Promise<boolean> {
	const known = await db
		.selectFrom('quarantine')
		.select(({ fn }) => fn.countAll<number>().as('count'))
		.where('session', '=', session)
		.executeTakeFirstOrThrow();
	if (Number(known.count) + intents.length > MOST) return false;
	const rows = intents
		.filter(({ room }) => parseRoom(room) !== null)
		.map(({ id, room, name, at, ops }) => ({
			...{ session, intent: id, user_id: user, branch, room, name, ops: JSON.stringify(ops) },
			...{ done_at: new Date(at), received_at: now, outcome: null, settled_by: null, settled_at: null }
		}));
	if (rows.length === 0) return true;
	await db
		.insertInto('quarantine')
		.values(rows)
		.onConflict((on) => on.doNothing())
		.execute();
	return true;
}
