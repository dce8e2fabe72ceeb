import { existsSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { migrate } from '#lib/server/db/migrate.ts';
import * as m from '#lib/paraglide/messages.js';
import { sql } from 'kysely';
import type { Db } from '#lib/server/db/db.ts';
import { isPrivate, type Settings } from '#lib/server/settings.ts';

type DemoUser = { email: string; role: string; password: string };

const KNOWN_PASSWORD = 'hilo-demo';

async function exists(db: Db, table: string) {
	const { rows } = await sql<{ found: boolean }>`select to_regclass(${table}) is not null as found`.execute(db);
	return rows[0]?.found ?? false;
}

/** A start that was killed while it seeded left half a company that nobody has seen yet: begin again. */
async function dropHalfSeeded(db: Db) {
	if (!(await exists(db, 'public.seeding'))) return;
	await sql`drop schema public cascade`.execute(db);
	await sql`create schema public`.execute(db);
}

/** Brings the database to this version. */
export async function prepareDatabase(db: Db, url: string) {
	await dropHalfSeeded(db);
	await migrate(url);
}

async function isEmpty(db: Db) {
	if (!(await exists(db, 'public.users'))) return false;
	const { rows } = await sql`select from users limit 1`.execute(db);
	return rows.length === 0;
}

async function seed(db: Db, settings: Settings, now: Date): Promise<DemoUser[]> {
	if (!existsSync(join(import.meta.dirname, 'demo.ts'))) return [];
	const { seedDemo } = await import('./demo.ts');
	const password = isPrivate(settings) ? KNOWN_PASSWORD : () => randomBytes(9).toString('base64url');
	await sql`create table seeding ()`.execute(db);
	const { users } = await seedDemo(db, { profile: settings.profile, now, password });
	await sql`drop table seeding`.execute(db);
	return users;
}

function userLines(users: readonly DemoUser[], settings: Settings) {
	const width = Math.max(...users.map(({ email }) => email.length));
	const known = isPrivate(settings);
	const lines = users.map(({ email, role, password }) => `  ${email.padEnd(width)}  ${known ? role : `${password}  ${role}`}`);
	const about = known ? m.shared_start_password({ password: KNOWN_PASSWORD }) : m.shared_start_passwords_once();
	return [m.shared_start_users(), ...lines, about];
}

async function demoLines(db: Db, settings: Settings, now: Date, say: (line: string) => void) {
	if (await isEmpty(db)) {
		say(m.shared_start_seeding());
		const users = await seed(db, settings, now);
		return users.length ? userLines(users, settings) : [];
	}
	return isPrivate(settings) ? [m.shared_start_password({ password: KNOWN_PASSWORD })] : [];
}

async function ownerLines(db: Db, settings: Settings, now: Date) {
	if (!existsSync(join(import.meta.dirname, '../src/lib/server/people/first-owner.ts'))) return [];
	const { makeFirstOwnerLink } = await import('#lib/server/people/first-owner.ts');
	const token = await makeFirstOwnerLink(db, now);
	return token ? [m.shared_start_owner(), `  ${settings.origin}/bienvenida/${token}`] : [];
}

/** Fills an empty database; returns what its people need to know, once Hilo listens. */
export function fillDatabase(db: Db, settings: Settings, now: Date, say: (line: string) => void): Promise<string[]> {
	return settings.demo ? demoLines(db, settings, now, say) : ownerLines(db, settings, now);
}
