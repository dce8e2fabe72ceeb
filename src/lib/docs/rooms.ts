import { can, type Actor } from '#lib/domain/permissions.ts';

/**
 * A room's name taken apart. `month` is yyyy-mm of the company's zone, announced by the server; a month that grew too large goes on
 * in its part 2, 3, …
 */
export type RoomName =
	| { family: 'catalog' }
	| { family: 'desk'; branch: string; month: string; part: number }
	| { family: 'agenda'; technician: string }
	| { family: 'report'; technician: string; month: string }
	| { family: 'me'; user: string };

const KEY = '([A-Za-z0-9][A-Za-z0-9-]{0,63})';
const MONTH = '(\\d{4}-(?:0[1-9]|1[0-2]))';
const DESK = new RegExp(`^desk/${KEY}/${MONTH}(?:\\.([2-9]|[1-9]\\d))?$`);
const AGENDA = new RegExp(`^agenda/${KEY}$`);
const REPORT = new RegExp(`^report/${KEY}/${MONTH}$`);
const ME = new RegExp(`^me/${KEY}$`);

/** @returns null for what is no room at all */
export function parseRoom(name: string): RoomName | null {
	if (name === 'catalog') return { family: 'catalog' };
	const desk = DESK.exec(name);
	if (desk) return { family: 'desk', branch: desk[1]!, month: desk[2]!, part: Number(desk[3] ?? 1) };
	const report = REPORT.exec(name);
	if (report) return { family: 'report', technician: report[1]!, month: report[2]! };
	const agenda = AGENDA.exec(name);
	if (agenda) return { family: 'agenda', technician: agenda[1]! };
	const me = ME.exec(name);
	return me ? { family: 'me', user: me[1]! } : null;
}

export const deskRoom = (branch: string, month: string, part = 1) => `desk/${branch}/${month}${part > 1 ? `.${part}` : ''}`;
export const agendaRoom = (technician: string) => `agenda/${technician}`;
export const reportRoom = (technician: string, month: string) => `report/${technician}/${month}`;
export const meRoom = (user: string) => `me/${user}`;

type Monthly = Extract<RoomName, { month: string }>;
const partOf = (room: Monthly) => (room.family === 'desk' ? room.part : 1);

/** Where what is born in a month goes: the newest room that has begun, in its last part; before the first has begun, that one. */
export function newestRoom(names: Iterable<string>, month: string, fits: (room: Monthly) => boolean = () => true): string | null {
	const fitting = [...new Set(names)].flatMap((name) => {
		const room = parseRoom(name);
		return room && 'month' in room && fits(room) ? [{ name, room }] : [];
	});
	fitting.sort((a, b) => (a.room.month < b.room.month ? -1 : a.room.month > b.room.month ? 1 : partOf(a.room) - partOf(b.room)));
	return (fitting.findLast(({ room }) => room.month <= month) ?? fitting[0])?.name ?? null;
}

/** Deny by default: whoever is not named for a family does not learn that the room exists. */
export function canOpenRoom(actor: Actor, name: string): boolean {
	const room = parseRoom(name);
	if (!room || actor.roles.length === 0) return false;
	switch (room.family) {
		case 'catalog':
			return true;
		case 'desk':
			return can(actor, 'office.open') && (room.branch === actor.branch || actor.roles.includes('owner'));
		case 'agenda':
		case 'report':
			return can(actor, 'field.open') && room.technician === actor.user;
		case 'me':
			return room.user === actor.user;
	}
}

/** Rooms that people write: the others hold facts alone. */
export function isWritable(room: RoomName): boolean {
	return room.family === 'desk' || room.family === 'report' || room.family === 'me';
}
