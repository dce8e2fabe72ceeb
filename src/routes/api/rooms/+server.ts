import { canOpenRoom } from '#lib/docs/rooms.ts';
import { listRooms } from '#lib/server/room-snapshot.ts';
import { error, json } from '@sveltejs/kit';
import type { RequestHandler } from './$types';

/** The rooms that whoever asks may open. */
export const GET: RequestHandler = async ({ locals: { db, actor } }) => {
	if (!actor) error(401);
	const rooms = (await listRooms(db)).filter(({ name }) => canOpenRoom(actor, name));
	return json({ rooms }, { headers: { 'cache-control': 'private, no-store' } });
};
