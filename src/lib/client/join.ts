import { parseRoom } from '#lib/docs/rooms.ts';
import type { Surroundings } from './surroundings.ts';

/** `seq` has its snapshot ready, `head` is the newest there is; of a `sealed` room a device keeps the rows alone. */
export type Announced = { name: string; epoch: number; seq: number; head: number; sealed?: boolean };

/** @returns null without an answer; the rooms this user may open otherwise */
export async function fetchRooms({ fetch, tell }: Surroundings): Promise<Announced[] | null> {
	const answer = await fetch('/api/rooms').catch(() => null);
	if (answer?.status === 401) tell.expired();
	if (!answer?.ok) return null;
	return ((await answer.json()) as { rooms: Announced[] }).rooms;
}

/** The room's bytes as of `seq`; null for a room that holds nothing yet. @throws {Error} when the server does not answer */
export async function fetchSnapshot({ fetch }: Surroundings, { name, epoch, seq }: Announced): Promise<Uint8Array | null> {
	if (seq === 0) return null;
	const answer = await fetch(`/api/rooms/${name}/${epoch}/${seq}`);
	if (!answer.ok) throw new Error(`no snapshot of ${name} at ${epoch}/${seq}: ${answer.status}`);
	return new Uint8Array(await answer.arrayBuffer());
}

/** An owner may open every branch, but works in one. */
export function isOurs({ name }: Pick<Announced, 'name'>, { actor }: Pick<Surroundings, 'actor'>): boolean {
	const room = parseRoom(name);
	return room !== null && (room.family !== 'desk' || room.branch === actor.branch);
}
