import { randomBytes } from 'node:crypto';
import { ROLES, type Role } from '#lib/domain/catalog.ts';
import { hashPassword, isPassword } from '#lib/server/auth/password.ts';
import type { Db } from '#lib/server/db/db.ts';
import { isPrivate, type Settings } from '#lib/server/settings.ts';
import * as m from '#lib/paraglide/messages.js';

export type DemoUser = { email: string; role: string; password: string };

export const KNOWN_PASSWORD = 'hilo-demo';

export const randomPassword = () => randomBytes(9).toString('base64url');

/** The demo's people who still have the password that everybody knows. */
async function usersWithKnownPassword(db: Db) {
	const people = await db
		.selectFrom('users')
		.select(['id', 'email', 'roles', 'password_hash'])
		.where('email', 'like', '%@hilo.example')
		.where('active', '=', true)
		.orderBy('email')
		.execute();
	const known = await Promise.all(people.map(({ password_hash }) => isPassword(password_hash, KNOWN_PASSWORD)));
	const rank = ({ roles }: { roles: string[] }) => ROLES.indexOf(roles[0] as Role);
	return people.filter((_, i) => known[i]).sort((a, b) => rank(a) - rank(b));
}

async function renew(db: Db, id: string, now: Date) {
	const password = randomPassword();
	const password_hash = await hashPassword(password);
	await db.transaction().execute(async (tx) => {
		await tx.updateTable('users').set({ password_hash }).where('id', '=', id).execute();
		await tx.updateTable('sessions').set({ revoked_at: now }).where('user_id', '=', id).where('revoked_at', 'is', null).execute();
	});
	return password;
}

/**
 * The demo users to print at a start. A demo that was made for this machine alone and is now open to others gets random
 * passwords first, whatever else is set: nobody may walk in with a password from the README.
 */
export async function demoUsers(db: Db, settings: Settings, now: Date): Promise<DemoUser[]> {
	const users = await usersWithKnownPassword(db);
	const passwordOf = (id: string) => (isPrivate(settings) ? KNOWN_PASSWORD : renew(db, id, now));
	return Promise.all(
		users.map(async ({ id, email, roles }) => ({ email, role: roles[0] ?? '', password: await passwordOf(id) }))
	);
}

export function userLines(users: readonly DemoUser[]) {
	if (!users.length) return [];
	const width = Math.max(...users.map(({ email }) => email.length));
	const known = users.every(({ password }) => password === KNOWN_PASSWORD);
	const lines = users.map(({ email, role, password }) => `  ${email.padEnd(width)}  ${known ? role : `${password}  ${role}`}`);
	const about = known ? m.shared_start_password({ password: KNOWN_PASSWORD }) : m.shared_start_passwords_once();
	return [m.shared_start_users(), ...lines, about];
}
