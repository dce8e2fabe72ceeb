import { gunzipSync } from 'node:zlib';
import { WebSocket } from 'ws';
import { canOpenRoom } from '#lib/docs/rooms.ts';
import { execute } from '#lib/server/commands/execute.ts';
import { listRooms, roomSnapshot } from '#lib/server/room-snapshot.ts';
import { ensureOwnRooms } from '#lib/server/rooms.ts';
import { compactAside } from '../../sync-server/aside.ts';
import { NOW, type Person } from '../support/sync-server.ts';
import type { Door } from './people.ts';
import type { Restartable } from './restartable.ts';

/** What the pages would answer, from the same functions. */
async function answer(
	{ test: { db }, context }: Restartable,
	{ actor }: Person,
	path: string,
	body?: unknown
): Promise<Response> {
	if (path === '/api/commands') return Response.json(await execute(context, actor, JSON.parse(String(body))));
	if (path === '/api/rooms') {
		await ensureOwnRooms(db, actor, NOW);
		return Response.json({ rooms: (await listRooms(db)).filter(({ name }) => canOpenRoom(actor, name)) });
	}
	const [, name = '', epoch, seq] = /^\/api\/rooms\/(.+)\/(\d+)\/(\d+)$/.exec(path) ?? [];
	const snapshot = await roomSnapshot({ db, compact: compactAside }, { name, epoch: Number(epoch), seq: Number(seq) });
	return snapshot ? new Response(new Uint8Array(gunzipSync(snapshot))) : new Response(null, { status: 404 });
}

/** @param line while `deaf`, what the server says is lost on its way */
export function doorOf(server: Restartable, person: Person, line = { deaf: false }): Door {
	class Line extends WebSocket {
		constructor(url: string) {
			super(url, { headers: { cookie: person.cookie } });
		}
		override emit(event: string | symbol, ...args: unknown[]): boolean {
			return event === 'message' && line.deaf ? false : super.emit(event, ...args);
		}
	}
	return {
		fetch: (path, init) => answer(server, person, path, init?.body),
		socketUrl: server.address,
		WebSocket: Line as unknown as typeof globalThis.WebSocket
	};
}
