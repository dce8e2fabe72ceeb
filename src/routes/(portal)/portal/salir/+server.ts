import { dropSession } from '#lib/server/auth/cookies.ts';
import { signOut } from '#lib/server/auth/session.ts';
import { redirect } from '@sveltejs/kit';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = async ({ locals: { db, settings, clock, session }, cookies }) => {
	if (session) await signOut(db, session.session, clock.now());
	dropSession(cookies, 'portal', settings);
	redirect(303, '/portal/ingresar');
};
