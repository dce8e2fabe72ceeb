import { sql } from 'kysely';
import type { Db } from '#lib/server/db/db.ts';
import { migrate } from '#lib/server/db/migrate.ts';
import { makeFirstOwnerLink } from '#lib/server/people/first-owner.ts';
import type { Context } from '#lib/server/context.ts';
import { isPrivate, type Settings } from '#lib/server/settings.ts';
import * as m from '#lib/paraglide/messages.js';
import { demoUsers, KNOWN_PASSWORD, randomPassword, userLines } from './demo-users.ts';

type Company = Pick<Context, 'db' | 'pool' | 'log' | 'settings'>;

async function isHalfSeeded(db: Db) {
	const { rows } = await sql<{ half: boolean }>`select to_regclass('public.seeding') is not null as half`.execute(db);
	return rows[0]?.half ?? false;
}

/** A start that was killed while it seeded left half a company that nobody has seen yet: begin again. */
async function dropHalfSeeded(db: Db) {
	if (!(await isHalfSeeded(db))) return;
	await sql`drop schema public cascade`.execute(db);
	await sql`create schema public`.execute(db);
}

/** Brings the database to this version. */
export async function prepareDatabase(db: Db, url: string) {
	await dropHalfSeeded(db);
	await migrate(url);
}

async function isEmpty(db: Db) {
	return !(await db.selectFrom('users').select('id').limit(1).executeTakeFirst());
}

async function seed({ settings, ...needs }: Company, now: Date) {
	const { db } = needs;
	const { seedDemo } = await import('./demo.ts');
	await sql`create table seeding ()`.execute(db);
	const password = isPrivate(settings) ? KNOWN_PASSWORD : randomPassword;
	const { users } = await seedDemo(needs, { profile: settings.profile, now, password });
	await sql`drop table seeding`.execute(db);
	return users;
}

async function ownerLines(db: Db, settings: Settings, now: Date) {
	const token = await makeFirstOwnerLink(db, now);
	return token ? [m.shared_start_owner(), `  ${settings.origin}/bienvenida/${token}`] : [];
}

/** Fills an empty database; returns what its people need to know, once Hilo listens. */
export async function fillDatabase(company: Company, now: Date, say: (line: string) => void): Promise<string[]> {
	const { db, settings } = company;
	if (settings.demo && (await isEmpty(db))) {
		say(m.shared_start_seeding());
		return userLines(await seed(company, now));
	}
	const users = userLines(await demoUsers(db, settings, now));
	return settings.demo ? users : [...users, ...(await ownerLines(db, settings, now))];
}
