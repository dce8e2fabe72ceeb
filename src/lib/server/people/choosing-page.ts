import type { Role } from '#lib/domain/catalog.ts';
import { keepSession } from '#lib/server/auth/cookies.ts';
import { landingOf } from '#lib/domain/landing.ts';
import { peekLink } from '#lib/server/auth/links.ts';
import { PasswordForm } from '#lib/server/auth/password-form.ts';
import { createSession } from '#lib/server/auth/session.ts';
import { companyName } from '#lib/server/catalog/company.ts';
import { choosePassword } from '#lib/server/people/reset-user.ts';
import { fail, redirect, type Cookies, type RequestEvent } from '@sveltejs/kit';
import * as v from 'valibot';

type Event = RequestEvent<{ token: string }>;

/** Signs somebody in who has just shown who he is, and leads him to his screens. */
export async function welcome({ db, settings, clock }: App.Locals, cookies: Cookies, user: string): Promise<never> {
	await keepSession(cookies, await createSession(db, { user }, clock.now()), 'staff', settings);
	const { roles } = await db.selectFrom('users').select('roles').where('id', '=', user).executeTakeFirstOrThrow();
	redirect(303, landingOf({ roles: roles as Role[] }));
}

/** The page behind an invitation and behind a reset: looking does not spend the link, sending the form does. */
export function choosing(purpose: 'invite' | 'reset') {
	return {
		load: async ({ locals: { db, clock }, params }: Pick<Event, 'locals' | 'params'>) => ({
			company: await companyName(db),
			usable: (await peekLink(db, purpose, params.token, clock.now())) !== null
		}),
		actions: {
			default: async ({ locals, params, request, cookies }: Event) => {
				const form = v.safeParse(PasswordForm, Object.fromEntries(await request.formData()));
				if (!form.success) return fail(400, { short: true, spent: false });
				const chosen = { purpose, token: params.token, password: form.output.password };
				const user = await choosePassword(locals.db, chosen, locals.clock.now());
				if (!user) return fail(400, { short: false, spent: true });
				return welcome(locals, cookies, user);
			}
		}
	};
}
