import { can, type Actor } from '#lib/domain/permissions.ts';

/** A room's name taken apart. `month` is yyyy-mm of the company's zone, announced by the server. */
export type RoomName =
	| { family: 'catalog' }
	| { family: 'desk'; branch: string; month: string }
	| { family: 'agenda'; technician: string }
	| { family: 'report'; technician: string; month: string }
	| { family: 'me'; user: string };

const KEY = '([A-Za-z0-9][A-Za-z0-9-]{0,63})';
const MONTH = '(\\d{4}-(?:0[1-9]|1[0-2]))';
const DESK = new RegExp(`^desk/${KEY}/${MONTH}$`);
const AGENDA = new RegExp(`^agenda/${KEY}$`);
const REPORT = new RegExp(`^report/${KEY}/${MONTH}$`);
const ME = new RegExp(`^me/${KEY}$`);

/** @returns null for what is no room at all */
export function parseRoom(name: string): RoomName | null {
	if (name === 'catalog') return { family: 'catalog' };
	const desk = DESK.exec(name);
	if (desk) return { family: 'desk', branch: desk[1]!, month: desk[2]! };
	const report = REPORT.exec(name);
	if (report) return { family: 'report', technician: report[1]!, month: report[2]! };
	const agenda = AGENDA.exec(name);
	if (agenda) return { family: 'agenda', technician: agenda[1]! };
	const me = ME.exec(name);
	return me ? { family: 'me', user: me[1]! } : null;
}

export const deskRoom = (branch: string, month: string) => `desk/${branch}/${month}`;
export const agendaRoom = (technician: string) => `agenda/${technician}`;
export const reportRoom = (technician: string, month: string) => `report/${technician}/${month}`;
export const meRoom = (user: string) => `me/${user}`;

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
