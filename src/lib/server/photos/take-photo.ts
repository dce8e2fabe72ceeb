import * as v from 'valibot';
import { canOpenRoom } from '#lib/docs/rooms.ts';
import { IdOf } from '#lib/domain/shared/schema.ts';
import type { Actor } from '#lib/domain/permissions.ts';
import type { Db } from '#lib/server/db/db.ts';
import { inTransaction } from '#lib/server/db/transaction.ts';
import { writeFact } from '#lib/server/room-writes.ts';
import { isHash, pictureType, storeBlob, wrongWith } from './store.ts';

/** What the phone says of a photo beside its bytes. */
export const PhotoMeta = v.object({ order: IdOf, visit: IdOf });
export type Photo = { sha256: string; meta: unknown; bytes: Uint8Array };
export type Taken = { taken: true } | { taken: false; why: 'size' | 'type' | 'hash' | 'shape' };

/**
 * Keeps a technician's photo whole or not at all; twice is once. A photo of an order that is no longer his is taken:
 * he was there. The receipt is a fact of the visit once that is known.
 */
export async function takePhoto(
	db: Db,
	owner: Actor,
	{ sha256, meta, bytes }: Photo,
	{ dataDir, now }: { dataDir: string; now: Date }
): Promise<Taken> {
	if (!isHash(sha256) || !v.is(PhotoMeta, meta)) return { taken: false, why: 'shape' };
	const wrong = wrongWith(sha256, bytes);
	if (wrong) return { taken: false, why: wrong };
	await storeBlob(dataDir, sha256, bytes);
	await inTransaction(db, async (tx) => {
		const row = {
			sha256,
			owner: owner.user,
			order: meta.order,
			type: pictureType(bytes)!,
			bytes: bytes.length,
			received_at: now
		};
		await tx
			.insertInto('photos')
			.values(row)
			.onConflict((on) => on.columns(['sha256', 'owner']).doNothing())
			.execute();
		const visit = await tx
			.selectFrom('records')
			.select('room')
			.where('id', '=', meta.visit)
			.where('created_by', '=', owner.user)
			.executeTakeFirst();
		if (visit) await writeFact(tx, visit.room, meta.visit, `photo-${sha256}`, { at: now.getTime() });
	});
	return { taken: true };
}

/** Which of these the server holds durably for this technician. */
export async function receiptsOf(db: Db, owner: Actor, hashes: readonly string[]): Promise<string[]> {
	const wanted = hashes.filter(isHash);
	if (wanted.length === 0) return [];
	const rows = await db
		.selectFrom('photos')
		.select('sha256')
		.where('sha256', 'in', wanted)
		.where('owner', '=', owner.user)
		.execute();
	return rows.map(({ sha256 }) => sha256);
}

/** @returns its type, or null for somebody who may neither see the order nor took the photo */
export async function photoFor(db: Db, actor: Actor, sha256: string): Promise<string | null> {
	if (!isHash(sha256)) return null;
	const photos = await db
		.selectFrom('photos')
		.leftJoin('records', 'records.id', 'photos.order')
		.select(['owner', 'type', 'room'])
		.where('sha256', '=', sha256)
		.execute();
	const seen = photos.find(({ owner, room }) => owner === actor.user || (room !== null && canOpenRoom(actor, room)));
	return seen?.type ?? null;
}
