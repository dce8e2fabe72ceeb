import { randomInt } from 'node:crypto';
import type { CatalogItem } from '#lib/domain/catalog.ts';
import { addMonths, dayOf, monthOf } from '#lib/domain/shared/day.ts';
import { agendaRoom, canOpenRoom, deskRoom, meRoom, newestRoom, parseRoom, reportRoom } from '#lib/docs/rooms.ts';
import type { Actor } from '#lib/domain/permissions.ts';
import { readZone } from './catalog/company.ts';
import type { Db } from './db/db.ts';
import { writeFact } from './room-writes.ts';

/** Yjs takes 32 bits for a client id; the server has one of its own in every room and epoch. */
export const newClientId = () => randomInt(1, 2 ** 32);

/**
 * Makes a room that is not there yet. A desk is announced in the catalogue by the same transaction: no device derives rooms from its clock.
 * @returns true when it was made now
 */
export async function ensureRoom(tx: Db, name: string, now: Date): Promise<boolean> {
	const parsed = parseRoom(name);
	if (!parsed) throw new Error(`no room can be called ${name}`);
	const made = await tx
		.insertInto('rooms')
		.values({ name, server_client: newClientId(), snapshot: null, created_at: now })
		.onConflict((conflict) => conflict.column('name').doNothing())
		.returning('name')
		.executeTakeFirst();
	if (made && parsed.family === 'desk') await announce(tx, name, parsed.branch, now);
	return made !== undefined;
}

/** Where a branch's newborn records go; made when it is not there yet. */
export async function currentDesk(tx: Db, branch: string, now: Date): Promise<string> {
	const month = monthOf(dayOf(now, await readZone(tx)));
	const first = deskRoom(branch, month);
	await ensureRoom(tx, first, now);
	const parts = await tx.selectFrom('rooms').select('name').where('name', 'like', `${first}%`).execute();
	const names = parts.map(({ name }) => name);
	return newestRoom(names, month) ?? first;
}

/** The room that takes over where a desk has grown too large. Safe to call at any time. */
export async function continueDesk(db: Db, name: string, now: Date): Promise<void> {
	const room = parseRoom(name);
	if (room?.family !== 'desk') return;
	await db.transaction().execute((tx) => ensureRoom(tx, deskRoom(room.branch, room.month, room.part + 1), now));
}

/** Keys of the catalogue hold no slash, since the first one parts key from field. */
const announcementId = (room: string) => room.replaceAll('/', '.');

async function announce(tx: Db, name: string, branch: string, now: Date): Promise<void> {
	const item: CatalogItem<'room'> = { kind: 'room', id: announcementId(name), name, branch };
	await tx
		.insertInto('catalog_items')
		.values({ id: item.id, kind: item.kind, data: JSON.stringify({ name, branch }), created_at: now, updated_at: now })
		.onConflict((conflict) => conflict.column('id').doNothing())
		.execute();
	await writeFact(tx, 'catalog', item.id, 'item', item);
}

/** Tells all devices whether a desk's document is open; in the transaction that seals it or opens it again. */
export async function announceSealing(tx: Db, name: string, sealed: boolean, now: Date): Promise<void> {
	const room = parseRoom(name);
	if (room?.family !== 'desk') return;
	const data = { name, branch: room.branch, sealed };
	const item: CatalogItem<'room'> = { kind: 'room', id: announcementId(name), ...data };
	await tx
		.updateTable('catalog_items')
		.set({ data: JSON.stringify(data), updated_at: now })
		.where('id', '=', item.id)
		.execute();
	await writeFact(tx, 'catalog', item.id, 'item', item);
}

/** The desks of this month and the next, for every branch, and the catalogue that names them. Safe to call at any time. */
export async function ensureMonths(db: Db, now: Date): Promise<void> {
	const today = dayOf(now, await readZone(db));
	const months = [monthOf(today), monthOf(addMonths(today, 1))];
	const branches = await db.selectFrom('branches').select('id').execute();
	await ensureRoom(db, 'catalog', now);
	for (const { id } of branches)
		for (const month of months) await db.transaction().execute((tx) => ensureRoom(tx, deskRoom(id, month), now));
}

/** The rooms of one person alone, for this month and the next: made when he asks for his rooms. */
export async function ensureOwnRooms(db: Db, actor: Actor, now: Date): Promise<void> {
	const today = dayOf(now, await readZone(db));
	const reports = [today, addMonths(today, 1)].map((on) => reportRoom(actor.user, monthOf(on)));
	const own = [meRoom(actor.user), agendaRoom(actor.user), ...reports].filter((name) => canOpenRoom(actor, name));
	for (const name of own) await ensureRoom(db, name, now);
}
