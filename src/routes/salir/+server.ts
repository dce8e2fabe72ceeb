import { dropSession } from '#lib/server/auth/cookies.ts';
import { signOut } from '#lib/server/auth/session.ts';
import { redirect } from '@sveltejs/kit';
import type { RequestHandler } from './$types';

/** A form is led to the sign-in page; a device that asks for JSON only learns that it is done. */
export const POST: RequestHandler = async ({ locals: { db, settings, clock, session }, cookies, request }) => {
	if (session) await signOut(db, session.session, clock.now());
	dropSession(cookies, 'staff', settings);
	if (request.headers.get('accept')?.includes('application/json'))
		return new Response(null, { status: 204, headers: { 'clear-site-data': '"cache"' } });
	redirect(303, '/ingresar');
};
