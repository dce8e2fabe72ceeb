import { canOpenRoom } from '#lib/docs/rooms.ts';
import { roomSnapshot } from '#lib/server/room-snapshot.ts';
import { error } from '@sveltejs/kit';
import type { RequestHandler } from './$types';

const ADDRESS = /^(.+)\/(\d{1,9})\/(\d{1,15})$/;
const HEADERS = {
	'content-type': 'application/octet-stream',
	'content-encoding': 'gzip',
	// The device keeps the room itself: a second copy in the browser's cache would outlive its sign-out.
	'cache-control': 'private, no-store'
};

/** `<room>/<epoch>/<seq>`: a Yjs update that covers so much of the room. */
export const GET: RequestHandler = async ({ locals: { db, compact, actor }, params }) => {
	const [, name = '', epoch, seq] = ADDRESS.exec(params.room) ?? [];
	if (!actor) error(401);
	const snapshot = canOpenRoom(actor, name)
		? await roomSnapshot({ db, compact }, { name, epoch: Number(epoch), seq: Number(seq) })
		: null;
	if (!snapshot) error(404);
	return new Response(new Uint8Array(snapshot), { headers: HEADERS });
};
