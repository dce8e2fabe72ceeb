import { deskRoom } from '#lib/docs/rooms.ts';
import { addMonths, dayOf, monthOf } from '#lib/domain/shared/day.ts';
import type { Db } from '../db/db.ts';
import { ensureRoom } from '../rooms.ts';
import { readZone } from './company.ts';

/** A new branch can work at once: its desks of this month and the next. */
export async function openDesks(tx: Db, branch: string, now: Date): Promise<void> {
	const today = dayOf(now, await readZone(tx));
	await ensureRoom(tx, 'catalog', now);
	for (const on of [today, addMonths(today, 1)]) await ensureRoom(tx, deskRoom(branch, monthOf(on)), now);
}
