import { building } from '$app/environment';
import { doorOf, isOwnOrigin, isPortal } from '#lib/server/auth/doors.ts';
import { landingOf } from '#lib/domain/landing.ts';
import { portalSession, sessionFromCookie } from '#lib/server/auth/session.ts';
import { context } from '#lib/server/context.ts';
import * as m from '#lib/paraglide/messages.js';
import { json, redirect, type Handle, type HandleServerError, type RequestEvent } from '@sveltejs/kit';

const SAFE = ['GET', 'HEAD', 'OPTIONS'];

async function fillLocals({ request, url, locals }: RequestEvent) {
	const { db, settings, clock, compact } = context();
	const sessionOf = isPortal(url.pathname) ? portalSession : sessionFromCookie;
	const session = await sessionOf(db, request.headers.get('cookie') ?? undefined, settings, clock.now());
	Object.assign(locals, { db, settings, clock, compact, session, actor: session?.actor ?? null });
}

/** @returns what is answered instead of the page, or undefined when the door opens */
function turnedAway({ request, url, locals }: RequestEvent): Response | undefined {
	if (!SAFE.includes(request.method) && !isOwnOrigin(request.headers.get('origin'), locals.settings))
		return json({ ok: false, code: 'origin' }, { status: 403 });
	const door = doorOf(url.pathname);
	if (door === 'staff' && !locals.actor) return json({ ok: false, code: 'session' }, { status: 401 });
	if (door === 'portal' && !locals.actor?.customer) redirect(303, '/portal/ingresar');
	if (url.pathname === '/') redirect(303, locals.actor ? landingOf(locals.actor) : '/ingresar');
	return undefined;
}

/** Answers to one person stay out of every cache, also behind a proxy and after he has signed out. */
const isPersonal = ({ locals, url }: RequestEvent) => locals.actor !== null || doorOf(url.pathname) !== 'open';

export const handle: Handle = async ({ event, resolve }) => {
	if (building) return resolve(event);
	await fillLocals(event);
	const response = turnedAway(event) ?? (await resolve(event));
	if (isPersonal(event) && !response.headers.has('cache-control')) response.headers.set('cache-control', 'private, no-store');
	return response;
};

/** The place and the kind of a bug; never its words, which may quote what somebody typed. */
function traceOf(error: unknown) {
	if (!(error instanceof Error)) return { name: typeof error };
	const frames = error.stack?.split('\n').filter((line) => /^\s+at /.test(line));
	return { name: error.name, code: (error as { code?: unknown }).code, trace: frames?.slice(0, 8).map((line) => line.trim()) };
}

export const handleError: HandleServerError = ({ error, event, status }) => {
	if (status === 404) return { message: m.shared_page_unknown() };
	const code = crypto.randomUUID().slice(0, 8);
	context().log.error({ code, route: event.route.id, status, ...traceOf(error) }, 'a page broke');
	return { message: m.shared_page_broken(), code };
};
