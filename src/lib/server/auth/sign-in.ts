import type { Db } from '../db/db.ts';
import { forgiveTries, mayTryPassword } from './limits.ts';
import { isPassword } from './password.ts';
import { createSession } from './session.ts';

export type SignedIn = { ok: true; session: string; roles: readonly string[] };
export type NotSignedIn = { ok: false; code: 'wrong' | 'too-often' };

/** Says the same for a wrong password, an unknown e-mail and somebody who left: a stranger learns nothing. */
export async function signIn(
	db: Db,
	{ email, password, address, device }: { email: string; password: string; address: string; device?: string | null },
	now: Date
): Promise<SignedIn | NotSignedIn> {
	if (!(await mayTryPassword(email, address))) return { ok: false, code: 'too-often' };
	const user = await db
		.selectFrom('users')
		.select(['id', 'password_hash', 'roles', 'active'])
		.where((at) => at.eb(at.fn<string>('lower', ['email']), '=', email.trim().toLowerCase()))
		.executeTakeFirst();
	const right = await isPassword(user?.password_hash ?? null, password);
	if (!user?.active || !right) return { ok: false, code: 'wrong' };
	await forgiveTries(email, address);
	return { ok: true, session: await createSession(db, { user: user.id, device }, now), roles: user.roles };
}
