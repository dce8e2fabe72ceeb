import type { CatalogItem } from '#lib/domain/catalog.ts';
import { hashPassword } from '#lib/server/auth/password.ts';
import type { Db } from '#lib/server/db/db.ts';
import { demoCatalog, STAFF } from './company.ts';

export type DemoUser = { email: string; role: string; password: string };

/** Configuración as a working company has it, in PostgreSQL and in the room `catalog`. */
export async function seedCatalog(db: Db, now: Date): Promise<void> {
	await publishAll(db, demoCatalog(), now);
	const branches = demoCatalog().filter((item) => item.kind === 'branch');
	await db
		.insertInto('branches')
		.values(branches.map(({ id, name, locality }) => ({ id, name, locality })))
		.execute();
}

export async function seedStaff(db: Db, now: Date, password: string | (() => string)): Promise<DemoUser[]> {
	const shared = typeof password === 'string' ? await hashPassword(password) : null;
	const people = [];
	for (const person of Object.values(STAFF)) {
		const own = typeof password === 'string' ? password : password();
		people.push({ ...person, password: own, hash: shared ?? (await hashPassword(own)) });
	}
	await db
		.insertInto('users')
		.values(
			people.map(({ id, email, name, roles, branch, thread, hash }) => ({
				id,
				email,
				name,
				roles,
				branch,
				thread,
				password_hash: hash,
				created_at: now
			}))
		)
		.execute();
	await publishAll(
		db,
		people.map(({ id, name, email, roles, branch, thread }) => ({
			kind: 'staff' as const,
			id,
			name,
			email,
			roles,
			branch,
			thread,
			active: true
		})),
		now
	);
	return people.map(({ email, roles, password: own }) => ({ email, role: roles[0]!, password: own }));
}

async function publishAll(db: Db, items: readonly CatalogItem[], now: Date): Promise<void> {
	const stored = items.filter(({ kind }) => kind !== 'staff' && kind !== 'room');
	if (stored.length > 0)
		await db
			.insertInto('catalog_items')
			.values(stored.map(({ kind, id, ...data }) => ({ id, kind, data: JSON.stringify(data), created_at: now, updated_at: now })))
			.execute();
	await db
		.insertInto('room_writes')
		.values(
			items.map((item) => ({ room: 'catalog', map: 'facts' as const, key: `${item.id}/item`, value: JSON.stringify(item) }))
		)
		.execute();
}
