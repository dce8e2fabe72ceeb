import { keepSession } from '#lib/server/auth/cookies.ts';
import { peekLink } from '#lib/server/auth/links.ts';
import { enterPortal } from '#lib/server/care/portal-sign-in.ts';
import { companyName } from '#lib/server/catalog/company.ts';
import { fail, redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { db, clock }, params }) => ({
	company: await companyName(db),
	usable: (await peekLink(db, 'portal', params.token, clock.now())) !== null
});

/** The link is spent by this button and not by opening the page: scanners of mails open pages. */
export const actions: Actions = {
	default: async ({ locals: { db, settings, clock }, params, cookies }) => {
		const session = await enterPortal(db, params.token, clock.now());
		if (!session) return fail(400, { spent: true });
		await keepSession(cookies, session, 'portal', settings);
		redirect(303, '/portal');
	}
};
