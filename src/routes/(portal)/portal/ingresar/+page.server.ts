import * as m from '#lib/paraglide/messages.js';
import { mayAskForLink } from '#lib/server/auth/limits.ts';
import { EmailForm } from '#lib/server/auth/password-form.ts';
import { askForPortalLink } from '#lib/server/care/portal-sign-in.ts';
import { companyName } from '#lib/server/catalog/company.ts';
import { fail, redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { db, actor } }) => {
	if (actor?.customer) redirect(303, '/portal');
	return { company: await companyName(db) };
};

export const actions: Actions = {
	default: async ({ locals: { db, settings, clock }, request, getClientAddress }) => {
		const typed = Object.fromEntries(await request.formData());
		const email = typeof typed.email === 'string' ? typed.email : '';
		const form = v.safeParse(EmailForm, typed);
		if (!form.success) return fail(400, { email, error: m.shared_problem_email_shape(), asked: false });
		if (!(await mayAskForLink(email, getClientAddress())))
			return fail(400, { email, error: m.shared_signin_too_often(), asked: false });
		await askForPortalLink(db, form.output.email, { now: clock.now(), settings });
		return { email, error: '', asked: true };
	}
};
