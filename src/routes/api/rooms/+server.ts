import { canOpenRoom } from '#lib/docs/rooms.ts';
import { listRooms } from '#lib/server/room-snapshot.ts';
import { ensureOwnRooms } from '#lib/server/rooms.ts';
import { error, json } from '@sveltejs/kit';
import type { RequestHandler } from './$types';

/** The rooms that whoever asks may open. */
export const GET: RequestHandler = async ({ locals: { db, actor, clock } }) => {
	if (!actor) error(401);
	await ensureOwnRooms(db, actor, clock.now());
	const rooms = (await listRooms(db)).filter(({ name }) => canOpenRoom(actor, name));
	return json({ rooms }, { headers: { 'cache-control': 'private, no-store' } });
};
