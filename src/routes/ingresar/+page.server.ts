import * as m from '#lib/paraglide/messages.js';
import { keepSession } from '#lib/server/auth/cookies.ts';
import { internalPath } from '#lib/server/auth/doors.ts';
import { landingOf } from '#lib/domain/landing.ts';
import { signIn } from '#lib/server/auth/sign-in.ts';
import { companyName } from '#lib/server/catalog/company.ts';
import type { Role } from '#lib/domain/catalog.ts';
import { phonesWorkOffline } from '#lib/server/settings.ts';
import { fail, redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import type { Actions, PageServerLoad } from './$types';

const Form = v.object({
	email: v.pipe(v.string(), v.trim(), v.nonEmpty(), v.maxLength(200)),
	password: v.pipe(v.string(), v.nonEmpty(), v.maxLength(200))
});

type Missing = { email?: boolean; password?: boolean };
const NONE: Missing = {};

function missingOf(issues: [v.InferIssue<typeof Form>, ...v.InferIssue<typeof Form>[]]): Missing {
	const { email, password } = v.flatten<typeof Form>(issues).nested ?? {};
	return { email: email !== undefined, password: password !== undefined };
}

export const load: PageServerLoad = async ({ locals: { db, settings, actor }, url }) => {
	if (actor && !url.searchParams.has('vencida')) redirect(303, internalPath(url.searchParams.get('volver')) ?? landingOf(actor));
	return {
		company: await companyName(db),
		expired: url.searchParams.has('vencida'),
		revoked: url.searchParams.has('retirado'),
		waiting: Number.parseInt(url.searchParams.get('vencida') ?? '', 10) || 0,
		noHttps: !phonesWorkOffline(settings)
	};
};

export const actions: Actions = {
	default: async ({ locals: { db, settings, clock }, request, cookies, url, getClientAddress }) => {
		const typed = Object.fromEntries(await request.formData());
		const email = typeof typed.email === 'string' ? typed.email : '';
		const form = v.safeParse(Form, typed);
		if (!form.success) return fail(400, { email, sentence: '', missing: missingOf(form.issues) });
		const answer = await signIn(
			db,
			{
				...form.output,
				address: getClientAddress(),
				device: request.headers.get('user-agent')
			},
			clock.now()
		);
		if (!answer.ok) {
			const sentence = answer.code === 'wrong' ? m.shared_signin_wrong() : m.shared_signin_too_often();
			return fail(400, { email, sentence, missing: NONE });
		}
		await keepSession(cookies, answer.session, 'staff', settings);
		redirect(303, internalPath(url.searchParams.get('volver')) ?? landingOf({ roles: answer.roles as readonly Role[] }));
	}
};
