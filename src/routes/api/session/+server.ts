import { keepSession } from '#lib/server/auth/cookies.ts';
import { renewSession, revokedDevice } from '#lib/server/auth/session.ts';
import { companyName } from '#lib/server/catalog/company.ts';
import { json } from '@sveltejs/kit';
import type { RequestHandler } from './$types';

/** Who is signed in, and the server's hour; asking keeps the session alive. */
export const GET: RequestHandler = async ({ locals, cookies, request }) => {
	const { db, settings, clock, session } = locals;
	const now = clock.now();
	if (!session) {
		const revoked = await revokedDevice(db, request.headers.get('cookie') ?? undefined, settings, now);
		return json({ ok: false, code: revoked ? 'session.revoked' : 'session' }, { status: 401 });
	}
	await renewSession(db, session.session, now);
	await keepSession(cookies, session.session, 'staff', settings);
	const { actor, name, email, thread } = session;
	const user = { id: actor.user, name, email, roles: actor.roles, branch: actor.branch, thread };
	return json({ user, company: await companyName(db), now: now.getTime() });
};
