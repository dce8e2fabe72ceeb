import { landingOf } from '#lib/domain/landing.ts';
import { getSession } from '#lib/client/session.svelte.ts';
import { redirect } from '@sveltejs/kit';

/** The server leads everybody on by itself; this is for the shell, which also opens here without network. */
export const ssr = false;

export function load() {
	const { user, actor } = getSession();
	redirect(307, user ? landingOf(actor) : '/ingresar');
}
