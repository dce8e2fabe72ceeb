import type { Actor } from '#lib/domain/permissions.ts';

export const DESK = 'desk/centro/2026-03';
/** A month that rests: it is sealed when nobody writes there, and opened by whoever has work for it. */
export const OLD = 'desk/centro/2025-12';
const YEAR = 365 * 24 * 3_600_000;

export type Person = {
	device: string;
	actor: Actor;
	/** What the server knows of him, where his device knows better. */ truly?: Actor;
	wrong?: number;
};
const staff = (user: string, ...roles: Actor['roles']): Actor => ({ user, roles, branch: 'centro' });

/** Who works in every world: two devices of one seller, two dispatchers, and one whose device lies to her about her rights. */
export const PEOPLE: readonly Person[] = [
	{ device: 'sofia-desk', actor: staff('sofia', 'seller') },
	{ device: 'sofia-phone', actor: staff('sofia', 'seller'), wrong: -YEAR },
	{ device: 'ana-desk', actor: staff('ana', 'dispatcher') },
	{ device: 'luis-desk', actor: staff('luis', 'dispatcher'), wrong: YEAR },
	{ device: 'mara-desk', actor: staff('mara', 'owner'), truly: staff('mara', 'billing') }
];

export const TECHNICIANS = ['paula', 'martin'];
