import type { CatalogItem, Role } from '#lib/domain/catalog.ts';
import { Refused } from '#lib/domain/shared/refused.ts';
import { publishCatalogItem } from '../catalog/publish.ts';
import type { Db } from '../db/db.ts';

const THREADS = ['azul', 'naranja', 'verde', 'marron', 'rojo', 'oliva', 'violeta', 'rosa', 'aqua', 'gris', 'negro'] as const;

type NewUser = { id: string; name: string; email: string; password_hash: string | null; roles: readonly Role[]; branch: string };

/** The colour fewest people have. */
async function freeThread(tx: Db): Promise<string> {
	const taken = await tx.selectFrom('users').select('thread').execute();
	const uses = (thread: string) => taken.filter((user) => user.thread === thread).length;
	return THREADS.reduce((best, thread) => (uses(thread) < uses(best) ? thread : best));
}

export async function findUser(tx: Db, email: string) {
	return tx
		.selectFrom('users')
		.selectAll()
		.where((at) => at.eb(at.fn<string>('lower', ['email']), '=', email.trim().toLowerCase()))
		.executeTakeFirst();
}

/** @throws {Refused} when the branch does not exist */
export async function mustKnowBranch(tx: Db, branch: string): Promise<void> {
	const found = await tx.selectFrom('branches').select('id').where('id', '=', branch).executeTakeFirst();
	if (!found) throw new Refused('value.wrong', { field: 'branch' });
}

/** @throws {Refused} when somebody has that e-mail already */
export async function addUser(tx: Db, { roles, ...user }: NewUser, now: Date): Promise<void> {
	const email = user.email.trim();
	const row = { ...user, email, roles: [...roles], thread: await freeThread(tx), created_at: now };
	const added = await tx
		.insertInto('users')
		.values(row)
		.onConflict((conflict) => conflict.doNothing())
		.returning('id')
		.executeTakeFirst();
	if (!added) throw new Refused('user.email-taken', { email });
	await publishStaff(tx, user.id, now);
}

/** What every member of staff may know of every other. */
export async function publishStaff(tx: Db, id: string, now: Date): Promise<void> {
	const user = await tx.selectFrom('users').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
	const { name, email, branch, thread, active } = user;
	const item: CatalogItem<'staff'> = { kind: 'staff', id, name, email, roles: user.roles as Role[], branch, thread, active };
	await publishCatalogItem(tx, item, now);
}
